/* bench-trend: where the levels of series moved. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "comparison/waivers.h"
#include "history/ledger.h"
#include "history/series.h"
#include "history/series_tell.h"
#include "trend/threshold.h"
#include "trend/trend.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [SERIES]",
    .about = "Find where the level of each series moved, and fail when one got worse.",
    .operands = 1,
};

/* Whether W accepts STEP of S on DAY. */
static bool
waiver_accepts(
    const struct waiver *w, const struct series *s, const struct series_step *step, const char *day)
{
	double worse = s->better == BETTER_LOWER ? step->change : -step->change;

	if (w->accept != VERDICT_REGRESSION || strcmp(w->expires, day) < 0 ||
	    !waiver_covers(w, s->id) || strcmp(w->metric, s->metric) != 0)
		return false;
	if (isnan(w->worst))
		return worse <= w->ceiling;
	/* The worst value is one of the metric, which a ratio is not. */
	return !s->base &&
	       (s->better == BETTER_LOWER ? step->after <= w->worst : step->after >= w->worst);
}

static void
steps_accept(const struct waivers *w, struct series *s, const char *day)
{
	for (size_t i = 0; i < s->nsteps; i++) {
		struct series_step *step = &s->steps[i];

		for (size_t k = 0; k < w->n; k++)
			if (step->state == SERIES_OPEN && step->verdict == VERDICT_REGRESSION &&
			    waiver_accepts(&w->list[k], s, step, day))
				step->state = SERIES_ACCEPTED;
	}
}

struct trend_use {
	struct trend_options options;
	struct waivers waivers;
	const char *day;
	struct ledger *ledger; /* or NULL */
};

/* Judge the document of R and write it to W; returns how many regressions fail the job. */
static size_t
document_judge(struct trend_use *use, struct series_reader *r, struct json_writer *w)
{
	struct rank_tables *ranks = rank_tables_new();
	struct series_writer *sw = NULL;
	struct series s;
	size_t failing = 0;

	series_init(&s);
	while (series_next(r, &s)) {
		if (!sw)
			sw = series_begin(w, series_head(r));
		trend_judge(&s, &use->options, ranks);
		steps_accept(&use->waivers, &s, use->day);
		series_write(sw, &s);
		failing += series_tell(series_head(r), &s, !use->ledger);
		if (use->ledger)
			ledger_note(use->ledger, series_head(r), &s);
	}
	if (!sw)
		sw = series_begin(w, series_head(r));
	series_end(sw);
	series_free(&s);
	rank_tables_free(ranks);
	return failing;
}

int
main(int argc, char **argv)
{
	char day[TIMESTAMP_DAY];
	struct trend_use use = {
	    .options = {.alpha = TREND_ALPHA, .least = TREND_LEAST, .threshold = TREND_THRESHOLD},
	    .day = timestamp_today(day)};
	const char *path = NULL, *ledger = NULL, *waivers = NULL;
	bool report = false, thresholds = false;
	const struct option_row rows[] = {
	    {'a', "alpha", "PERCENT", "the chance of a step where there is none (default 0.6%)",
		OPTION_PERCENT(&use.options.alpha)},
	    {'l', "least", "PERCENT", "the smallest change of a step (default 1%)",
		OPTION_PERCENT(&use.options.least)},
	    {'t', "threshold", "PERCENT", "the change that is a regression (default 5%)",
		OPTION_PERCENT(&use.options.threshold)},
	    {'A', "append", NULL,
		"keep the steps that are known, and look at the last points alone",
		OPTION_FLAG(&use.options.append)},
	    {'r', "raw", NULL, "judge the values, not their ratios to the control or the base",
		OPTION_FLAG(&use.options.raw)},
	    {'L', "ledger", "DIR", "keep an alert in DIR for each place where levels moved",
		OPTION_STRING(&ledger)},
	    {'R', "report", NULL, "write the alerts of the ledger, and read no series",
		OPTION_FLAG(&report)},
	    {'s', "suggest-thresholds", NULL, "write which threshold each series bears instead",
		OPTION_FLAG(&thresholds)},
	    {'w', "waivers", "FILE", "regressions that people accepted: see bench-waive(1)",
		OPTION_STRING(&waivers)},
	    {'d', "date", "DATE", "judge waivers as on this day, YYYY-MM-DD (default: today, UTC)",
		OPTION_DAY(&use.day)},
	    OPTION_OUTPUT(&path),
	    OPTION_COMMON,
	};
	struct series_reader *r = NULL;
	struct operands operands;
	struct json_writer *w;
	struct output *out;
	size_t failing = 0;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	if (report && (!ledger || operands.n))
		die_usage("--report needs --ledger, and reads no series");
	if (thresholds && ledger)
		die_usage("--suggest-thresholds keeps no ledger");
	input_once((const char *[]){waivers, operands.n || report ? operands.at[0] : "-"}, 2);
	if (waivers)
		waivers_load(&use.waivers, waivers, true);
	use.ledger = ledger ? ledger_load(ledger) : NULL;
	if (!report)
		r = series_open(operands.at[0]);
	out = output_open(path);
	w = json_writer_new(output_file(out));
	if (report)
		ledger_write(use.ledger, w, VERSION);
	else if (thresholds)
		thresholds_write(w, r, &use.options, VERSION);
	else
		failing = document_judge(&use, r, w);
	json_writer_free(w);
	if (use.ledger && !report) {
		ledger_settle(use.ledger);
		failing = ledger_tell(use.ledger);
		ledger_save(use.ledger);
	}
	output_commit(out);
	series_close(r);
	ledger_free(use.ledger);
	waivers_free(&use.waivers);
	return failing ? STATUS_NO : STATUS_OK;
}
