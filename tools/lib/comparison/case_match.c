#include "comparison/case_match.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/intern.h"
#include "base/util.h"
#include "comparison/aliases.h"
#include "comparison/comparison_row.h"
#include "comparison/entry_pack.h"

enum { BASELINE, CURRENT };

/* A case that waits for its other side. */
struct waiting {
	struct waiting *next;
	struct entry *entry;
	uint64_t hash;
	int side;
};

struct case_matcher {
	struct comparison *comparison;
	const char *names[2];     /* of the documents, for messages */
	struct waiting **buckets; /* a power of two of them */
	size_t nbuckets, n;
};

static void
match_begin(struct case_matcher *m, struct comparison *c, const char *baseline, const char *current)
{
	*m = (struct case_matcher){c, {baseline, current}, NULL, 256, 0};
	m->buckets = xcalloc(m->nbuckets, sizeof(struct waiting *));
}

static void
buckets_grow(struct case_matcher *m)
{
	size_t n = m->nbuckets * 2;
	struct waiting **buckets = xcalloc(n, sizeof(struct waiting *));

	for (size_t i = 0; i < m->nbuckets; i++)
		for (struct waiting *w = m->buckets[i], *next; w; w = next) {
			struct waiting **at = &buckets[w->hash & (n - 1)];

			next = w->next;
			w->next = *at;
			*at = w;
		}
	free(m->buckets);
	m->buckets = buckets;
	m->nbuckets = n;
}

static void
both_add(struct case_matcher *m, const struct entry *baseline, const struct entry *current)
{
	bool in_current = false;
	char *nonsense = comparison_add(m->comparison, baseline, current, &in_current);

	if (nonsense)
		die("%s: %s", m->names[in_current ? CURRENT : BASELINE], nonsense);
}

/* Entry E of SIDE has come: add its case when the other side waits, else let it wait. */
static void
match_entry(struct case_matcher *m, const struct entry *e, int side)
{
	uint64_t hash = hash_table_string(e->id);
	struct waiting **at = &m->buckets[hash & (m->nbuckets - 1)], *w;

	while (*at && ((*at)->hash != hash || strcmp((*at)->entry->id, e->id) != 0))
		at = &(*at)->next;
	w = *at;
	if (w && w->side == side) {
		const char *was = e->was ? e->was : w->entry->was;

		if (was)
			die("%s: '%s' is given twice, or is what the aliases call '%s'",
			    m->names[side], e->id, was);
		die("%s: '%s' is given twice", m->names[side], e->id);
	}
	if (w) {
		both_add(m, side == CURRENT ? w->entry : e, side == CURRENT ? e : w->entry);
		*at = w->next;
		free(w->entry);
		free(w);
		m->n--;
		return;
	}
	if (m->n == m->nbuckets) {
		buckets_grow(m);
		at = &m->buckets[hash & (m->nbuckets - 1)];
	}
	w = xmalloc(sizeof *w);
	*w = (struct waiting){*at, entry_pack(e, m->comparison), hash, side};
	*at = w;
	m->n++;
}

/* What still waits is on one side only. */
static void
match_end(struct case_matcher *m)
{
	for (size_t i = 0; i < m->nbuckets; i++)
		for (struct waiting *w = m->buckets[i], *next; w; w = next) {
			next = w->next;
			both_add(m, w->side == BASELINE ? w->entry : NULL,
			    w->side == CURRENT ? w->entry : NULL);
			free(w->entry);
			free(w);
		}
	free(m->buckets);
}

/* Give E, an entry of the baseline, the name that its case has now. */
static void
entry_rename(const struct comparison *c, struct entry *e)
{
	char *id = aliases_new(c->options->aliases, e->id);

	if (!id)
		return;
	e->was = e->id;
	e->id = entry_strdup(e, id);
	free(id);
}

/* One document and the entry that comes next from it. */
struct stream {
	struct results *results;
	struct entry entry;
	const char *only;                  /* the variant to take, or NULL */
	char *variant;                     /* of its first entry; "" for none; NULL before */
	const struct comparison *renaming; /* whose aliases its ids go through; or NULL */
	bool more;
};

static void
stream_next(struct stream *s)
{
	const char *variant;

	do {
		s->more = results_next(s->results, &s->entry);
		if (!s->more)
			return;
		variant = s->entry.variant ? s->entry.variant : "";
	} while (s->only && strcmp(s->only, variant) != 0);
	if (s->renaming)
		entry_rename(s->renaming, &s->entry);
	if (!s->variant)
		s->variant = xstrdup(variant);
	else if (strcmp(s->variant, variant) != 0)
		die("%s: it has the variants '%s' and '%s': compare them with "
		    "--variants %s,%s, or name one document for each",
		    results_name(s->results), s->variant, variant, s->variant, variant);
}

static void
stream_begin(
    struct stream *s, struct results *r, const char *only, const struct comparison *renaming)
{
	*s = (struct stream){.results = r, .only = only, .renaming = renaming};
	entry_init(&s->entry);
	stream_next(s);
}

static void
stream_end(struct stream *s)
{
	entry_free(&s->entry);
	free(s->variant);
}

void
match_documents(
    struct comparison *c, struct results *baseline, struct results *current, const char *variant)
{
	struct stream b, e;
	struct case_matcher m;

	match_begin(&m, c, results_name(baseline), results_name(current));
	stream_begin(&b, baseline, NULL, c);
	stream_begin(&e, current, variant, NULL);
	/* The one that is behind in the alphabet moves: sorted documents stay level. */
	while (b.more || e.more) {
		int order = !b.more ? 1 : !e.more ? -1 : strcmp(b.entry.id, e.entry.id);

		if (order == 0 && m.n == 0) {
			both_add(&m, &b.entry, &e.entry);
			stream_next(&b);
			stream_next(&e);
		} else if (order <= 0) {
			match_entry(&m, &b.entry, BASELINE);
			stream_next(&b);
		} else {
			match_entry(&m, &e.entry, CURRENT);
			stream_next(&e);
		}
	}
	stream_end(&b);
	stream_end(&e);
	match_end(&m);
}

bool
match_variants(struct comparison *c, struct results *r, const char *baseline, const char *current)
{
	const char *wanted[2] = {baseline, current}, *name = results_name(r);
	bool seen[2] = {false, false}, empty = true;
	struct entry e;
	struct case_matcher m;

	match_begin(&m, c, name, name);
	entry_init(&e);
	while (results_next(r, &e)) {
		empty = false;
		for (int side = BASELINE; side <= CURRENT; side++)
			if (e.variant && strcmp(e.variant, wanted[side]) == 0) {
				seen[side] = true;
				if (side == BASELINE)
					entry_rename(c, &e);
				match_entry(&m, &e, side);
			}
	}
	for (int side = BASELINE; side <= CURRENT; side++)
		if (!seen[side] && !empty)
			die("%s: it has no variant '%s': give --variants, or a baseline and a "
			    "current document",
			    name, wanted[side]);
	entry_free(&e);
	match_end(&m);
	return !empty;
}
