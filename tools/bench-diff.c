/* bench-diff: compare two results and decide whether something got worse. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/terminal.h"
#include "base/util.h"
#include "comparison/aliases.h"
#include "comparison/baseline_store.h"
#include "comparison/case_match.h"
#include "comparison/comparison.h"
#include "comparison/diff_options.h"
#include "comparison/environment_difference.h"
#include "render/text_output.h"
#include "scenario/plan_load.h"

enum { NAMES_MAX = 4 }; /* of one verdict */

/* One comparison and the documents that it is of; SIDES[0] may be NULL. */
struct compared {
	struct comparison *comparison;
	struct results *sides[2];
};

static const struct results_head *
head_of(const struct compared *k, int side)
{
	return results_head(k->sides[side] ? k->sides[side] : k->sides[1]);
}

/* Compare BASELINE with CURRENT, or without BASELINE the VARIANTS of CURRENT,
 * which may be empty unless NEEDED. */
static struct compared
compare(const struct comparison_options *options, const char *baseline, const char *current,
    const char *const variants[2], bool needed)
{
	struct compared k = {comparison_new(options), {NULL, NULL}};
	bool in_current;
	const char *twice;

	if (baseline)
		k.sides[0] = results_open(baseline);
	k.sides[1] = results_open(current);
	for (int i = 0; i < 2; i++)
		if (k.sides[i])
			results_depth(k.sides[i], RESULTS_NO_MEDIANS);
	if (baseline)
		match_documents(k.comparison, k.sides[0], k.sides[1], variants[1]);
	else if (!match_variants(k.comparison, k.sides[1], variants[0], variants[1]) && needed)
		die("%s: it has neither variant '%s' nor '%s'", results_name(k.sides[1]),
		    variants[0], variants[1]);
	twice = comparison_judge(k.comparison, head_of(&k, 0), head_of(&k, 1), &in_current);
	if (twice)
		die("%s: '%s' is given twice%s",
		    results_name(k.sides[in_current || !k.sides[0] ? 1 : 0]), twice,
		    options->aliases && !in_current
			? ", or is what the aliases call another of its cases"
			: "");
	return k;
}

static void
compared_free(struct compared *k)
{
	comparison_free(k->comparison);
	results_close(k->sides[0]);
	results_close(k->sides[1]);
}

/* What the baseline planned, under the names that its cases have now. */
static void
plan_rename(struct plan *plan, const struct aliases *aliases)
{
	for (size_t i = 0; plan && i < plan->ncases; i++) {
		char *id = aliases_new(aliases, plan->cases[i].id);

		if (id)
			plan->cases[i].id = arena_strdup(plan->memory, id);
		free(id);
	}
}

/* SAME, unless NULL, is a case of AGAIN that is no measurement of its own. */
static void
another_check(const struct compared *again, const char *same)
{
	if (same)
		die("%s: '%s' was measured in the same session as the comparison that it should "
		    "confirm",
		    results_name(again->sides[1]), same);
}

/* Demand that the documents of O's --confirm and --elsewhere, compared as AGAIN[0] and AGAIN[1],
 * agree with C. */
static void
confirm(struct comparison *c, const struct diff_options *o, const struct comparison_options *plain,
    struct compared again[2])
{
	if (o->confirmation) {
		again[0] = compare(plain, o->paths[0], o->confirmation, o->variants, false);
		another_check(&again[0], comparison_confirm(c, again[0].comparison));
	}
	if (o->elsewhere) {
		again[1] = compare(plain, o->paths[0], o->elsewhere, o->variants, false);
		another_check(&again[1], comparison_elsewhere(c, again[1].comparison));
	} else if (o->options.no_elsewhere) {
		comparison_elsewhere(c, NULL);
	}
}

/* What came out of the rows that can fail the job: the others are counted. Where none can, of all.
 */
static void
summary_print(const struct comparison *c)
{
	struct buf line = BUF_INIT;
	size_t judged, gating = comparison_gating(c, &judged),
		       n = gating ? gating : comparison_rows(c);
	size_t others = comparison_rows(c) - n;

	buf_printf(&line, "%zu row%s", n, n == 1 ? "" : "s");
	for (int v = 0, told = 0; v < NVERDICTS_COMPARED; v++) {
		size_t count = gating ? comparison_count_gating(c, (enum verdict)v)
				      : comparison_count(c, (enum verdict)v);

		if (count > 0)
			buf_printf(&line, "%s%zu %s", told++ ? ", " : ": ", count,
			    verdict_name((enum verdict)v));
	}
	if (others > 0)
		buf_printf(&line, "; %zu more cannot fail the job", others);
	warn("%s", line.s);
	buf_free(&line);
}

/* What can fail the job, by name, in the log of a job as at the end of what a terminal gets. */
static void
names_print(const struct comparison *c)
{
	static const enum verdict verdicts[] = {
	    VERDICT_REGRESSION, VERDICT_FAILED, VERDICT_UNMEASURED, VERDICT_REMOVED};

	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		struct buf names = BUF_INIT;

		comparison_names(c, verdicts[i], NAMES_MAX, &names);
		if (names.len)
			warn("%s: %s", verdict_name(verdicts[i]), names.s);
		buf_free(&names);
	}
}

/* A metric that the command line names and no row has is most likely misspelt:
 * to say 'pass' then would be to have looked at nothing. */
static void
metrics_check(const struct comparison *c, const struct comparison_options *o)
{
	for (size_t i = 0; i < o->nmetrics; i++)
		if (!comparison_has(c, o->metrics[i]))
			die("--metric '%s': neither document has the metric%s", o->metrics[i],
			    comparison_nearest(c, o->metrics[i]));
	for (size_t i = 0; i < o->nthresholds; i++)
		if (!comparison_saw(c, o->thresholds[i].metric))
			die("--threshold '%s': neither document has the metric%s",
			    o->thresholds[i].metric,
			    comparison_nearest(c, o->thresholds[i].metric));
}

/* What the user should know besides the rows. */
static void
warnings_print(const struct compared *k)
{
	const struct comparison *c = k->comparison;
	size_t alone = comparison_count(c, VERDICT_ADDED) + comparison_count(c, VERDICT_REMOVED);
	size_t judged, gating = comparison_gating(c, &judged);
	double moved;

	if (comparison_machines(c) == MACHINES_DIFFERENT &&
	    comparison_count(c, VERDICT_INCOMPARABLE)) {
		char *what =
		    environment_difference(head_of(k, 0)->environment, head_of(k, 1)->environment);

		warn("baseline and current were measured on different machines%s%s: measure both "
		     "on one machine, or judge anyway with --across machines",
		    *what ? ": " : "", what);
		free(what);
	}
	if (comparison_contaminated(c, &moved))
		warn("the control row, the same program on both sides, moved by %+.1f %%: the "
		     "session is contaminated, and its rows are not judged",
		    100 * moved);
	if (comparison_sessions_moved(c))
		warn("the control row moved in %zu session%s: samples of contaminated sessions "
		     "are left out",
		    comparison_sessions_moved(c), comparison_sessions_moved(c) == 1 ? "" : "s");
	if (alone == comparison_rows(c))
		warn("no case is in both documents: nothing was compared");
	else if (judged < gating)
		warn("%zu of %zu gating rows were judged", judged, gating);
}

int
main(int argc, char **argv)
{
	struct diff_options o;
	struct comparison_options planned, plain, since;
	struct plan *plans[2] = {NULL, NULL};
	struct compared main_one, again[2] = {{NULL, {NULL, NULL}}}, release = again[0];
	struct json_writer *w;
	struct output *out;
	struct aliases *aliases;
	char *baseline = NULL;
	int status;

	program_set(argv[0]);
	diff_options_read(&o, argc, argv);
	if (o.baselines)
		o.paths[0] = baseline = baseline_find(o.baselines, o.paths[1]);
	out = output_open(o.output);
	o.options.aliases = aliases =
	    aliases_load(o.aliases ? o.aliases : ALIASES_FILE, o.aliases != NULL);
	plain = planned = o.options;
	for (int i = 0; i < 2; i++)
		if (o.plans[i])
			planned.plans[i] = plans[i] = plan_load(o.plans[i]);
	plan_rename(plans[0], aliases);
	main_one = compare(&planned, o.paths[0], o.paths[1], o.variants, true);
	metrics_check(main_one.comparison, &o.options);
	confirm(main_one.comparison, &o, &plain, again);
	if (o.release) {
		since = plain;
		since.unpaired = true;
		release = compare(&since, o.release, o.paths[1], o.variants, true);
		comparison_drift(main_one.comparison, release.comparison);
	}
	w = json_writer_new(output_file(out));
	comparison_write(main_one.comparison, w);
	json_writer_free(w);
	status = comparison_exit_status(main_one.comparison);
	text_output_commit(out, o.output, o.color);
	if (!terminal_shows(o.output)) {
		warnings_print(&main_one);
		summary_print(main_one.comparison);
		names_print(main_one.comparison);
	}
	compared_free(&main_one);
	compared_free(&again[0]);
	compared_free(&again[1]);
	compared_free(&release);
	for (int i = 0; i < 2; i++)
		plan_free(plans[i]);
	aliases_free(aliases);
	free(baseline);
	diff_options_free(&o);
	return status;
}
