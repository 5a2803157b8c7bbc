#include "comparison/diff_options.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/option.h"
#include "base/suggest.h"
#include "base/util.h"

static void
usage(void)
{
	puts("usage: bench-diff [OPTION]... BASELINE CURRENT\n"
	     "       bench-diff [OPTION]... [--variants BASE,HEAD] [RESULTS]\n"
	     "       bench-diff [OPTION]... --baselines DIR CURRENT\n"
	     "Compare two results documents, or two variants of one; '-' is standard input.\n"
	     "\n"
	     "  -b, --baseline FILE           compare against FILE\n"
	     "  -c, --current FILE            judge FILE\n"
	     "  -o, --output FILE             write FILE, whole or not at all\n"
	     "  -t, --tolerance PERCENT       a change up to this is noise (5%)\n"
	     "  -T, --threshold PERCENT       a change from this on fails the job (10%)\n"
	     "      --threshold METRIC=PERCENT  the same for one metric\n"
	     "  -a, --alpha PERCENT           rate of false alarms (5%)\n"
	     "  -m, --metric NAME             compare only this metric; may be repeated\n"
	     "  -f, --fail-on VERDICT,...     what exits 1 (regression,failed,removed,\n"
	     "                                unmeasured)\n"
	     "      --across machines         judge in spite of different fingerprints\n"
	     "      --variants BASE,HEAD      compare two variants of one document (base,head)\n"
	     "      --baselines DIR           find the baseline for this machine in DIR\n"
	     "      --release FILE            report the change since FILE, too\n"
	     "      --confirm FILE            what got worse must do so in FILE, too\n"
	     "      --baseline-plan FILE      what FILE plans and the current plan does not is\n"
	     "                                removed\n"
	     "      --current-plan FILE       what FILE plans must have been measured\n"
	     "      --help                    print this\n"
	     "      --version                 print the version");
}

static double
percent_option(const char *option, const char *s)
{
	double v;
	char *why = amount_percent_read(s, &v);

	if (why)
		die_usage("'--%s' must be %s", option, why);
	return v;
}

static double
change_option(const char *option, const char *s)
{
	double v = percent_option(option, s);

	if (!policy_change_valid(v))
		die_usage("'--%s' must be %s, not '%s'", option, POLICY_CHANGE_RANGE, s);
	return v;
}

static double
alpha_option(const char *s)
{
	double v = percent_option("alpha", s);

	if (!policy_alpha_valid(v))
		die_usage("'--alpha' must be %s, not '%s'", POLICY_ALPHA_RANGE, s);
	return v;
}

static void
threshold_option(struct diff_options *r, char *s)
{
	char *equals = strrchr(s, '=');
	struct comparison_options *o = &r->options;

	if (!equals) {
		o->threshold = change_option("threshold", s);
		return;
	}
	*equals = '\0';
	r->thresholds =
	    xgrow(r->thresholds, o->nthresholds, &r->thresholds_cap, sizeof *r->thresholds);
	r->thresholds[o->nthresholds++] =
	    (struct metric_threshold){s, change_option("threshold", equals + 1)};
	o->thresholds = r->thresholds;
}

static unsigned
fail_on_option(char *list)
{
	unsigned bits = 0;
	size_t n = 0;

	while (fail_on_words[n])
		n++;
	for (char *word = strtok(list, ","); word; word = strtok(NULL, ","))
		if (!fail_on_add(&bits, word))
			die_usage("--fail-on: '%s' is not a verdict that can fail%s", word,
			    suggest_note(word, fail_on_words, n));
	if (!bits)
		die_usage("--fail-on: a verdict is wanted, such as 'regression'");
	return bits;
}

static void
variants_option(struct diff_options *r, char *list)
{
	size_t first = strcspn(list, ",");

	if (first == 0 || !list[first] || !list[first + 1] || strchr(list + first + 1, ','))
		die_usage("--variants: '%s' is not two names like 'base,head'", list);
	list[first] = '\0';
	r->variants[0] = list;
	r->variants[1] = list + first + 1;
	if (strcmp(r->variants[0], r->variants[1]) == 0)
		die_usage("--variants: '%s' is named twice", r->variants[0]);
}

static void
options_read(struct diff_options *r, int argc, char **argv)
{
	enum { ACROSS = 256, VARIANTS, BASELINES, RELEASE, CONFIRM, BASELINE_PLAN, CURRENT_PLAN };
	static const struct option options[] = {
	    {"baseline", required_argument, NULL, 'b'},
	    {"current", required_argument, NULL, 'c'},
	    {"output", required_argument, NULL, 'o'},
	    {"tolerance", required_argument, NULL, 't'},
	    {"threshold", required_argument, NULL, 'T'},
	    {"alpha", required_argument, NULL, 'a'},
	    {"metric", required_argument, NULL, 'm'},
	    {"fail-on", required_argument, NULL, 'f'},
	    {"across", required_argument, NULL, ACROSS},
	    {"variants", required_argument, NULL, VARIANTS},
	    {"baselines", required_argument, NULL, BASELINES},
	    {"release", required_argument, NULL, RELEASE},
	    {"confirm", required_argument, NULL, CONFIRM},
	    {"baseline-plan", required_argument, NULL, BASELINE_PLAN},
	    {"current-plan", required_argument, NULL, CURRENT_PLAN},
	    OPTION_COMMON,
	};
	struct comparison_options *o = &r->options;
	const char *over;
	int c;

	while ((c = getopt_long(argc, argv, "b:c:o:t:T:a:m:f:", options, NULL)) != -1) {
		switch (c) {
		case 'b': r->paths[0] = optarg; break;
		case 'c': r->paths[1] = optarg; break;
		case 'o': r->output = optarg; break;
		case 't': o->tolerance = change_option("tolerance", optarg); break;
		case 'T': threshold_option(r, optarg); break;
		case 'a': o->alpha = alpha_option(optarg); break;
		case 'm':
			o->metrics =
			    xgrow(o->metrics, o->nmetrics, &r->metrics_cap, sizeof *o->metrics);
			o->metrics[o->nmetrics++] = optarg;
			break;
		case 'f': o->fail_on = fail_on_option(optarg); break;
		case ACROSS:
			if (strcmp(optarg, "machines") != 0)
				die_usage("--across: '%s' is not 'machines'", optarg);
			o->across_machines = true;
			break;
		case VARIANTS: variants_option(r, optarg); break;
		case BASELINES: r->baselines = optarg; break;
		case RELEASE: r->release = optarg; break;
		case CONFIRM: r->confirmation = optarg; break;
		case BASELINE_PLAN: r->plans[0] = optarg; break;
		case CURRENT_PLAN: r->plans[1] = optarg; break;
		default: option_common(c, usage);
		}
	}
	over = policy_over(o->tolerance, o->threshold);
	if (over)
		die_usage("'--tolerance' must be %s", over);
	if (r->plans[0] && !r->plans[1])
		die_usage("--baseline-plan needs --current-plan, to compare with");
}

/* Fill the paths that the options left open from the operands. */
static void
operands_read(struct diff_options *r, int argc, char **argv)
{
	bool named = r->paths[0] || r->paths[1];

	if (r->variants[0] && r->baselines)
		die_usage("--variants compares within one document, --baselines with another");
	if (r->baselines && (r->paths[0] || argc - optind > 1))
		die_usage("--baselines finds the baseline: only the current document is named");
	if (!r->variants[0] && !r->baselines && !named && argc - optind <= 1) {
		r->variants[0] = "base";
		r->variants[1] = "head";
	}
	if (r->variants[0]) {
		if (named || argc - optind > 1)
			die_usage("--variants compares within one document");
		r->paths[1] = optind < argc ? argv[optind] : "-";
		return;
	}
	for (int i = r->baselines ? 1 : 0; i < 2; i++)
		if (!r->paths[i] && optind < argc)
			r->paths[i] = argv[optind++];
	if (!r->paths[1] || (!r->paths[0] && !r->baselines))
		die_usage("two documents are wanted, a baseline and a current one");
	if (optind < argc)
		die_usage("'%s': two documents are compared, not more", argv[optind]);
}

static bool
is_stdin(const char *path)
{
	return path && strcmp(path, "-") == 0;
}

/* Standard input is read once. */
static void
stdin_check(const struct diff_options *r)
{
	const char *const paths[] = {
	    r->paths[0], r->paths[1], r->confirmation, r->release, r->plans[0], r->plans[1]};
	int n = 0;

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		n += is_stdin(paths[i]);
	if (n > 1)
		die_usage("'-' can be only one of the %s",
		    r->confirmation || r->release || r->plans[1] ? "documents" : "two");
	if (is_stdin(r->paths[1]) && (r->release || r->baselines))
		die_usage("--%s reads the current document twice: it cannot be '-'",
		    r->release ? "release" : "baselines");
	if (is_stdin(r->paths[0]) && r->confirmation)
		die_usage("--confirm reads the baseline twice: it cannot be '-'");
}

void
diff_options_read(struct diff_options *o, int argc, char **argv)
{
	*o = (struct diff_options){
	    .options = {
		.tolerance = NAN, .threshold = NAN, .alpha = NAN, .fail_on = FAIL_ON_DEFAULT}};
	options_read(o, argc, argv);
	operands_read(o, argc, argv);
	stdin_check(o);
}

void
diff_options_free(struct diff_options *o)
{
	free(o->thresholds);
	free(o->options.metrics);
}
