/* limits.h: absolute limits, checked, and the comparison document of kind "limits". */
#ifndef LIMITS_H
#define LIMITS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/verdict.h"
#include "results/results.h"
#include "scenario/plan.h"
#include "json/json_writer.h"

/* What of a metric is held against a limit. */
struct limit_range {
	double median;
	double low, high; /* the median's 95 % interval; of under 6 samples their range */
	size_t n;         /* samples that are not null; 0: a single value */
};

/* Of M; all NAN when it has no value. */
struct limit_range limit_range_of(const struct metric *m);
/* Within when all of R keeps L, exceeded when all of it is beyond one side,
 * failed when there is none of it. */
enum verdict limit_judge(const struct limit_range *r, const struct limit *l);

/* The checks of one document. */
struct limit_list;
struct limit_list *limit_list_new(void);
void limit_list_free(struct limit_list *list);
/* Check E against N limits and keep the outcome, nothing of the arguments. */
void limit_list_add(
    struct limit_list *list, const struct entry *e, const struct limit *limits, size_t n);
/* Record that nothing was measured that the N LIMITS of case C are for, which was to have ID,
 * and WHY. */
void limit_list_missing(struct limit_list *list, const struct plan_case *c, const char *id,
    const struct limit *limits, size_t n, const char *why);

size_t limit_list_rows(const struct limit_list *list);
size_t limit_list_count(const struct limit_list *list, enum verdict verdict);
/* STATUS_NO when a row that is not exploratory is exceeded or failed, or with
 * STRICT inconclusive; else STATUS_OK. */
int limit_list_exit_status(const struct limit_list *list, bool strict);
/* Sort the rows by id and write the document. Returns the id of a case that the
 * document had twice, before anything is written, or NULL. */
const char *limit_list_write(
    struct limit_list *list, const struct results_head *head, bool strict, struct json_writer *w);

#endif
