/* bench-waive: mark what people accepted for a while. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/option.h"
#include "base/output.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "comparison/waive.h"

#define WAIVERS_FILE "waivers.yml"

static void
usage(void)
{
	puts("usage: bench-waive [-w FILE] [-d DATE] [-o FILE] [COMPARISON]\n"
	     "Mark the rows that a waiver covers, so that they do not fail the job.\n"
	     "\n"
	     "  -w, --waivers FILE  instead of " WAIVERS_FILE ", which may be absent\n"
	     "  -d, --date DATE     judge as on this day, YYYY-MM-DD (default: today, UTC)\n"
	     "  -o, --output FILE   write FILE, whole or not at all\n"
	     "      --help          print this\n"
	     "      --version       print the version");
}

static const char *
today(char *text, size_t size)
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(text, size, "%Y-%m-%d", &tm);
	return text;
}

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
	static const struct option options[] = {
	    {"waivers", required_argument, NULL, 'w'},
	    {"date", required_argument, NULL, 'd'},
	    {"output", required_argument, NULL, 'o'},
	    OPTION_COMMON,
	};
	char day[sizeof "2026-12-31"];
	const char *path = NULL, *file = NULL, *date = today(day, sizeof day);
	struct waive_outcome outcome;
	struct comparison_reader *r;
	struct waivers waivers;
	struct json_writer *w;
	struct output *out;
	int c;

	program_set(argv[0]);
	while ((c = getopt_long(argc, argv, "w:d:o:", options, NULL)) != -1) {
		switch (c) {
		case 'w': file = optarg; break;
		case 'd': date = optarg; break;
		case 'o': path = optarg; break;
		default: option_common(c, usage);
		}
	}
	if (argc - optind > 1)
		die_usage("'%s': one comparison is read", argv[optind + 1]);
	if (!timestamp_date_valid(date))
		die_usage("--date '%.40s': expected a day like 2026-12-31", date);
	waivers_load(&waivers, file ? file : WAIVERS_FILE, file != NULL);
	r = comparison_reader_open(argv[optind]);
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
