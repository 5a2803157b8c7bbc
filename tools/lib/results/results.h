/* results.h: the results document, one benchmark at a time (bench-results(5)). */
#ifndef RESULTS_H
#define RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "results/entry.h"
#include "json/json_writer.h"

/* What a document says before its benchmarks. */
struct results_head {
	char *version, *timestamp, *suite; /* or NULL */
	char *environment;                 /* JSON object, or NULL */
	char *fingerprint;                 /* out of the environment, or NULL */
	char *environments; /* JSON array of all of them, when sessions differ in it; or NULL */
	/* The scenario's policy; NAN: not given. */
	double tolerance, threshold, between_sessions;
	char *policy_extra, *extra; /* as an entry's */
};

/* "timestamp", "version" and "environment" of HEAD as object KEY: one side of a comparison. */
void results_head_write_side(
    struct json_writer *w, const char *key, const struct results_head *head);

/* Read the document in file PATH ("-" or NULL: standard input). */
struct results;
struct results *results_open(const char *path);
/* Read it from FD (borrowed), which messages call NAME. */
struct results *results_open_fd(int fd, const char *name);
/* What results_next() and results_reread() may leave out from now on: the
 * medians of samples, for callers that only pass them on; and all measured values
 * of entries that name their sessions, for callers that only look for the entries. */
enum results_depth { RESULTS_WHOLE, RESULTS_NO_MEDIANS, RESULTS_NO_VALUES };
void results_depth(struct results *r, enum results_depth depth);
/* Fill E (initialised; its previous contents are freed) with the next
 * benchmark of the document, in the document's order. False at its end. Dies
 * with file:line:column on anything that is not a results document. */
bool results_next(struct results *r, struct entry *e);
/* Borrowed; whole only after results_next() returned false, since a document
 * may put its head last. */
const struct results_head *results_head(const struct results *r);
/* The name for messages. */
const char *results_name(const struct results *r);
void results_close(struct results *r); /* may be NULL */

/* Where the benchmark that results_next() gave last stands, to read it again
 * later: results_reread() fills E with it, from a document just opened or
 * already read, of a file that can seek. */
struct results_place {
	uint64_t offset, line, column;
	size_t len;
};
struct results_place results_place(const struct results *r);
void results_reread(struct results *r, struct results_place place, struct entry *e);

/* Write a document in canonical form; entries must come in entry_order(). */
void results_begin(struct json_writer *w, const struct results_head *head);
void results_entry(struct json_writer *w, struct entry *e);
void results_end(struct json_writer *w);
void results_head_free(struct results_head *head); /* its strings, not HEAD; all from malloc() */
/* strcmp-like: by id, then by variant. */
int entry_order(const struct entry *a, const struct entry *b);

#endif
