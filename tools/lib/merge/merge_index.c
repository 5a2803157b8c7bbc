#include "merge/merge_index.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/input.h"
#include "base/util.h"
#include "merge/head_join.h"
#include "json/json_spool.h"

enum { OPEN_MAX_ = 32 }; /* documents that are open at once */

/* One document, read twice: to find its benchmarks, then to copy them. */
struct document {
	const char *path;
	FILE *spool;             /* what cannot be read twice, or NULL */
	struct results *results; /* NULL: closed for now */
	unsigned long used;
	char *timestamp, *fingerprint;
	uint64_t content; /* of entries that name no session; their order does not matter */
	char session[17]; /* what stands for one */
};

struct merge_index {
	struct document *documents;
	size_t ndocuments, cap_documents, open;
	unsigned long clock;
	struct merge_place *places;
	size_t n, cap, next;
	struct arena *names;
	struct head_join *head;
};

struct merge_index *
merge_index_new(void)
{
	struct merge_index *m = xcalloc(1, sizeof *m);

	m->names = arena_new();
	m->head = head_join_new();
	return m;
}

/* Keep a copy of what a second reading would not find again. */
static void
document_prepare(struct document *d)
{
	struct stat st;
	int fd;

	if (!input_is_standard(d->path) && (stat(d->path, &st) || S_ISREG(st.st_mode)))
		return;
	fd = input_open_fd(d->path);
	d->spool = json_spool(fd, input_name(d->path));
	input_close_fd(fd);
}

static void
document_close(struct merge_index *m, struct document *d)
{
	if (d->results)
		m->open--;
	results_close(d->results);
	d->results = NULL;
}

static struct results *
merge_document_open(struct merge_index *m, struct document *d)
{
	struct document *idle = NULL;
	const char *name = input_name(d->path);

	d->used = ++m->clock;
	if (d->results)
		return d->results;
	if (m->open == OPEN_MAX_) {
		for (size_t i = 0; i < m->ndocuments; i++)
			if (m->documents[i].results && (!idle || m->documents[i].used < idle->used))
				idle = &m->documents[i];
		if (idle)
			document_close(m, idle);
	}
	if (d->spool && lseek(fileno(d->spool), 0, SEEK_SET) < 0)
		die("cannot read '%s' again:", name);
	d->results = d->spool ? results_open_fd(fileno(d->spool), name) : results_open(d->path);
	results_depth(d->results, RESULTS_NO_MEDIANS);
	m->open++;
	return d->results;
}

static uint64_t
entry_hash(struct entry *e)
{
	struct json_writer *w = json_writer_new(NULL);
	uint64_t hash;

	results_entry(w, e);
	hash = hash_string(HASH_START, json_writer_text(w));
	json_writer_free(w);
	return hash;
}

/* First pass over one document: note where its benchmarks are, and its head. */
static void
document_index(struct merge_index *m, struct document *d)
{
	struct results *r = merge_document_open(m, d);
	const struct results_head *head = results_head(r);
	const char *variant = NULL;
	struct entry e;

	entry_init(&e);
	results_depth(r, RESULTS_NO_VALUES);
	while (results_next(r, &e)) {
		struct results_place at = results_place(r);
		struct merge_place *p;

		if (!e.nsessions)
			d->content += entry_hash(&e);
		if (e.variant && (!variant || strcmp(variant, e.variant) != 0))
			variant = arena_strdup(m->names, e.variant);
		m->places = xgrow(m->places, m->n, &m->cap, sizeof *m->places);
		p = &m->places[m->n++];
		p->id = arena_strdup(m->names, e.id);
		p->variant = e.variant ? variant : NULL;
		p->document = (uint32_t)(d - m->documents);
		p->offset = at.offset;
		p->len = (uint32_t)at.len;
		p->line = at.line > UINT32_MAX ? UINT32_MAX : (uint32_t)at.line;
		p->column = at.column > UINT32_MAX ? UINT32_MAX : (uint32_t)at.column;
	}
	entry_free(&e);
	head_join_add(m->head, head, results_name(r));
	d->timestamp = head->timestamp ? xstrdup(head->timestamp) : NULL;
	d->fingerprint = head->fingerprint ? xstrdup(head->fingerprint) : NULL;
	snprintf(d->session, sizeof d->session, "%016" PRIx64,
	    hash_string(hash_string(HASH_START, d->timestamp), d->fingerprint) ^ d->content);
	document_close(m, d);
}

static int
place_order(const struct merge_place *a, const struct merge_place *b)
{
	int order = strcmp(a->id, b->id);

	return order ? order : text_order(a->variant, b->variant);
}

static int
by_place(const void *a, const void *b)
{
	const struct merge_place *x = a, *y = b;
	int order = place_order(x, y);

	if (order == 0)
		order = (x->document > y->document) - (x->document < y->document);
	return order ? order : (x->offset > y->offset) - (x->offset < y->offset);
}

static void
unique_check(const struct merge_index *m)
{
	for (size_t i = 1; i < m->n; i++) {
		const struct merge_place *a = &m->places[i - 1], *b = a + 1;

		if (a->document == b->document && place_order(a, b) == 0)
			die("%s:%lu:%lu: '%s' is given twice, first in line %lu",
			    m->documents[b->document].path, (unsigned long)b->line,
			    (unsigned long)b->column, b->id, (unsigned long)a->line);
	}
}

void
merge_index_add(struct merge_index *m, const char *path)
{
	struct document *d;

	m->documents = xgrow(m->documents, m->ndocuments, &m->cap_documents, sizeof *m->documents);
	d = &m->documents[m->ndocuments++];
	*d = (struct document){.path = path};
	document_prepare(d);
	document_index(m, d);
}

void
merge_index_sort(struct merge_index *m)
{
	if (m->n > 1)
		qsort(m->places, m->n, sizeof *m->places, by_place);
	unique_check(m);
}

const struct results_head *
merge_index_head(const struct merge_index *m)
{
	return head_join_result(m->head);
}

size_t
merge_index_next(struct merge_index *m, const struct merge_place **places)
{
	size_t first = m->next;

	while (m->next < m->n && place_order(&m->places[first], &m->places[m->next]) == 0)
		m->next++;
	*places = m->n ? &m->places[first] : NULL;
	return m->next - first;
}

struct join_source
merge_index_read(struct merge_index *m, const struct merge_place *place, struct entry *e)
{
	struct document *d = &m->documents[place->document];
	struct results_place at = {place->offset, place->line, place->column, place->len};

	results_reread(merge_document_open(m, d), at, e);
	if (strcmp(e->id, place->id) != 0)
		die("'%s' changed while it was read", d->path);
	return (struct join_source){
	    e, d->path, place->line, d->timestamp, d->fingerprint, d->session};
}

void
merge_index_free(struct merge_index *m)
{
	for (size_t i = 0; i < m->ndocuments; i++) {
		struct document *d = &m->documents[i];

		document_close(m, d);
		if (d->spool)
			fclose(d->spool);
		free(d->timestamp);
		free(d->fingerprint);
	}
	free(m->documents);
	free(m->places);
	arena_free(m->names);
	head_join_free(m->head);
	free(m);
}
