/* bench-diff: compare two results and decide whether something got worse. */
#include <stdio.h>
#include <stdlib.h>

#include "lib/comparison.h"
#include "lib/diff_options.h"
#include "lib/match.h"
#include "lib/output.h"
#include "lib/util.h"

static void
summary_print(const struct comparison *c)
{
	char line[512];
	size_t len = 0, n = comparison_rows(c);

	for (int v = 0; v < NVERDICTS; v++)
		if (comparison_count(c, (enum verdict)v) > 0)
			len += (size_t)snprintf(line + len, sizeof line - len, "%s%zu %s",
			    len ? ", " : "", comparison_count(c, (enum verdict)v),
			    verdict_name((enum verdict)v));
	warn("%zu row%s%s%s", n, n == 1 ? "" : "s", len ? ": " : "", len ? line : "");
}

/* What the user should know besides the rows. */
static void
warnings_print(const struct comparison *c, const struct results_head *baseline,
    const struct results_head *current)
{
	size_t alone = comparison_count(c, VERDICT_ADDED) + comparison_count(c, VERDICT_REMOVED);

	if (comparison_machines(c) == MACHINES_DIFFERENT &&
	    comparison_count(c, VERDICT_INCOMPARABLE)) {
		char *what = environment_difference(baseline->environment, current->environment);

		warn("the two were measured on different machines%s%s: measure both on one "
		     "machine, or judge "
		     "anyway with --across machines",
		    *what ? ": " : "", what);
		free(what);
	}
	if (alone == comparison_rows(c))
		warn("no case is in both documents: nothing was compared");
}

int
main(int argc, char **argv)
{
	struct diff_options o;
	struct results *sides[2] = {NULL, NULL};
	const struct results_head *heads[2];
	struct comparison *c;
	struct json_writer *w;
	struct output *out;
	const char *twice;
	bool in_current;
	int status;

	program_set(argv[0]);
	diff_options_read(&o, argc, argv);
	c = comparison_new(&o.options);
	out = output_open(o.output);
	sides[0] = results_open(o.paths[0]);
	if (o.variants[0]) {
		match_variants(c, sides[0], o.variants[0], o.variants[1]);
	} else {
		sides[1] = results_open(o.paths[1]);
		match_documents(c, sides[0], sides[1]);
	}
	for (int i = 0; i < 2; i++)
		heads[i] = results_head(sides[i] ? sides[i] : sides[0]);
	twice = comparison_judge(c, heads[0], heads[1], &in_current);
	if (twice)
		die("%s: '%s' comes twice",
		    results_name(sides[1] && in_current ? sides[1] : sides[0]), twice);
	w = json_writer_new(output_file(out));
	comparison_write(c, w);
	json_writer_free(w);
	status = comparison_exit_status(c);
	output_commit(out);
	warnings_print(c, heads[0], heads[1]);
	summary_print(c);
	comparison_free(c);
	results_close(sides[0]);
	results_close(sides[1]);
	diff_options_free(&o);
	return status;
}
