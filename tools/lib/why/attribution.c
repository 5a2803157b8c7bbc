#include "why/attribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum { ROUNDS = 64 }; /* how far up from who executes to who is to blame */

/* The edges to each function, one after the other. */
struct callers {
	size_t *first, *edges;
};

static struct callers
callers_of(const struct call_graph *g)
{
	struct callers c = {
	    xcalloc(g->n + 2, sizeof *c.first), xcalloc(g->nedges + 1, sizeof *c.edges)};

	for (size_t i = 0; i < g->nedges; i++)
		c.first[g->edges[i].to + 2]++;
	for (size_t i = 2; i < g->n + 2; i++)
		c.first[i] += c.first[i - 1];
	for (size_t i = 0; i < g->nedges; i++)
		c.edges[c.first[g->edges[i].to + 1]++] = i;
	return c;
}

/* What the calls of edge I take more, in the direction of SIGN; else 0. */
static double
edge_part(const struct call_graph *g, size_t i, double sign)
{
	const struct graph_edge *e = &g->edges[i];
	double v = sign * (e->inclusive[HEAD] - e->inclusive[BASE]);

	return e->from == e->to || v < 0 ? 0 : v;
}

static bool
is_blamed(const struct graph_function *f)
{
	return f->state != CODE_SAME && f->state != CODE_UNKNOWN;
}

/* Move what is due to function I on to its callers; false when it stays. */
static bool
due_move(struct call_graph *g, const struct callers *c, size_t i, double *next)
{
	struct graph_function *f = &g->functions[i];
	double sign = f->due < 0 ? -1 : 1, sum = 0;

	if (f->due == 0 || is_blamed(f))
		return false;
	for (size_t k = c->first[i]; k < c->first[i + 1]; k++)
		sum += edge_part(g, c->edges[k], sign);
	if (sum <= 0)
		return false;
	for (size_t k = c->first[i]; k < c->first[i + 1]; k++)
		next[g->edges[c->edges[k]].from] += f->due * edge_part(g, c->edges[k], sign) / sum;
	return true;
}

/* Whether what is due to function I may come to one whose code differs. */
static void
reaching_find(const struct call_graph *g, bool *reaches)
{
	bool more = true;

	for (size_t i = 0; i < g->n; i++)
		reaches[i] = is_blamed(&g->functions[i]);
	for (int k = 0; more && k < ROUNDS; k++) {
		more = false;
		for (size_t i = 0; i < g->nedges; i++)
			if (reaches[g->edges[i].from] && !reaches[g->edges[i].to])
				more = reaches[g->edges[i].to] = true;
	}
}

static void
due_find(struct call_graph *g)
{
	struct callers c = callers_of(g);
	double *next = xcalloc(g->n + 1, sizeof *next);
	bool *reaches = xcalloc(g->n + 1, sizeof *reaches), moved = true;

	for (size_t i = 0; i < g->n; i++)
		g->functions[i].due = g->functions[i].self[HEAD] - g->functions[i].self[BASE];
	reaching_find(g, reaches);
	for (int k = 0; moved && k < ROUNDS; k++) {
		moved = false;
		for (size_t i = 0; i < g->n; i++)
			next[i] = 0;
		for (size_t i = 0; i < g->n; i++)
			if (reaches[i] && due_move(g, &c, i, next)) {
				g->functions[i].due = 0;
				moved = true;
			}
		for (size_t i = 0; i < g->n; i++)
			g->functions[i].due += next[i];
	}
	free(c.first);
	free(c.edges);
	free(next);
	free(reaches);
}

struct ordered {
	double due;
	size_t at;
};

static int
due_order(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;

	return x->due != y->due ? (x->due < y->due) - (x->due > y->due)
				: (x->at > y->at) - (x->at < y->at);
}

static void
order_find(struct attribution *a)
{
	const struct call_graph *g = a->graph;
	double sign = g->total[HEAD] < g->total[BASE] ? -1 : 1;
	struct ordered *all = xcalloc(g->n + 1, sizeof *all);

	a->order = xcalloc(g->n + 1, sizeof *a->order);
	for (size_t i = 0; i < g->n; i++)
		if (g->functions[i].due != 0)
			all[a->n++] = (struct ordered){sign * g->functions[i].due, i};
	qsort(all, a->n, sizeof *all, due_order);
	for (size_t i = 0; i < a->n; i++)
		a->order[i] = all[i].at;
	free(all);
}

struct attribution *
attribution_new(struct call_graph *g)
{
	struct attribution *a = xcalloc(1, sizeof *a);
	bool same;

	a->graph = g;
	due_find(g);
	order_find(a);
	same = g->executed > 0 && g->differing == 0 && g->unknown == 0 && !g->fault &&
	       g->total[BASE] > 0;
	a->placement = same && g->moved <= COUNTS_EQUAL * g->total[BASE];
	a->open = same && !a->placement;
	return a;
}

void
attribution_settle(struct attribution *a, const double *const counts[BUILDS], size_t n)
{
	double least[BUILDS], most[BUILDS];

	for (int build = BASE; build < BUILDS; build++) {
		least[build] = most[build] = a->graph->total[build];
		for (size_t i = 0; i < n; i++) {
			least[build] = fmin(least[build], counts[build][i]);
			most[build] = fmax(most[build], counts[build][i]);
		}
	}
	a->varies = a->open && n > 0 && least[BASE] <= most[HEAD] && least[HEAD] <= most[BASE];
	a->placement |= a->varies;
	a->open = false;
}

void
attribution_free(struct attribution *a)
{
	if (!a)
		return;
	call_graph_free(a->graph);
	free(a->order);
	free(a);
}

double
attribution_share(const struct attribution *a, size_t i)
{
	double change = a->graph->total[HEAD] - a->graph->total[BASE];

	return change != 0 ? a->graph->functions[i].due / change : (double)NAN;
}
