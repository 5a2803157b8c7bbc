/* bench-trend: where the levels of series moved. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "history/series.h"
#include "trend/trend.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [SERIES]",
    .about = "Find where the level of each series moved, and fail when one got worse.",
    .operands = 1,
};

/* The commit of a point, or what else names its run; NULL when nothing does. */
static const char *
point_name(const struct series_head *head, const struct series *s, size_t i)
{
	const struct series_run *run = s->run ? &head->runs[s->run[i]] : NULL;

	if (!run)
		return NULL;
	return run->commit ? run->commit : run->id ? run->id : run->timestamp;
}

static void
step_warn(const struct series_head *head, const struct series *s, const struct series_step *step)
{
	const char *last = point_name(head, s, step->at ? step->at - 1 : 0);
	const char *first = point_name(head, s, step->at);

	if (last && first)
		warn("'%s' %s: %s, %+.1f%%, after '%.12s', up to '%.12s'", s->id, s->metric,
		    verdict_name(step->verdict), 100 * step->change, last, first);
	else
		warn("'%s' %s: %s, %+.1f%%, from point %zu on", s->id, s->metric,
		    verdict_name(step->verdict), 100 * step->change, step->at);
}

/* How many steps of S fail the job; a message for each. */
static size_t
series_failing(const struct series_head *head, const struct series *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nsteps; i++) {
		const struct series_step *step = &s->steps[i];

		if (!s->gate || step->verdict != VERDICT_REGRESSION || step->state != SERIES_OPEN)
			continue;
		step_warn(head, s, step);
		n++;
	}
	if (s->nsuspect)
		warn("'%s' %s: the last point is suspect: measure it again", s->id, s->metric);
	return n;
}

int
main(int argc, char **argv)
{
	struct trend_options options = {
	    .alpha = TREND_ALPHA, .least = TREND_LEAST, .threshold = TREND_THRESHOLD};
	const char *path = NULL;
	const struct option_row rows[] = {
	    {'a', "alpha", "PERCENT", "the chance of a step where there is none (default 0.6%)",
		OPTION_PERCENT(&options.alpha)},
	    {'l', "least", "PERCENT", "the smallest change of a step (default 1%)",
		OPTION_PERCENT(&options.least)},
	    {'t', "threshold", "PERCENT", "the change that is a regression (default 5%)",
		OPTION_PERCENT(&options.threshold)},
	    {'A', "append", NULL,
		"keep the steps that are known, and look at the last points alone",
		OPTION_FLAG(&options.append)},
	    {'r', "raw", NULL, "judge the values, not their ratios to the control or the base",
		OPTION_FLAG(&options.raw)},
	    OPTION_OUTPUT(&path),
	    OPTION_COMMON,
	};
	struct rank_tables *ranks;
	struct series_reader *r;
	struct series_writer *sw = NULL;
	struct operands operands;
	struct json_writer *w;
	struct output *out;
	struct series s;
	size_t failing = 0;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	r = series_open(operands.at[0]);
	out = output_open(path);
	w = json_writer_new(output_file(out));
	ranks = rank_tables_new();
	series_init(&s);
	while (series_next(r, &s)) {
		if (!sw)
			sw = series_begin(w, series_head(r));
		trend_judge(&s, &options, ranks);
		series_write(sw, &s);
		failing += series_failing(series_head(r), &s);
	}
	if (!sw)
		sw = series_begin(w, series_head(r));
	series_end(sw);
	json_writer_free(w);
	output_commit(out);
	series_free(&s);
	series_close(r);
	rank_tables_free(ranks);
	return failing ? STATUS_NO : STATUS_OK;
}
