/* bench-why: tell which functions made a row slower, and whether changed code runs at all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "scenario/plan_load.h"
#include "why/reach.h"
#include "why/why_explain.h"
#include "why/why_profiles.h"

struct why_options {
	const char *output, *row, *diff, *folded, *svg, *from;
	size_t most;
	bool build, reach;
};

static const struct option_usage usage = {
    .forms = "[OPTION]... BASE HEAD SCENARIO [COMPARISON]\n--reach [OPTION]... BUILD SCENARIO\n"
	     "--from EXPLAINED [OPTION]... [COMPARISON]",
    .about = "Run what got worse in a comparison once more in both builds under callgrind,\n"
	     "and tell which functions the difference is in. A row whose executed code is\n"
	     "the same in both builds gets the verdict placement, which never fails the job.",
    .operands = 4,
};

/* The absolute path of the folder PATH, which the caller owns. */
static char *
folder_path(const char *path)
{
	char *real = realpath(path, NULL);
	struct stat st;

	if (!real || stat(real, &st) != 0)
		die("%s:", path);
	if (!S_ISDIR(st.st_mode))
		die("'%s' must be a folder", path);
	return real;
}

static struct comparison_reader *
comparison_open(const char *path)
{
	struct comparison_reader *r = comparison_reader_open(path);

	if (comparison_reader_is_limits(r))
		die("%s: not a comparison of results: limits have no base",
		    json_document_name(comparison_reader_head(r)));
	return r;
}

/* The cases that got worse by R. */
static struct why_rows
rows_found(struct comparison_reader *r, const struct why_options *o)
{
	struct why_rows rows;

	why_rows_find(&rows, r, o->most, o->row);
	if (!rows.n && o->row)
		die("%s: no row '%s' got worse", json_document_name(comparison_reader_head(r)),
		    o->row);
	return rows;
}

/* Write the comparison of R with what ROWS knows, and free both. Returns whether the job fails. */
static bool
rows_commit(struct why_rows *rows, struct comparison_reader *r, const char *path)
{
	struct output *out = output_open(path);
	struct json_writer *w = json_writer_new(output_file(out));
	bool fails = why_rows_write(rows, r, w);

	json_writer_free(w);
	output_commit(out);
	why_rows_free(rows);
	comparison_reader_close(r);
	return fails;
}

static bool
comparison_explain(const struct operands *operands, const struct why_options *o)
{
	char *roots[BUILDS] = {folder_path(operands->at[0]), folder_path(operands->at[1])};
	struct why_request request = {operands->at[2], roots, o->diff, o->folded, o->svg, o->build};
	struct comparison_reader *r = comparison_open(operands->at[3]);
	struct why_rows rows = rows_found(r, o);

	if (rows.n)
		why_rows_explain(&rows, r, &request);
	else
		warn("no row got worse: there is nothing to explain");
	free(roots[BASE]);
	free(roots[HEAD]);
	return rows_commit(&rows, r, o->output);
}

/* What a comparison that is explained says of the rows of another one of the same builds. */
static bool
explanation_take(const struct operands *operands, const struct why_options *o)
{
	struct comparison_reader *r, *from;
	struct why_rows rows;

	if (operands->n > 1)
		die_usage("with '--from', at most a comparison is wanted");
	if (o->diff || o->folded || o->svg || o->build)
		die_usage("'--from' goes with '--row', '--most' and '--output' alone");
	input_once((const char *[]){o->from, operands->at[0]}, 2);
	r = comparison_open(operands->at[0]);
	rows = rows_found(r, o);
	from = comparison_open(o->from);
	why_rows_take(&rows, from);
	comparison_reader_close(from);
	return rows_commit(&rows, r, o->output);
}

/* What the cases of a scenario execute in one build. */
static void
reach_record(const struct operands *operands, const struct why_options *o)
{
	struct why_profiles profiles;
	struct json_writer *w;
	struct output *out;
	struct plan *plan;
	char *root;

	if (operands->n != 2)
		die_usage("with '--reach', a build and a scenario are wanted");
	if (o->row || o->diff || o->folded || o->svg)
		die_usage("'--reach' goes with '--build' and '--output' alone");
	if (input_is_standard(operands->at[1]))
		die_usage("the scenario must be a file: it is read by bench-run");
	root = folder_path(operands->at[0]);
	plan = plan_load(operands->at[1]);
	why_profiles_make(&profiles, operands->at[1], NULL, (const char *const[]){"build"},
	    (const char *const[]){root}, 1, o->build);
	out = output_open(o->output);
	w = json_writer_new(output_file(out));
	reach_write(w, plan, &profiles, "build", root);
	json_writer_free(w);
	output_commit(out);
	why_profiles_free(&profiles);
	plan_free(plan);
	free(root);
}

int
main(int argc, char **argv)
{
	enum { MOST = 5, CASES_MAX = 1000 };
	struct why_options o = {.most = MOST};
	const struct option_row rows[] = {
	    {'r', "row", "ID", "explain this case alone", OPTION_STRING(&o.row)},
	    {'n', "most", "N", "explain the N cases that changed most (5)",
		OPTION_COUNT(&o.most, 1, CASES_MAX)},
	    {'d', "diff", "FILE", "say which functions have lines of this diff, of git diff",
		OPTION_STRING(&o.diff)},
	    {'f', "folded", "FILE", "write the stacks of the first case as lines to FILE",
		OPTION_STRING(&o.folded)},
	    {'s', "svg", "FILE", "draw them as a flame graph in FILE", OPTION_STRING(&o.svg)},
	    {'b', "build", NULL, "run the scenario's build in both folders before",
		OPTION_FLAG(&o.build)},
	    {'R', "reach", NULL,
		"write which functions each case executes, for bench-plan --changed",
		OPTION_FLAG(&o.reach)},
	    {'F', "from", "EXPLAINED",
		"take what this comparison, explained before, says of the same rows",
		OPTION_STRING(&o.from)},
	    OPTION_OUTPUT(&o.output),
	    OPTION_COMMON,
	};
	struct operands operands;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	if (o.reach) {
		reach_record(&operands, &o);
		return STATUS_OK;
	}
	if (o.from)
		return explanation_take(&operands, &o) ? STATUS_NO : STATUS_OK;
	if (operands.n < 3)
		die_usage("a base, a head, and a scenario are wanted");
	if (input_is_standard(operands.at[2]))
		die_usage("the scenario must be a file: it is read by bench-run");
	input_once((const char *[]){operands.at[2], operands.at[3], o.diff}, 3);
	return comparison_explain(&operands, &o) ? STATUS_NO : STATUS_OK;
}
