/* bench-assert: check results against the absolute limits of their scenario. */
#include <stdio.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/terminal.h"
#include "base/util.h"
#include "comparison/limits.h"
#include "comparison/limits_match.h"
#include "render/text_output.h"
#include "scenario/plan_load.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [RESULTS]",
    .about = "Check results against the limits that 'require' sets in their scenario.",
    .operands = 1,
};

static void
limits_summary_print(const struct limit_list *list, const char *name)
{
	size_t n = limit_list_rows(list);

	if (n == 0)
		warn("%s: there are no limits to check", name);
	else
		warn("%zu row%s: %zu within, %zu exceeded, %zu inconclusive, %zu failed", n,
		    n == 1 ? "" : "s", limit_list_count(list, VERDICT_WITHIN),
		    limit_list_count(list, VERDICT_EXCEEDED),
		    limit_list_count(list, VERDICT_INCONCLUSIVE),
		    limit_list_count(list, VERDICT_FAILED));
}

int
main(int argc, char **argv)
{
	const char *path = NULL, *scenario = NULL, *twice;
	bool strict = false;
	int color = 0;
	const struct option_row rows[] = {
	    {'s', "scenario", "FILE", "take the limits from FILE, not from the results",
		OPTION_STRING(&scenario)},
	    {'S', "strict", NULL, "an inconclusive row fails too", OPTION_FLAG(&strict)},
	    OPTION_OUTPUT(&path),
	    OPTION_COLOR(&color),
	    OPTION_COMMON,
	};
	struct limit_list *list;
	struct plan *plan = NULL;
	struct operands operands;
	struct results *r;
	struct json_writer *w;
	struct output *out;
	int status;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	input_once((const char *[]){scenario, operands.n ? operands.at[0] : "-"}, 2);
	if (scenario)
		plan = plan_load(scenario);
	out = output_open(path);
	r = results_open(operands.at[0]);
	list = limit_list_new();
	limits_match(list, r, plan);
	w = json_writer_new(output_file(out));
	twice = limit_list_write(list, results_head(r), strict, w);
	if (twice)
		die("%s: '%s' is given twice", results_name(r), twice);
	json_writer_free(w);
	status = limit_list_exit_status(list, strict);
	text_output_commit(out, path, color);
	if (!terminal_shows(path))
		limits_summary_print(list, results_name(r));
	limit_list_free(list);
	plan_free(plan);
	results_close(r);
	return status;
}
