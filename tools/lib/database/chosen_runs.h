/* chosen_runs.h: the documents that a series document is of. */
#ifndef CHOSEN_RUNS_H
#define CHOSEN_RUNS_H

#include "database/catalog_series.h"
#include "history/series.h"

/* Make the temporary table chosen_runs (k, id, time, ...) of the documents that CHOICE takes, K
 * from 0 for the oldest, and fill the runs of HEAD with them; the second frees these. */
void chosen_runs_read(
    struct duck *d, const struct catalog_choice *choice, struct series_head *head);
void chosen_runs_free(struct series_head *head);

#endif
