/* metric_reader.h: one metric's values, found in the output of one invocation as it passes. */
#ifndef METRIC_READER_H
#define METRIC_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "measure/found_values.h"
#include "measure/line_pattern.h"
#include "measure/line_times.h"
#include "measure/metric_number.h"
#include "measure/output_reader.h"
#include "scenario/plan.h"
#include "json/json_feed.h"

struct metric_reader {
	const struct metric_rule *rule; /* borrowed */
	bool limited;                   /* another metric holds its values to limits: keep them */
	struct line_pattern *pattern;   /* of what is found in lines, else NULL */
	struct json_feed *json;         /* of what is found in JSON, else NULL */
	struct metric_number number;    /* how those of a pattern are read */
	struct found_values found;
	struct line_times times;
	int64_t at_ns;  /* when the first line that matches did; 0: none yet */
	struct buf why; /* why there is no value, whatever follows; empty while there may be one */
};

/* Prepare R for RULE. Dies when its expression, which was checked, is none. */
void metric_reader_init(struct metric_reader *r, const struct metric_rule *rule);
void metric_reader_free(struct metric_reader *r);

/* Forget what was found. Call it before each invocation. */
void metric_reader_begin(struct metric_reader *r);

/* How R reads: with a pattern lines, with JSON bytes; of other metrics neither. */
struct output_reader metric_reader_output(struct metric_reader *r);

/* All was read, of a command that ran from START_NS to END_NS: the value in *V. False, with
 * why appended to WHY, when there is none or it is not a finite number. */
bool metric_reader_end(
    struct metric_reader *r, int64_t start_ns, int64_t end_ns, double *v, struct buf *why);

#endif
