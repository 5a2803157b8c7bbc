#include "database/chosen_runs.h"

#include <stdlib.h>

#include "base/util.h"
#include "database/duck_query.h"

/* The documents that are chosen, oldest first; K counts them. */
static const char choose_runs[] =
    "CREATE TEMP TABLE chosen_runs AS SELECT * REPLACE (row_number() OVER (ORDER BY time, id) - 1 "
    "AS k) FROM (SELECT 0::BIGINT AS k, document AS id, min(timestamp) AS time, "
    "any_value(\"commit\") AS revision, any_value(ref) AS ref, any_value(fingerprint) AS "
    "fingerprint FROM benchmark_runs WHERE ($1 IS NULL OR timestamp >= CAST($1 AS TIMESTAMP)) AND "
    "($2 IS NULL OR ref = $2) AND ($3 IS NULL OR fingerprint = $3) GROUP BY document "
    "ORDER BY time DESC, id DESC LIMIT $4)";

static const char list_runs[] =
    "SELECT id, strftime(time, '%Y-%m-%dT%H:%M:%SZ'), revision, ref, fingerprint FROM chosen_runs "
    "ORDER BY k";

static void
runs_choose(struct duck *d, const struct catalog_choice *choice)
{
	struct duck_query *q;

	duck_run(d, "DROP TABLE IF EXISTS temp.chosen_runs");
	q = duck_query_new(d, choose_runs);
	duck_bind_text(q, 1, choice->since);
	duck_bind_text(q, 2, choice->ref);
	duck_bind_text(q, 3, choice->fingerprint);
	duck_bind_integer(q, 4, choice->last ? (int64_t)choice->last : SERIES_RUNS_MAX);
	duck_query_run(q);
	duck_query_free(q);
}

static void
runs_read(struct duck *d, struct series_head *head)
{
	struct duck_query *q = duck_query_new(d, list_runs);
	size_t cap = 0;

	while (duck_next(q)) {
		struct series_run run = {.id = duck_text_copy(q, 0)};

		run.timestamp = duck_text_copy(q, 1);
		run.commit = duck_text_copy(q, 2);
		run.ref = duck_text_copy(q, 3);
		run.fingerprint = duck_text_copy(q, 4);
		head->runs = xgrow(head->runs, head->nruns, &cap, sizeof *head->runs);
		head->runs[head->nruns++] = run;
	}
	duck_query_free(q);
}

void
chosen_runs_free(struct series_head *head)
{
	for (size_t i = 0; i < head->nruns; i++) {
		free(head->runs[i].id);
		free(head->runs[i].timestamp);
		free(head->runs[i].commit);
		free(head->runs[i].ref);
		free(head->runs[i].fingerprint);
	}
	free(head->runs);
}

void
chosen_runs_read(struct duck *d, const struct catalog_choice *choice, struct series_head *head)
{
	runs_choose(d, choice);
	runs_read(d, head);
}
