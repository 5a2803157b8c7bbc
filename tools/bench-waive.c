/* bench-waive: mark what people accepted for a while. */
#include <stdio.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "comparison/waive.h"

#define WAIVERS_FILE "waivers.yml"

static const struct option_usage usage = {
    .forms = "[OPTION]... [COMPARISON]",
    .about = "Mark the rows that a waiver covers, so that they do not fail the job.",
    .operands = 1,
};

static void
waiver_print(const struct waiver *w)
{
	const char *what[WAIVER_STATES] = {
	    [WAIVER_EXCEEDED] = "the regression is over the ceiling",
	    [WAIVER_EXPIRED] = "the waiver has expired",
	    [WAIVER_UNMATCHED] = "the comparison has no such row",
	};

	if (what[w->state])
		warn("%s:%zu: '%s' %s: %s", w->file, w->line, w->row, w->metric, what[w->state]);
}

static void
waived_summary_print(const struct waivers *w, const struct waive_outcome *outcome)
{
	size_t unused = 0;

	for (size_t i = 0; i < w->n; i++) {
		waiver_print(&w->list[i]);
		unused += w->list[i].state == WAIVER_UNUSED;
	}
	if (w->n)
		warn("%zu row%s that a waiver could accept, %zu waived; %zu of %zu waivers not "
		     "needed",
		    outcome->failing, outcome->failing == 1 ? "" : "s", outcome->waived, unused,
		    w->n);
}

int
main(int argc, char **argv)
{
	char day[TIMESTAMP_DAY];
	const char *path = NULL, *file = NULL, *date = timestamp_today(day);
	const struct option_row rows[] = {
	    {'w', "waivers", "FILE", "instead of " WAIVERS_FILE ", which may be absent",
		OPTION_STRING(&file)},
	    {'d', "date", "DATE", "judge as on this day, YYYY-MM-DD (default: today, UTC)",
		OPTION_DAY(&date)},
	    OPTION_OUTPUT(&path),
	    OPTION_COMMON,
	};
	struct waive_outcome outcome;
	struct comparison_reader *r;
	struct operands operands;
	struct waivers waivers;
	struct json_writer *w;
	struct output *out;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	input_once((const char *[]){file, operands.n ? operands.at[0] : "-"}, 2);
	waivers_load(&waivers, file ? file : WAIVERS_FILE, file != NULL);
	r = comparison_reader_open(operands.at[0]);
	if (comparison_reader_is_limits(r))
		die("%s: not a comparison of results: limits have nothing to waive",
		    json_document_name(comparison_reader_head(r)));
	out = output_open(path);
	w = json_writer_new(output_file(out));
	outcome = waive(&waivers, r, date, w);
	json_writer_free(w);
	output_commit(out);
	waived_summary_print(&waivers, &outcome);
	comparison_reader_close(r);
	waivers_free(&waivers);
	return outcome.fails ? STATUS_NO : STATUS_OK;
}
