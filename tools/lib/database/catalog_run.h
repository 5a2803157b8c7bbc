/* catalog_run.h: the runs of one document: as the table benchmark_runs has one model on one device
 * in a row, a document with cases of several is several runs. */
#ifndef CATALOG_RUN_H
#define CATALOG_RUN_H

#include "database/duck_table.h"
#include "results/results.h"

struct catalog_runs;

/* The runs of document NAME (store.h), of which HEAD is what is known now; it is borrowed until
 * the end. */
struct catalog_runs *catalog_runs_new(const char *name, const struct results_head *head);
/* The id of the run that E belongs to, which lives as long as R: the document's stem, of the
 * second and the following runs with ".2" and so on behind it. */
const char *catalog_run_of(struct catalog_runs *r, const struct entry *e);
/* Append the runs to T and free them. */
void catalog_runs_end(struct catalog_runs *r, struct duck_table *t);

/* Of E's parameters the value of the first that is called like one of NAMES, which NULL ends; or
 * NULL. */
const char *catalog_param(const struct entry *e, const char *const *names);
/* Add TEXT as a whole number, null when it is none or NULL. */
void catalog_count_append(struct duck_table *t, const char *text);

#endif
