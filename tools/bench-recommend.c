/* bench-recommend: say which backend is best for each case, with proof or as a tie. */
#include <stdio.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/terminal.h"
#include "base/util.h"
#include "model/policy.h"
#include "recommend/recommendation_write.h"
#include "render/text_output.h"
#include "json/json_spool.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [RESULTS]",
    .about = "Rank the backends, or the values of another parameter, for each case.",
    .operands = 1,
};

static void
recommendation_summary_print(const struct rankings *k, const char *name)
{
	warn("%zu row%s: %zu best with proof, %zu tie%s, %zu untested, %zu with one candidate, %zu "
	     "with none",
	    k->n, k->n == 1 ? "" : "s", rankings_count(k, CHOICE_BEST),
	    rankings_count(k, CHOICE_TIE), rankings_count(k, CHOICE_TIE) == 1 ? "" : "s",
	    rankings_count(k, CHOICE_UNTESTED), rankings_count(k, CHOICE_ONLY),
	    rankings_count(k, CHOICE_NONE));
	if (k->contests->without)
		warn("%s: %zu case%s without the parameter '%s' %s left out", name,
		    k->contests->without, k->contests->without == 1 ? "" : "s", k->contests->over,
		    k->contests->without == 1 ? "is" : "are");
}

int
main(int argc, char **argv)
{
	struct goal goal = {
	    .metric = "duration_ms", .tolerance = POLICY_TOLERANCE, .alpha = POLICY_ALPHA};
	const char *over = "backend", *variant = NULL, *path = NULL, *cost = NULL;
	bool strict = false;
	int color = 0, status;
	const struct option_row rows[] = {
	    {'v', "over", "PARAMETER", "choose among the values of PARAMETER (backend)",
		OPTION_STRING(&over)},
	    {'b', "by", "METRIC", "what is best by (duration_ms)", OPTION_STRING(&goal.metric)},
	    {'c', "cost", "FILE", "by what METRIC, a time or a rate, costs at the prices in FILE",
		OPTION_STRING(&cost)},
	    {'t', "tolerance", "PERCENT", "a difference that does not matter (5%)",
		OPTION_PERCENT(&goal.tolerance)},
	    {0, "variant", "NAME", "of several variants, look at this one",
		OPTION_STRING(&variant)},
	    {'S', "strict", NULL, "exit 1 where a row has no best with proof",
		OPTION_FLAG(&strict)},
	    OPTION_OUTPUT(&path),
	    OPTION_COLOR(&color),
	    OPTION_COMMON,
	};
	struct costs costs = {.n = 0};
	struct contests contests;
	struct rankings rankings;
	struct operands operands;
	struct json_writer *w;
	struct results *r;
	struct output *out;
	FILE *f;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	input_once((const char *[]){cost, operands.n ? operands.at[0] : "-"}, 2);
	if (cost) {
		costs_load(&costs, cost);
		goal.costs = &costs;
	}
	f = json_seekable(operands.at[0]);
	r = results_open_fd(fileno(f), input_name(operands.at[0]));
	out = output_open(path);
	contests_read(&contests, r, over, variant);
	rankings_make(&rankings, &contests, r, &goal);
	w = json_writer_new(output_file(out));
	recommendation_write(w, &rankings, results_head(r));
	json_writer_free(w);
	status = strict && rankings_count(&rankings, CHOICE_BEST) +
				   rankings_count(&rankings, CHOICE_ONLY) <
			       rankings.n
		     ? STATUS_NO
		     : STATUS_OK;
	text_output_commit(out, path, color);
	if (!terminal_shows(path))
		recommendation_summary_print(&rankings, results_name(r));
	rankings_free(&rankings);
	contests_free(&contests);
	costs_free(&costs);
	results_close(r);
	fclose(f);
	return status;
}
