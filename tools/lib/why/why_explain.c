#include "why/why_explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/output.h"
#include "base/temporary.h"
#include "base/util.h"
#include "scenario/plan_load.h"
#include "why/interpreted.h"
#include "why/interpreter.h"
#include "why/stacks.h"
#include "why/why_case.h"
#include "why/why_profiles.h"

/* The variants, as bench-run calls them. */
static const char *const sides[BUILDS] = {"base", "head"};

/* A file with the rows that ROWS has the cases of; its path, which the caller owns and removes. */
static char *
choice_write(const struct why_rows *rows, struct comparison_reader *r)
{
	char *folder = temporary_folder(), *path = xasprintf("%s/rows.json", folder);
	struct output *out = output_open(path);
	struct json_writer *w = json_writer_new(output_file(out));

	why_rows_choice(rows, r, w);
	json_writer_free(w);
	output_commit(out);
	free(folder);
	return path;
}

static void
choice_remove(char *path)
{
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	free(path);
}

/* The stacks of case ID, whose attribution is A, into the files that O names. */
static void
stacks_write(const struct attribution *a, const char *id, const struct why_request *q)
{
	struct stacks *s = stacks_new(a->graph);
	struct output *out;

	if (q->folded) {
		out = output_open(q->folded);
		stacks_fold(s, output_file(out));
		output_commit(out);
	}
	if (q->svg) {
		struct buf b = BUF_INIT;

		stacks_draw(s, &b, id);
		out = output_open(q->svg);
		fwrite(b.s, 1, b.len, output_file(out));
		output_commit(out);
		buf_free(&b);
	}
	stacks_free(s);
}

/* Run the cases of ROWS, which R has, in both builds. */
static void
cases_run(struct why_profiles *profiles, const struct why_rows *rows, struct comparison_reader *r,
    const struct why_request *q, bool build)
{
	char *only = choice_write(rows, r);

	why_profiles_make(
	    profiles, q->scenario, only, sides, (const char *const *)q->roots, BUILDS, build);
	choice_remove(only);
}

/* What both builds executed in case C, by PROFILES; NULL where that is not known. */
static struct attribution *
case_explain(struct why_case *c, const struct why_profiles *profiles, const struct hunks *diff,
    const struct why_request *q)
{
	char *base = why_profile_folder(profiles, c->id, sides[BASE]);
	char *head = why_profile_folder(profiles, c->id, sides[HEAD]);
	struct why_sources sources = {{q->roots[BASE], q->roots[HEAD]}, {base, head}, diff};
	struct attribution *a = NULL;

	if (base && head)
		a = why_case_explain(c, &sources);
	else
		warn("'%s' did not run under callgrind in both builds", c->id);
	free(base);
	free(head);
	return a;
}

/* What both builds executed in the cases of ROWS, into FOUND, by PROFILES; the stacks are of the
 * first that can be told. */
static void
cases_explain(struct why_rows *rows, struct attribution **found,
    const struct why_profiles *profiles, const struct why_request *q)
{
	struct hunks *diff = q->diff ? hunks_load(q->diff) : NULL;
	bool drawn = !q->folded && !q->svg;

	for (size_t i = 0; i < rows->n; i++) {
		if (!rows->cases[i].interpreted)
			found[i] = case_explain(&rows->cases[i], profiles, diff, q);
		if (found[i] && !drawn) {
			stacks_write(found[i], rows->cases[i].id, q);
			drawn = true;
		}
	}
	if (!drawn)
		warn("no case could be explained: there are no stacks to write");
	hunks_free(diff);
}

/* Run those of FOUND again that are open, whose counts may vary by themselves. */
static void
cases_settle(const struct why_rows *rows, struct attribution **found, struct comparison_reader *r,
    const struct why_request *q)
{
	enum { AGAIN = 3 };
	struct why_rows open = {xcalloc(rows->n + 1, sizeof *open.cases), 0, 0};
	double *counts[BUILDS];

	for (int build = BASE; build < BUILDS; build++)
		counts[build] = xcalloc(rows->n * AGAIN + 1, sizeof **counts);
	for (size_t i = 0; i < rows->n; i++)
		if (found[i] && found[i]->open)
			open.cases[open.n++].id = rows->cases[i].id;
	for (size_t k = 0; open.n && k < AGAIN; k++) {
		struct why_profiles profiles;

		cases_run(&profiles, &open, r, q, false);
		for (size_t i = 0; i < rows->n; i++)
			for (int build = BASE; build < BUILDS; build++)
				counts[build][i * AGAIN + k] =
				    why_profile_count(&profiles, rows->cases[i].id, sides[build]);
		why_profiles_free(&profiles);
	}
	for (size_t i = 0; i < rows->n; i++)
		if (found[i] && found[i]->open)
			attribution_settle(found[i],
			    (const double *const[]){
				counts[BASE] + i * AGAIN, counts[HEAD] + i * AGAIN},
			    AGAIN);
	free(open.cases);
	free(counts[BASE]);
	free(counts[HEAD]);
}

/* Ask the interpreter that runs case C what callgrind cannot see. */
static void
case_interpret(struct why_case *c, struct comparison_reader *r, const struct why_request *q)
{
	const struct why_rows one = {c, 1, 1};
	char *only = choice_write(&one, r), *why = interpreted_why(q->scenario, only, q->roots);

	choice_remove(only);
	if (!why)
		return;
	free(c->why);
	c->why = why;
}

/* Mark those of ROWS whose command begins with an interpreter: under callgrind it would be its
 * functions alone, and take long. Returns how many are left. */
static size_t
interpreted_find(struct why_rows *rows, const char *scenario)
{
	struct plan *plan = plan_load(scenario);
	size_t left = rows->n;

	for (size_t i = 0; i < rows->n; i++)
		for (size_t k = 0; k < plan->ncases; k++) {
			const struct plan_case *c = &plan->cases[k];
			const char *line =
			    c->shell && c->argv[1] && c->argv[2] ? c->argv[2] : c->argv[0];
			struct why_case *found = &rows->cases[i];

			if (strcmp(c->id, found->id) != 0 || !interpreter_named(line))
				continue;
			found->interpreted = true;
			found->why = why_untold(interpreter_untold(line));
			left--;
		}
	plan_free(plan);
	return left;
}

/* Run those of ROWS that no interpreter runs, and explain them. */
static void
compiled_explain(struct why_rows *rows, struct attribution **found, struct comparison_reader *r,
    const struct why_request *q)
{
	struct why_rows compiled = {xcalloc(rows->n + 1, sizeof *compiled.cases), 0, 0};
	struct why_profiles profiles;

	for (size_t i = 0; i < rows->n; i++)
		if (!rows->cases[i].interpreted)
			compiled.cases[compiled.n++].id = rows->cases[i].id;
	cases_run(&profiles, &compiled, r, q, q->build);
	cases_explain(rows, found, &profiles, q);
	why_profiles_free(&profiles);
	cases_settle(rows, found, r, q);
	free(compiled.cases);
}

void
why_rows_explain(
    struct why_rows *rows, struct comparison_reader *r, const struct why_request *request)
{
	struct attribution **found = xcalloc(rows->n + 1, sizeof *found);

	if (interpreted_find(rows, request->scenario))
		compiled_explain(rows, found, r, request);
	for (size_t i = 0; i < rows->n; i++) {
		if (found[i])
			why_case_tell(&rows->cases[i], found[i]);
		else if (rows->cases[i].interpreted)
			case_interpret(&rows->cases[i], r, request);
		attribution_free(found[i]);
	}
	free(found);
}
