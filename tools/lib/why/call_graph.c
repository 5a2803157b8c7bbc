#include "why/call_graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "why/builds.h"
#include "why/source_names.h"

static const char *const states[NCODE_STATES] = {"same", "changed", "gone", "new", "unknown"};

const char *
code_state_name(enum code_state state)
{
	return states[state];
}

/* One function of an object in both builds. */
struct both {
	struct executed_function *at[BUILDS];
	const struct word *object; /* its name in either build */
	enum code_state state;
	bool own;        /* of the builds, not of the system */
	size_t function; /* of the graph, for what needs no line table */
};

struct making {
	struct call_graph *g;
	struct builds *builds;
	struct both *both;
	size_t nboth, cap;
	struct word_set *keys, *edges;
	size_t *of[BUILDS]; /* the number in BOTH of each function that was executed */
	const struct hunks *diff;
};

static const struct word *
key_word(struct word_set *set, const char *a, const char *b)
{
	char *key = xasprintf("%s\n%s", a, b);
	const struct word *word = intern_word(set, key);

	free(key);
	return word;
}

/* The number of function NAME of OBJECT, made where it is new. */
static size_t
function_at(struct call_graph *g, const struct word *object, const struct word *name)
{
	const struct word *key = key_word(g->keys, object->text, name->text);

	if (key->index == g->n) {
		g->functions = xgrow(g->functions, g->n, &g->cap, sizeof *g->functions);
		g->functions[g->n++] = (struct graph_function){
		    .object = object, .name = intern_word(g->words, name->text)};
	}
	return key->index;
}

static void
edge_add(struct making *m, size_t from, size_t to, int build, double inclusive)
{
	struct call_graph *g = m->g;
	char *key = xasprintf("%zu %zu", from, to);
	const struct word *word = intern_word(m->edges, key);

	free(key);
	if (word->index == g->nedges) {
		g->edges = xgrow(g->edges, g->nedges, &g->cap_edges, sizeof *g->edges);
		g->edges[g->nedges++] = (struct graph_edge){from, to, {0, 0}};
	}
	g->edges[word->index].inclusive[build] += inclusive;
}

/* Bring together what both builds executed of each function. */
static void
both_find(struct making *m, struct executed *const executed[BUILDS])
{
	for (int build = BASE; build < BUILDS; build++) {
		m->of[build] = xcalloc(executed[build]->n + 1, sizeof *m->of[build]);
		for (size_t i = 0; i < executed[build]->n; i++) {
			struct executed_function *f = executed[build]->functions[i];
			const struct build_object *o = builds_object(m->builds, build, f->object);
			const struct word *key = key_word(m->keys, o->name->text, f->name->text);

			if (!m->both || key->index == m->nboth) {
				m->both = xgrow(m->both, m->nboth, &m->cap, sizeof *m->both);
				m->both[m->nboth++] =
				    (struct both){.object = o->name, .own = o->own};
			}
			m->both[key->index].at[build] = f;
			m->of[build][i] = key->index;
		}
	}
}

/* What is known of the code of B, and what that comes to for all. */
static void
both_judge(struct making *m, struct both *b)
{
	struct call_graph *g = m->g;
	const struct word *name = b->at[BASE] ? b->at[BASE]->name : b->at[HEAD]->name;
	bool ran[BUILDS];

	for (int build = BASE; build < BUILDS; build++)
		ran[build] = b->at[build] && b->at[build]->self > 0;
	b->state = builds_compare(m->builds, b->object, name);
	if (!b->own)
		return;
	if (b->state == CODE_CHANGED)
		b->state = !ran[HEAD] ? CODE_GONE : !ran[BASE] ? CODE_NEW : CODE_CHANGED;
	if (!ran[BASE] && !ran[HEAD])
		return;
	g->executed++;
	if (b->state != CODE_SAME && b->state != CODE_UNKNOWN) {
		if (g->differing < DIFFER_SHOWN)
			g->differ[g->differing] = intern_word(g->words, name->text);
		g->differing++;
	}
	g->unknown += b->state == CODE_UNKNOWN;
}

static double
self_of(const struct both *b, int build)
{
	return b->at[build] ? b->at[build]->self : 0;
}

/* The worse for being the same goes first. */
static void
state_add(struct graph_function *f, enum code_state state, bool first)
{
	if (first || state == CODE_CHANGED || f->state == CODE_SAME)
		f->state = state;
	else if (state != f->state && state != CODE_SAME)
		f->state = CODE_CHANGED;
}

/* Note where F is, and whether the diff has the line. */
static void
place_add(struct making *m, struct graph_function *f, int build, const struct executed_cost *c)
{
	const char *file = c->file ? c->file->text : "???";

	if (!c->line || strcmp(file, "???") == 0)
		return;
	if (!f->file || (build == HEAD && strcmp(f->file->text, file) != 0 && !f->self[HEAD])) {
		f->file = intern_word(m->g->words, builds_source(m->builds, build, file));
		f->line = c->line;
	} else if (c->line < f->line &&
		   strcmp(f->file->text, builds_source(m->builds, build, file)) == 0) {
		f->line = c->line;
	}
	if (m->diff && !f->in_diff)
		f->in_diff = hunks_have(m->diff, file, c->line, build == HEAD);
}

/* Put what function I of BUILD executed into the graph, each address into the function of the
 * source that it is of: NAMES of its costs, then of its calls; or NULL. */
static void
costs_add(struct making *m, int build, size_t i, const struct word *const *names)
{
	const struct both *b = &m->both[m->of[build][i]];
	const struct executed_function *f = b->at[build];
	struct call_graph *g = m->g;

	for (size_t k = 0; k < f->ncosts; k++) {
		size_t n = g->n,
		       at = names && names[k] ? function_at(g, b->object, names[k]) : b->function;
		struct graph_function *to = &g->functions[at];

		if (at != b->function)
			state_add(to, b->state, n != g->n);
		place_add(m, to, build, &f->costs[k]);
		to->self[build] += f->costs[k].self;
		if (at != b->function)
			edge_add(m, b->function, at, build, f->costs[k].self);
	}
	for (size_t k = 0; k < f->nedges; k++) {
		const struct executed_call *call = &f->edges[k];
		const struct word *name = names ? names[f->ncosts + k] : NULL;
		size_t at = name ? function_at(g, b->object, name) : b->function, to;
		const struct build_object *o = builds_object(m->builds, build, call->to->object);

		to = function_at(g, o->name, call->to->name);
		if (at != b->function)
			edge_add(m, b->function, at, build, call->inclusive);
		edge_add(m, at, to, build, call->inclusive);
	}
}

/* Whether line tables are to be asked about B: not where it is the same on both sides. */
static bool
is_resolved(const struct both *b)
{
	return b->own && (b->state != CODE_SAME || self_of(b, BASE) != self_of(b, HEAD));
}

/* The costs of all functions of OBJECT in BUILD. */
static void
object_add(struct making *m, const struct executed *e, int build, const struct build_object *o)
{
	const struct word **names;
	uint64_t *addresses;
	size_t n = 0, at = 0;

	for (size_t i = 0; i < e->n; i++)
		if (m->both[m->of[build][i]].object == o->name)
			n += e->functions[i]->ncosts + e->functions[i]->nedges;
	addresses = xcalloc(n + 1, sizeof *addresses);
	names = xcalloc(n + 1, sizeof *names);
	for (size_t i = 0; i < e->n; i++) {
		const struct both *b = &m->both[m->of[build][i]];
		const struct executed_function *f = e->functions[i];

		if (b->object != o->name || !is_resolved(b))
			continue;
		for (size_t k = 0; k < f->ncosts; k++)
			addresses[at++] = f->costs[k].address;
		for (size_t k = 0; k < f->nedges; k++)
			addresses[at++] = f->edges[k].address;
	}
	if (at)
		source_names(names, addresses, at, o->path, m->g->words);
	at = 0;
	for (size_t i = 0; i < e->n; i++) {
		const struct both *b = &m->both[m->of[build][i]];
		const struct executed_function *f = e->functions[i];

		if (b->object != o->name)
			continue;
		costs_add(m, build, i, is_resolved(b) ? names + at : NULL);
		at += is_resolved(b) ? f->ncosts + f->nedges : 0;
	}
	free(addresses);
	free(names);
}

/* The functions of the symbols, which costs without a line table go to. */
static void
symbols_add(struct making *m)
{
	struct call_graph *g = m->g;

	for (size_t i = 0; i < m->nboth; i++) {
		struct both *b = &m->both[i];
		const struct word *name = b->at[BASE] ? b->at[BASE]->name : b->at[HEAD]->name;
		bool loader = strstr(b->object->text, "/ld-linux") != NULL;

		b->function = function_at(g, b->object, name);
		g->functions[b->function].state = b->state;
		if (!loader)
			g->moved += fabs(self_of(b, HEAD) - self_of(b, BASE));
	}
}

struct call_graph *
call_graph_new(struct executed *const executed[BUILDS], const char *const roots[BUILDS],
    const struct hunks *diff)
{
	struct call_graph *g = xcalloc(1, sizeof *g);
	struct making m = {.g = g, .diff = diff};

	g->words = intern_new();
	g->keys = intern_new();
	m.keys = intern_new();
	m.edges = intern_new();
	m.builds = builds_new(roots, g->words);
	for (int build = BASE; build < BUILDS; build++)
		builds_rename(m.builds, build, executed[build]);
	both_find(&m, executed);
	for (size_t i = 0; i < m.nboth; i++)
		both_judge(&m, &m.both[i]);
	g->differing += builds_started(m.builds);
	g->fault = builds_fault(m.builds, &g->fault_of);
	symbols_add(&m);
	for (int build = BASE; build < BUILDS; build++) {
		g->total[build] = executed[build]->total;
		for (size_t i = 0; i < builds_count(m.builds, build); i++)
			object_add(&m, executed[build], build, builds_at(m.builds, build, i));
	}
	builds_free(m.builds);
	intern_free(m.keys);
	intern_free(m.edges);
	free(m.both);
	free(m.of[BASE]);
	free(m.of[HEAD]);
	return g;
}

void
call_graph_free(struct call_graph *g)
{
	if (!g)
		return;
	intern_free(g->words);
	intern_free(g->keys);
	free(g->functions);
	free(g->edges);
	free(g);
}
