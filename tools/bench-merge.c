/* bench-merge: join shards, runs and repetitions into one results document. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/arena.h"
#include "lib/entry_join.h"
#include "lib/hash.h"
#include "lib/head_join.h"
#include "lib/output.h"
#include "lib/results.h"
#include "lib/util.h"

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

/* Where one benchmark of one document is. */
struct place {
	const char *id, *variant;
	uint64_t offset;
	uint32_t document, len, line, column;
};

struct merge {
	struct document *documents;
	size_t ndocuments, open;
	unsigned long clock;
	struct place *places;
	size_t n, cap;
	struct arena *names;
	struct head_join *head;
};

static FILE *
file_open(const char *path)
{
	FILE *f = fopen(path, "r");

	if (!f)
		die("cannot open '%s':", path);
	return f;
}

static FILE *
spool(FILE *in, const char *path)
{
	FILE *f = tmpfile();
	char block[65536];
	size_t n;

	if (!f)
		die("cannot make a temporary file:");
	while ((n = fread(block, 1, sizeof block, in)) > 0)
		if (fwrite(block, 1, n, f) != n)
			die("cannot write a temporary file:");
	if (ferror(in))
		die("cannot read '%s':", path);
	if (fflush(f))
		die("cannot write a temporary file:");
	return f;
}

/* Keep a copy of what a second reading would not find again. */
static void
document_prepare(struct document *d)
{
	struct stat st;
	FILE *in;

	if (strcmp(d->path, "-") == 0) {
		d->spool = spool(stdin, "standard input");
	} else if (stat(d->path, &st) == 0 && !S_ISREG(st.st_mode)) {
		in = file_open(d->path);
		d->spool = spool(in, d->path);
		fclose(in);
	}
}

static void
document_close(struct merge *m, struct document *d)
{
	if (d->results)
		m->open--;
	results_close(d->results);
	d->results = NULL;
}

static struct results *
document_open(struct merge *m, struct document *d)
{
	struct document *idle = NULL;
	const char *name = strcmp(d->path, "-") == 0 ? "standard input" : d->path;

	d->used = ++m->clock;
	if (d->results)
		return d->results;
	if (m->open == OPEN_MAX_) {
		for (size_t i = 0; i < m->ndocuments; i++)
			if (m->documents[i].results && (!idle || m->documents[i].used < idle->used))
				idle = &m->documents[i];
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
	hash = hash_string(HASH_START, json_text(w));
	json_writer_free(w);
	return hash;
}

/* First pass over one document: note where its benchmarks are, and its head. */
static void
document_index(struct merge *m, struct document *d)
{
	struct results *r = document_open(m, d);
	const struct results_head *head = results_head(r);
	const char *variant = NULL;
	struct entry e;

	entry_init(&e);
	results_depth(r, RESULTS_NO_VALUES);
	while (results_next(r, &e)) {
		struct results_place at = results_place(r);
		struct place *p;

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
place_order(const struct place *a, const struct place *b)
{
	int order = strcmp(a->id, b->id);

	return order ? order : strcmp(a->variant ? a->variant : "", b->variant ? b->variant : "");
}

static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = place_order(x, y);

	if (order == 0)
		order = (x->document > y->document) - (x->document < y->document);
	return order ? order : (x->offset > y->offset) - (x->offset < y->offset);
}

static void
check_unique(const struct merge *m)
{
	for (size_t i = 1; i < m->n; i++) {
		const struct place *a = &m->places[i - 1], *b = a + 1;

		if (a->document == b->document && place_order(a, b) == 0)
			die("%s:%lu:%lu: '%s' is there twice, first in line %lu",
			    m->documents[b->document].path, (unsigned long)b->line,
			    (unsigned long)b->column, b->id, (unsigned long)a->line);
	}
}

/* Second pass: write what N documents say of one case. */
static void
case_write(struct merge *m, const struct place *places, size_t n, struct entry *entries,
    struct source *sources, struct entry *joined, struct json_writer *w)
{
	for (size_t i = 0; i < n; i++) {
		const struct place *p = &places[i];
		struct document *d = &m->documents[p->document];
		struct results_place at = {p->offset, p->line, p->column, p->len};

		results_reread(document_open(m, d), at, &entries[i]);
		if (strcmp(entries[i].id, p->id) != 0)
			die("'%s' changed while it was read", d->path);
		sources[i] = (struct source){
		    &entries[i], d->path, p->line, d->timestamp, d->fingerprint, d->session};
	}
	entry_clear(joined);
	entry_join(joined, sources, n, head_join_result(m->head)->fingerprint);
	results_entry(w, joined);
}

static void
cases_write(struct merge *m, struct json_writer *w)
{
	struct entry *entries = NULL, joined;
	struct source *sources = NULL;
	size_t most = 0;

	entry_init(&joined);
	for (size_t i = 0, n; i < m->n; i += n) {
		for (n = 1; i + n < m->n && place_order(&m->places[i], &m->places[i + n]) == 0; n++)
			continue;
		if (n > most) {
			entries = xreallocarray(entries, n, sizeof *entries);
			sources = xreallocarray(sources, n, sizeof *sources);
			for (; most < n; most++)
				entry_init(&entries[most]);
		}
		case_write(m, &m->places[i], n, entries, sources, &joined, w);
	}
	entry_free(&joined);
	for (size_t i = 0; i < most; i++)
		entry_free(&entries[i]);
	free(entries);
	free(sources);
}

static void
usage(void)
{
	puts("usage: bench-merge [-o FILE] [results ...]\n"
	     "Join results documents: the samples of one case of one variant become one\n"
	     "sample, and remember their sessions.\n"
	     "\n"
	     "  -o, --output FILE  write FILE, whole or not at all\n"
	     "      --help         print this\n"
	     "      --version      print the version");
}

static void
merge_documents(struct merge *m, char *const *paths, size_t n, struct output *out)
{
	struct json_writer *w = json_writer_new(output_file(out));

	m->documents = xcalloc(n, sizeof *m->documents);
	m->ndocuments = n;
	m->names = arena_new();
	m->head = head_join_new();
	for (size_t i = 0; i < n; i++) {
		m->documents[i].path = paths[i];
		document_prepare(&m->documents[i]);
		document_index(m, &m->documents[i]);
	}
	if (m->n > 1)
		qsort(m->places, m->n, sizeof *m->places, by_place);
	check_unique(m);
	results_begin(w, head_join_result(m->head));
	cases_write(m, w);
	results_end(w);
	json_writer_free(w);
}

static void
merge_free(struct merge *m)
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
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
	    {"output", required_argument, NULL, 'o'},
	    {"help", no_argument, NULL, 'h'},
	    {"version", no_argument, NULL, 'V'},
	    {NULL, 0, NULL, 0},
	};
	static char *const standard_input[] = {"-"};
	struct merge m = {0};
	const char *path = NULL;
	size_t n;
	bool seen = false;
	struct output *out;
	int c;

	program_set(argv[0]);
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		switch (c) {
		case 'o': path = optarg; break;
		case 'h':
			usage();
			stdout_close();
			return STATUS_OK;
		case 'V': version_print(); return STATUS_OK;
		default: die_option();
		}
	}
	n = (size_t)(argc - optind);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(argv[optind + (int)i], "-") != 0)
			continue;
		if (seen)
			die_usage("'-': standard input can be read once");
		seen = true;
	}
	out = output_open(path);
	if (n)
		merge_documents(&m, argv + optind, n, out);
	else
		merge_documents(&m, standard_input, 1, out);
	merge_free(&m);
	output_commit(out);
	return STATUS_OK;
}
