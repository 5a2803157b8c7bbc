#include "watch/watch_metrics.h"

#include <math.h>

#include "base/number.h"

/* A family of metrics, and its value for R at NOW; NAN: none. */
struct metric_family {
	const char *name, *type, *unit, *help;
	double (*value)(const struct watched_run *r, double now);
};

static double
cases_of(const struct watched_run *r, double now)
{
	(void)now;
	return r->subjects;
}

static double
done_of(const struct watched_run *r, double now)
{
	(void)now;
	return r->done;
}

static double
invocations_of(const struct watched_run *r, double now)
{
	(void)now;
	return (double)r->invocations;
}

static double
outliers_of(const struct watched_run *r, double now)
{
	(void)now;
	return (double)r->outliers;
}

static double
failures_of(const struct watched_run *r, double now)
{
	(void)now;
	return (double)r->failures;
}

static double
over_of(const struct watched_run *r, double now)
{
	(void)now;
	return watched_run_over(r);
}

static double
lost_of(const struct watched_run *r, double now)
{
	(void)now;
	return r->state == RUN_LOST || r->state == RUN_INTERRUPTED;
}

static void
label_write(FILE *f, const char *name, const char *value)
{
	fprintf(f, "%s=\"", name);
	for (; *value; value++)
		if (*value == '\n')
			fputs("\\n", f);
		else if (*value == '"' || *value == '\\')
			fprintf(f, "\\%c", *value);
		else
			putc(*value, f);
	putc('"', f);
}

static void
family_write(FILE *f, const struct metric_family *family, const struct watched_run *runs, size_t n,
    double now)
{
	bool counter = family->type[0] == 'c';
	char number[NUMBER_MAX];

	fprintf(f, "# TYPE %s %s\n", family->name, family->type);
	if (family->unit)
		fprintf(f, "# UNIT %s %s\n", family->name, family->unit);
	fprintf(f, "# HELP %s %s\n", family->name, family->help);
	for (size_t i = 0; i < n; i++) {
		double v = family->value(&runs[i], now);

		if (isnan(v))
			continue;
		number_format(number, v);
		fprintf(f, "%s%s{", family->name, counter ? "_total" : "");
		label_write(f, "run", runs[i].path);
		putc(',', f);
		label_write(f, "suite", runs[i].suite.s);
		putc(',', f);
		label_write(f, "host", runs[i].host.s);
		fprintf(f, "} %s\n", number);
	}
}

void
watch_metrics_write(FILE *f, const struct watched_run *runs, size_t n, double now)
{
	static const struct metric_family families[] = {
	    {"benchpipe_run_cases", "gauge", NULL, "Cases of each variant.", cases_of},
	    {"benchpipe_run_cases_done", "gauge", NULL, "Those that have enough.", done_of},
	    {"benchpipe_run_left_seconds", "gauge", "seconds", "Time that is left, about.",
		watched_run_left},
	    {"benchpipe_run_invocations", "counter", NULL, "Invocations, warm-ups too.",
		invocations_of},
	    {"benchpipe_run_outliers", "counter", NULL, "Invocations that are outliers.",
		outliers_of},
	    {"benchpipe_run_failures", "counter", NULL, "Cases that failed.", failures_of},
	    {"benchpipe_run_over", "gauge", NULL, "1: nothing more is to come.", over_of},
	    {"benchpipe_run_lost", "gauge", NULL, "1: lost or interrupted.", lost_of},
	};

	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		family_write(f, &families[i], runs, n, now);
	fputs("# EOF\n", f);
}
