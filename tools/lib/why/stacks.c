#include "why/stacks.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/util.h"

/* Frames that are less than this part of both builds are their caller's own; no more frames than
 * that are made, and no deeper. */
#define PART_LEAST 0.0005
enum { FRAMES_MAX = 100000, DEPTH_MAX = 200 };

struct walk {
	struct stacks *s;
	const struct call_graph *g;
	size_t *first, *edges; /* those from each function, one after the other */
	bool *cut;             /* edges that close a circle */
	char *mark;            /* 0: not seen, 1: on the way, 2: done */
	double *in[BUILDS];    /* inclusive, of all calls to each function */
};

static void
edges_sort(struct walk *w)
{
	const struct call_graph *g = w->g;

	w->first = xcalloc(g->n + 2, sizeof *w->first);
	w->edges = xcalloc(g->nedges + 1, sizeof *w->edges);
	for (size_t i = 0; i < g->nedges; i++)
		w->first[g->edges[i].from + 2]++;
	for (size_t i = 2; i < g->n + 2; i++)
		w->first[i] += w->first[i - 1];
	for (size_t i = 0; i < g->nedges; i++)
		w->edges[w->first[g->edges[i].from + 1]++] = i;
}

/* Cut what closes circles, from function I on; without recursion, since chains may be long. */
static void
circles_cut(struct walk *w, size_t i)
{
	struct {
		size_t at, next;
	} *way = xcalloc(w->g->n + 1, sizeof *way);
	size_t n = 0;

	if (!w->mark[i]) {
		way[n].at = i;
		way[n++].next = w->first[i];
		w->mark[i] = 1;
	}
	while (n) {
		size_t at = way[n - 1].at, edge, to;

		if (way[n - 1].next == w->first[at + 1]) {
			w->mark[at] = 2;
			n--;
			continue;
		}
		edge = w->edges[way[n - 1].next++];
		to = w->g->edges[edge].to;
		w->cut[edge] = w->mark[to] == 1;
		if (w->mark[to])
			continue;
		w->mark[to] = 1;
		way[n].at = to;
		way[n++].next = w->first[to];
	}
	free(way);
}

static void
in_find(struct walk *w)
{
	const struct call_graph *g = w->g;

	for (int build = BASE; build < BUILDS; build++) {
		w->in[build] = xcalloc(g->n + 1, sizeof *w->in[build]);
		for (size_t i = 0; i < g->nedges; i++)
			if (!w->cut[i])
				w->in[build][g->edges[i].to] += g->edges[i].inclusive[build];
	}
}

static size_t
frame_add(struct stacks *s, size_t function, size_t parent, const double part[BUILDS])
{
	const struct graph_function *f = &s->graph->functions[function];
	struct stack_frame frame = {.function = function, .parent = parent};

	frame.depth = parent == SIZE_MAX ? 0 : s->frames[parent].depth + 1;
	for (int build = BASE; build < BUILDS; build++)
		frame.self[build] = f->self[build] * part[build];
	s->frames = xgrow(s->frames, s->n, &s->cap, sizeof *s->frames);
	s->frames[s->n] = frame;
	return s->n++;
}

/* What is below edge E, of which the stack has PART; whether it is worth a frame. */
static bool
edge_part(const struct walk *w, size_t e, const double part[BUILDS], double below[BUILDS])
{
	const struct graph_edge *edge = &w->g->edges[e];
	bool worth = false;

	for (int build = BASE; build < BUILDS; build++) {
		double in = w->in[build][edge->to];

		below[build] = in > 0 ? part[build] * edge->inclusive[build] / in : 0;
		worth |= part[build] * edge->inclusive[build] > PART_LEAST * w->g->total[build];
	}
	return worth;
}

/* All that function I and those it calls executed, less than PART of it each, is FRAME's own. */
static void
below_add(struct walk *w, size_t i, const double part[BUILDS], size_t frame, int depth)
{
	const struct graph_function *f = &w->g->functions[i];

	if (part[BASE] * w->g->total[BASE] + part[HEAD] * w->g->total[HEAD] <= 0)
		return;
	for (int build = BASE; build < BUILDS; build++)
		w->s->frames[frame].self[build] += f->self[build] * part[build];
	for (size_t k = w->first[i]; depth < DEPTH_MAX && k < w->first[i + 1]; k++) {
		double below[BUILDS];

		if (w->cut[w->edges[k]])
			continue;
		edge_part(w, w->edges[k], part, below);
		/* What is left of a part of a part is nothing to be seen. */
		if (below[BASE] > 1e-6 || below[HEAD] > 1e-6)
			below_add(w, w->g->edges[w->edges[k]].to, below, frame, depth + 1);
	}
}

static void
frames_add(struct walk *w, size_t i, size_t parent, const double part[BUILDS], int depth)
{
	size_t frame = frame_add(w->s, i, parent, part);

	for (size_t k = w->first[i]; k < w->first[i + 1]; k++) {
		size_t edge = w->edges[k], to = w->g->edges[edge].to;
		double below[BUILDS];

		if (w->cut[edge])
			continue;
		if (edge_part(w, edge, part, below) && w->s->n < FRAMES_MAX && depth < DEPTH_MAX)
			frames_add(w, to, frame, below, depth + 1);
		else
			below_add(w, to, below, frame, depth + 1);
	}
}

struct stacks *
stacks_new(const struct call_graph *g)
{
	struct stacks *s = xcalloc(1, sizeof *s);
	struct walk w = {.s = s, .g = g};
	const double whole[BUILDS] = {1, 1};
	bool *called;

	s->graph = g;
	edges_sort(&w);
	w.cut = xcalloc(g->nedges + 1, sizeof *w.cut);
	w.mark = xcalloc(g->n + 1, sizeof *w.mark);
	called = xcalloc(g->n + 1, sizeof *called);
	for (size_t i = 0; i < g->nedges; i++)
		called[g->edges[i].to] = true;
	/* First from those that nobody calls, then in circles that nobody leads to. */
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < g->n; i++)
			if (pass || !called[i])
				circles_cut(&w, i);
	in_find(&w);
	for (size_t i = 0; i < g->n; i++)
		if (w.in[BASE][i] <= 0 && w.in[HEAD][i] <= 0)
			frames_add(&w, i, SIZE_MAX, whole, 0);
	for (size_t i = s->n; i > 0; i--) {
		struct stack_frame *f = &s->frames[i - 1];

		for (int build = BASE; build < BUILDS; build++) {
			f->all[build] += f->self[build];
			if (f->parent != SIZE_MAX)
				s->frames[f->parent].all[build] += f->all[build];
		}
	}
	free(called);
	free(w.first);
	free(w.edges);
	free(w.cut);
	free(w.mark);
	free(w.in[BASE]);
	free(w.in[HEAD]);
	return s;
}

void
stacks_free(struct stacks *s)
{
	free(s->frames);
	free(s);
}

/* The names from the first caller to frame I, with ';' between; a ';' of a name is a ':'. */
static void
path_print(const struct stacks *s, size_t i, FILE *f)
{
	const char *p = s->graph->functions[s->frames[i].function].name->text;

	if (s->frames[i].parent != SIZE_MAX) {
		path_print(s, s->frames[i].parent, f);
		fputc(';', f);
	}
	for (; *p; p++)
		fputc(*p == ';' ? ':' : *p, f);
}

void
stacks_fold(const struct stacks *s, FILE *f)
{
	for (size_t i = 0; i < s->n; i++) {
		double base = round(s->frames[i].self[BASE]), head = round(s->frames[i].self[HEAD]);

		if (base == 0 && head == 0)
			continue;
		path_print(s, i, f);
		fprintf(f, " %.0f %.0f\n", base, head);
	}
}
