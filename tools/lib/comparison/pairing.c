#include "comparison/pairing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* One invocation of a session that both sides have. */
struct pairing_item {
	uint32_t round, index;
	int side;
};

static int
item_order(const void *a, const void *b)
{
	const struct pairing_item *x = a, *y = b;

	if (x->round != y->round)
		return x->round < y->round ? -1 : 1;
	return x->side != y->side ? x->side - y->side
				  : (x->index > y->index) - (x->index < y->index);
}

/* The session of E called ID, and the index of its first invocation; or NULL. */
static const struct session *
session_find(const struct entry *e, const char *id, size_t *first)
{
	*first = 0;
	for (size_t i = 0; i < e->nsessions; *first += e->sessions[i++].n)
		if (e->sessions[i].id && strcmp(e->sessions[i].id, id) == 0)
			return &e->sessions[i];
	return NULL;
}

static size_t
items_add(struct pairing *p, size_t n, const struct entry *e, int side, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		p->items = xgrow(p->items, n, &p->items_cap, sizeof *p->items);
		p->items[n++] = (struct pairing_item){e->rounds[i], (uint32_t)i, side};
	}
	return n;
}

static void
place_add(struct pairing *p, uint32_t baseline, uint32_t current)
{
	if (p->n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 64;
		for (int side = 0; side < 2; side++)
			p->at[side] = xreallocarray(p->at[side], p->cap, sizeof *p->at[side]);
		p->session = xreallocarray(p->session, p->cap, sizeof *p->session);
	}
	p->session[p->n] = p->sessions;
	p->at[0][p->n] = baseline;
	p->at[1][p->n++] = current;
}

/* Where two of the N items of session ID are one round of one side. */
static bool
items_twice(const struct pairing *p, size_t n, const char *id, struct pairing_twice *twice)
{
	for (size_t i = 1; i < n; i++) {
		const struct pairing_item *item = &p->items[i];

		if (item->round != 0 && item[-1].round == item->round &&
		    item[-1].side == item->side) {
			*twice = (struct pairing_twice){item->side, item->round, id};
			return true;
		}
	}
	return false;
}

static void
items_place(struct pairing *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct pairing_item *item = &p->items[i], *next = item + 1;
		bool both = i + 1 < n && item->round != 0 && next->round == item->round;

		place_add(p, both || item->side == 0 ? item->index : PAIRING_NONE,
		    both              ? next->index
		    : item->side == 1 ? item->index
				      : PAIRING_NONE);
		i += both;
	}
	if (p->n % 2)
		place_add(p, PAIRING_NONE, PAIRING_NONE);
}

static bool
rounds_known(const struct entry *e, size_t first, size_t n)
{
	for (size_t i = first; i < first + n; i++)
		if (e->rounds[i] != 0)
			return true;
	return false;
}

static bool
left_out(const struct pairing_filter *filter, const char *id)
{
	if (!filter)
		return false;
	for (size_t i = 0; i < filter->n; i++)
		if (strcmp(filter->ids[i], id) == 0)
			return !filter->only;
	return filter->only;
}

enum pairing_end
pairing_make(struct pairing *p, const struct entry *baseline, const struct entry *current,
    const struct pairing_filter *filter, struct pairing_twice *twice)
{
	size_t first = 0, shared = 0;

	p->n = p->sessions = 0;
	p->look = LOOK_ONLY;
	if (!baseline->nrounds || !current->nrounds)
		return PAIRING_UNPAIRED;
	for (size_t i = 0; i < baseline->nsessions; first += baseline->sessions[i++].n) {
		const struct session *mine = &baseline->sessions[i], *other;
		size_t at, n;

		other = mine->id ? session_find(current, mine->id, &at) : NULL;
		if (!other || !rounds_known(baseline, first, mine->n) ||
		    !rounds_known(current, at, other->n))
			continue;
		if (left_out(filter, mine->id)) {
			shared += mine->n + other->n;
			continue;
		}
		n = items_add(p, 0, baseline, 0, first, mine->n);
		n = items_add(p, n, current, 1, at, other->n);
		shared += n;
		qsort(p->items, n, sizeof *p->items, item_order);
		if (items_twice(p, n, mine->id, twice))
			return PAIRING_TWICE;
		items_place(p, n);
		p->sessions++;
		p->look = looks_strictest(p->look, (enum look)mine->look);
		p->look = looks_strictest(p->look, (enum look)other->look);
	}
	p->alone = baseline->nrounds + current->nrounds - shared;
	return p->sessions ? PAIRING_DONE : PAIRING_UNPAIRED;
}

void
pairing_free(struct pairing *p)
{
	free(p->at[0]);
	free(p->at[1]);
	free(p->session);
	free(p->items);
	*p = (struct pairing){.n = 0};
}

void
pairing_samples(const struct pairing *p, int side, const double *samples, double *v)
{
	for (size_t i = 0; i < p->n; i++)
		v[i] = p->at[side][i] == PAIRING_NONE ? NAN : samples[p->at[side][i]];
}

void
pairing_builds(const struct pairing *p, int side, const uint32_t *builds, uint32_t *v)
{
	for (size_t i = 0; i < p->n; i++)
		v[i] = p->at[side][i] == PAIRING_NONE ? 0 : builds[p->at[side][i]];
}
