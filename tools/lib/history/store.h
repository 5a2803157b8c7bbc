/* store.h: the truth of a history: a folder with one results file for each run and shard, which
 * appears whole and never changes.
 *
 * FOLDER/2026-11/20261129T121845Z-COMMIT-PART-DIGEST.json is a document: its time in UTC, 12 digits
 * of its commit and what its job called it (either may be missing), 16 digits of the SHA-256 of
 * its bytes. Two jobs never have one name for different bytes, so that folders and branches of
 * them can be joined blindly. FOLDER/2026-09.parquet has the documents of one month. */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/digest.h"

struct store;

/* A document that is to be in a history. */
struct store_document {
	FILE *file; /* at its start */
	char *path; /* for messages */
	char *name; /* in the folder, with its month */
	char digest[DIGEST_TEXT];
};

/* Open results file PATH ("-": standard input), check all of it, and name it; PART (or NULL) is
 * what store_part_valid() takes. A document without a time has that of its file. Dies when it is
 * no results document. The second closes it. */
void store_document_open(struct store_document *d, const char *path, const char *part);
void store_document_close(struct store_document *d);
/* Letters, digits, '.', '_' and '-', of these at the start but '_' none, at most 64. */
bool store_part_valid(const char *part);

/* The history in FOLDER, to put documents into. The second lets all that was put last (fsync of
 * the folders); it may get NULL. */
struct store *store_open(const char *folder);
void store_close(struct store *s);
/* Put D into S, whose folder is made when it is not there. False when its month
 * has a document of this digest already. Dies when it cannot be put whole. */
bool store_put(struct store *s, struct store_document *d);

/* The names in a history, in their order, which is that of time. */
struct store_list {
	char **names;
	size_t n;
};
/* The documents in FOLDER, or the months that have become one file (STORE_MONTH). What is not
 * named like these is not in it. Dies when FOLDER cannot be read. */
enum store_kind { STORE_DOCUMENT, STORE_MONTH };
struct store_list store_list_read(const char *folder, enum store_kind kind);
/* The documents of MONTH, 2026-11. */
struct store_list store_month_read(const char *folder, const char *month);
void store_list_free(struct store_list *list);

/* Where the last component of NAME begins and, without ".json", how long it is. */
const char *store_stem(const char *name, size_t *len);
/* The day of document NAME, "2026-11-29". */
void store_day(const char *name, char day[sizeof "2026-11-29"]);
/* The time of document NAME, "2026-11-29T12:18:45Z". */
void store_time(const char *name, char time[sizeof "2026-11-29T12:18:45Z"]);

#endif
