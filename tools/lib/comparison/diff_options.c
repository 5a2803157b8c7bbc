#include "comparison/diff_options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/option.h"
#include "base/terminal.h"
#include "base/util.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... BASELINE CURRENT\n"
	     "[OPTION]... [--variants BASE,HEAD] [RESULTS]\n"
	     "[OPTION]... --baselines DIR CURRENT",
    .about = "Compare two results documents, or two variants of one; '-' is standard input.",
    .operands = 2,
};

/* TEXT as the fraction of a change that the policy allows. */
static double
change_of(const struct option_row *row, const char *text)
{
	double v = option_percent_of(row, text);

	if (!policy_change_valid(v))
		option_die(row, text, "%s", POLICY_CHANGE_RANGE);
	return v;
}

static void
change_take(const struct option_row *row, char *value)
{
	*(double *)row->to = change_of(row, value);
}

static void
alpha_take(const struct option_row *row, char *value)
{
	option_percent(row, value);
	if (!policy_alpha_valid(*(double *)row->to))
		option_die(row, value, "%s", POLICY_ALPHA_RANGE);
}

/* PERCENT, or METRIC=PERCENT. */
static void
threshold_take(const struct option_row *row, char *value)
{
	struct diff_options *r = row->to;
	struct comparison_options *o = &r->options;
	char *equals = strrchr(value, '=');

	if (!equals) {
		o->threshold = change_of(row, value);
		return;
	}
	*equals = '\0';
	r->thresholds =
	    xgrow(r->thresholds, o->nthresholds, &r->thresholds_cap, sizeof *r->thresholds);
	r->thresholds[o->nthresholds++] =
	    (struct metric_threshold){value, change_of(row, equals + 1)};
	o->thresholds = r->thresholds;
}

static void
fail_on_take(const struct option_row *row, char *value)
{
	unsigned bits = 0;
	size_t n = 0;

	while (fail_on_words[n])
		n++;
	for (char *word = strtok(value, ","); word; word = strtok(NULL, ","))
		if (!fail_on_add(&bits, word))
			option_unknown(row, word, "a verdict that can fail", fail_on_words, n);
	if (!bits)
		option_die(row, value, "a verdict, such as 'regression'");
	*(unsigned *)row->to = bits;
}

static void
variants_take(const struct option_row *row, char *value)
{
	struct diff_options *r = row->to;
	size_t first = strcspn(value, ",");

	if (first == 0 || !value[first] || !value[first + 1] || strchr(value + first + 1, ','))
		option_die(row, value, "two names like 'base,head'");
	value[first] = '\0';
	r->variants[0] = value;
	r->variants[1] = value + first + 1;
	if (strcmp(r->variants[0], r->variants[1]) == 0)
		die_usage("--variants: '%s' is named twice", r->variants[0]);
}

static struct operands
diff_line_read(struct diff_options *r, int argc, char **argv)
{
	static const char *const across[] = {"machines", NULL};
	static const char *const no_plans[] = {"absent", "unreadable", NULL};
	static const char *const jobs[] = {"failed", "cancelled", "skipped", NULL};
	struct comparison_options *o = &r->options;
	int machines = -1, no_plan = -1, job = -1;
	const struct option_row rows[] = {
	    {'b', "baseline", "FILE", "compare against FILE", OPTION_STRING(&r->paths[0])},
	    {'c', "current", "FILE", "judge FILE", OPTION_STRING(&r->paths[1])},
	    OPTION_OUTPUT(&r->output),
	    OPTION_COLOR(&r->color),
	    {'t', "tolerance", "PERCENT", "a change up to this is noise (5%)", .take = change_take,
		.to = (double *){&o->tolerance}},
	    {'T', "threshold", "[METRIC=]PERCENT",
		"a change from this on fails the job (10%), of all metrics or of one",
		.take = threshold_take, .to = (struct diff_options *){r}},
	    {'a', "alpha", "PERCENT", "rate of false alarms (5%)", .take = alpha_take,
		.to = (double *){&o->alpha}},
	    {0, "between-sessions", "PERCENT", "what two sessions of one build differ by (3%)",
		.take = change_take, .to = (double *){&o->between_sessions}},
	    {'m', "metric", "METRIC", "compare only this metric; may be repeated",
		OPTION_LIST(&r->metrics)},
	    {'f', "fail-on", "VERDICT,...",
		"what exits 1 (regression, failed, removed, unmeasured)", .take = fail_on_take,
		.to = (unsigned *){&o->fail_on}, .words = fail_on_words},
	    {0, "across", "machines", "judge in spite of different fingerprints",
		OPTION_CHOICE(&machines, across)},
	    {0, "variants", "BASE,HEAD", "compare two variants of one document (base,head)",
		.take = variants_take, .to = (struct diff_options *){r}},
	    {0, "baselines", "DIR", "find the baseline for this machine in DIR",
		OPTION_STRING(&r->baselines)},
	    {0, "aliases", "FILE", "the new names of cases of the baseline (aliases.yml)",
		OPTION_STRING(&r->aliases)},
	    {0, "release", "FILE", "report the change since FILE, too", OPTION_STRING(&r->release)},
	    {0, "confirm", "FILE", "what got worse must do so in FILE, too",
		OPTION_STRING(&r->confirmation)},
	    {0, "elsewhere", "FILE", "what got worse must do so in FILE, of a second machine, too",
		OPTION_STRING(&r->elsewhere)},
	    {0, "no-elsewhere", "WHY",
		"the job on a second machine has 'failed', was 'cancelled' or was 'skipped'",
		OPTION_CHOICE(&job, jobs)},
	    {0, "baseline-plan", "FILE", "what FILE plans and the current plan does not is removed",
		OPTION_STRING(&r->plans[0])},
	    {0, "current-plan", "FILE", "what FILE plans must have been measured",
		OPTION_STRING(&r->plans[1])},
	    {0, "no-baseline-plan", "WHY",
		"the baseline's scenario is 'absent', or 'unreadable', which fails the job",
		OPTION_CHOICE(&no_plan, no_plans)},
	    OPTION_COMMON,
	};
	struct operands operands = options_read(&usage, rows, argc, argv);
	const char *over = policy_over(o->tolerance, o->threshold);

	o->metrics = r->metrics.at;
	o->nmetrics = r->metrics.n;
	o->across_machines = machines == 0;
	if (over)
		die_usage("'--tolerance' must be %s", over);
	if (r->plans[0] && !r->plans[1])
		die_usage("--baseline-plan needs --current-plan, to compare with");
	if (no_plan >= 0 && (r->plans[0] || !r->plans[1]))
		die_usage("--no-baseline-plan says why --current-plan stands alone");
	if (job >= 0 && r->elsewhere)
		die_usage("--no-elsewhere says why there is no document for --elsewhere");
	o->no_elsewhere = job < 0 ? NO_ELSEWHERE_SAID : NO_ELSEWHERE_FAILED + (unsigned)job;
	o->no_plan = no_plan < 0    ? NO_PLAN_SAID
		     : no_plan == 0 ? NO_PLAN_ABSENT
				    : NO_PLAN_UNREADABLE;
	return operands;
}

/* Fill the paths that the options left open from the operands. */
static void
operands_place(struct diff_options *r, const struct operands *operands)
{
	bool named = r->paths[0] || r->paths[1];
	size_t next = 0;

	if (r->variants[0] && r->baselines)
		die_usage("--variants compares within one document, --baselines with another");
	if (r->baselines && (r->paths[0] || operands->n > 1))
		die_usage("--baselines finds the baseline: only the current document is named");
	if (!r->variants[0] && !r->baselines && !named && operands->n <= 1) {
		r->variants[0] = "base";
		r->variants[1] = "head";
	}
	if (r->variants[0]) {
		if (named || operands->n > 1)
			die_usage("--variants compares within one document");
		r->paths[1] = operands->n ? operands->at[0] : "-";
		return;
	}
	for (int i = r->baselines ? 1 : 0; i < 2; i++)
		if (!r->paths[i] && next < operands->n)
			r->paths[i] = operands->at[next++];
	if (!r->paths[1] || (!r->paths[0] && !r->baselines))
		die_usage("two documents are wanted, a baseline and a current one");
	if (next < operands->n)
		die_usage("unexpected operand '%s'", operands->at[next]);
}

/* Whether PATH, which may be NULL for none, is standard input. */
static bool
names_standard(const char *path)
{
	return path && input_is_standard(path);
}

/* Standard input is read once. */
static void
standard_check(const struct diff_options *r)
{
	input_once((const char *[]){r->paths[0], r->paths[1], r->confirmation, r->elsewhere,
		       r->release, r->plans[0], r->plans[1], r->aliases},
	    8);
	if (names_standard(r->paths[1]) && (r->release || r->baselines))
		die_usage("--%s reads the current document twice: it cannot be '-'",
		    r->release ? "release" : "baselines");
	if (names_standard(r->paths[0]) && (r->confirmation || r->elsewhere))
		die_usage("--%s reads the baseline twice: it cannot be '-'",
		    r->confirmation ? "confirm" : "elsewhere");
}

void
diff_options_read(struct diff_options *o, int argc, char **argv)
{
	struct operands operands;

	*o = (struct diff_options){.options = {.tolerance = NAN,
				       .threshold = NAN,
				       .alpha = NAN,
				       .between_sessions = NAN,
				       .fail_on = FAIL_ON_DEFAULT}};
	operands = diff_line_read(o, argc, argv);
	operands_place(o, &operands);
	standard_check(o);
}

void
diff_options_free(struct diff_options *o)
{
	free(o->thresholds);
	free(o->metrics.at);
}
