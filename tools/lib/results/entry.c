#include "results/entry.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/util.h"
#include "results/results.h"
#include "json/json_extra.h"

static const char *const status_names[] = {
    [ENTRY_OK] = "ok",
    [ENTRY_FAILED] = "failed",
    [ENTRY_TIMEOUT] = "timeout",
    [ENTRY_SKIPPED] = "skipped",
    [ENTRY_INTERRUPTED] = "interrupted",
};

const char *
entry_status_name(enum entry_status status)
{
	return status_names[status];
}

void
entry_init(struct entry *e)
{
	memset(e, 0, sizeof *e);
}

void
entry_clear(struct entry *e)
{
	struct arena *a = e->arena;

	entry_init(e);
	if (a)
		arena_reset(a);
	e->arena = a;
}

void
entry_free(struct entry *e)
{
	arena_free(e->arena);
	entry_init(e);
}

void *
entry_alloc(struct entry *e, size_t size)
{
	if (!e->arena)
		e->arena = arena_new();
	return arena_alloc(e->arena, size);
}

char *
entry_strdup(struct entry *e, const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(entry_alloc(e, size), s, size);
}

struct metric *
entry_metric(const struct entry *e, const char *name)
{
	for (size_t i = 0; i < e->nmetrics; i++)
		if (strcmp(e->metrics[i].name, name) == 0)
			return &e->metrics[i];
	return NULL;
}

struct metric *
entry_metric_add(struct entry *e, const char *name)
{
	size_t n = e->nmetrics;
	struct metric *m;

	/* Grown at 0, 4, 8, 16, ...: the arena keeps the old ones, less than as much again. */
	if (n == 0 || (n >= 4 && (n & (n - 1)) == 0)) {
		m = entry_alloc(e, (n ? 2 * n : 4) * sizeof *m);
		if (n)
			memcpy(m, e->metrics, n * sizeof *m);
		e->metrics = m;
	}
	m = &e->metrics[e->nmetrics++];
	memset(m, 0, sizeof *m);
	m->name = entry_strdup(e, name);
	m->tolerance = m->threshold = m->value = NAN;
	return m;
}

size_t
entry_invocations(const struct entry *e)
{
	size_t n = e->nrounds;

	for (size_t i = 0; i < e->nmetrics; i++)
		if (e->metrics[i].n > n)
			n = e->metrics[i].n;
	return n;
}

/* The metrics that old files have come first. */
static int
metric_rank(const char *name)
{
	if (strcmp(name, "duration_ms") == 0)
		return 0;
	if (strcmp(name, "throughput") == 0)
		return 1;
	return strcmp(name, "memory_mb") == 0 ? 2 : 3;
}

int
entry_metric_order_of(const struct metric *a, const struct metric *b)
{
	int x = metric_rank(a->name), y = metric_rank(b->name);

	return x != y ? x - y : strcmp(a->name, b->name);
}

static int
entry_metric_order(const void *a, const void *b)
{
	return entry_metric_order_of(a, b);
}

void
entry_metrics_sort(struct entry *e)
{
	size_t i = 1;

	/* They mostly are in order, and then cost no more than to see it. */
	while (i < e->nmetrics && entry_metric_order_of(&e->metrics[i - 1], &e->metrics[i]) <= 0)
		i++;
	if (i < e->nmetrics)
		qsort(e->metrics, e->nmetrics, sizeof *e->metrics, entry_metric_order);
}

int
entry_order(const struct entry *a, const struct entry *b)
{
	int order = strcmp(a->id, b->id);

	return order ? order : text_order(a->variant, b->variant);
}

static const char *
source_name(const char *text)
{
	return !text ? "not said" : strlen(text) > 40 ? "another" : text;
}

char *
entry_source_change(const struct metric *b, const struct metric *m)
{
	char *was = extra_member(b->extra, "source"), *is = extra_member(m->extra, "source");
	char *note = NULL;

	if ((was || is) && (!was || !is || strcmp(was, is) != 0))
		note = xasprintf("counted in another way: the source was %s and is %s",
		    source_name(was), source_name(is));
	free(was);
	free(is);
	return note;
}
