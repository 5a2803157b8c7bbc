/* bench-assert: check results against the absolute limits of their scenario. */
#include <stdio.h>
#include <string.h>

#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "comparison/limits.h"
#include "comparison/limits_match.h"
#include "scenario/plan_load.h"

static void
usage(void)
{
	puts("usage: bench-assert [-S] [-s SCENARIO] [-o FILE] [RESULTS]\n"
	     "Check results against the limits that 'require' sets in their scenario.\n"
	     "\n"
	     "  -s, --scenario FILE  take the limits from FILE, not from the results\n"
	     "  -S, --strict         an inconclusive row fails too\n"
	     "  -o, --output FILE    write FILE, whole or not at all\n"
	     "      --help           print this\n"
	     "      --version        print the version");
}

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
	static const struct option options[] = {
	    {"scenario", required_argument, NULL, 's'},
	    {"strict", no_argument, NULL, 'S'},
	    {"output", required_argument, NULL, 'o'},
	    OPTION_COMMON,
	};
	const char *path = NULL, *scenario = NULL, *twice;
	struct limit_list *list;
	struct plan *plan = NULL;
	struct results *r;
	struct json_writer *w;
	struct output *out;
	bool strict = false;
	int c, status;

	program_set(argv[0]);
	while ((c = getopt_long(argc, argv, "s:So:", options, NULL)) != -1) {
		switch (c) {
		case 's': scenario = optarg; break;
		case 'S': strict = true; break;
		case 'o': path = optarg; break;
		default: option_common(c, usage);
		}
	}
	if (argc - optind > 1)
		die_usage("'%s': one results document is checked", argv[optind + 1]);
	if (scenario && strcmp(scenario, "-") == 0 &&
	    (optind == argc || strcmp(argv[optind], "-") == 0))
		die_usage("'-' can be only one of the two");
	if (scenario)
		plan = plan_load(scenario);
	out = output_open(path);
	r = results_open(argv[optind]);
	list = limit_list_new();
	limits_match(list, r, plan);
	w = json_writer_new(output_file(out));
	twice = limit_list_write(list, results_head(r), strict, w);
	if (twice)
		die("%s: '%s' is given twice", results_name(r), twice);
	json_writer_free(w);
	status = limit_list_exit_status(list, strict);
	output_commit(out);
	limits_summary_print(list, results_name(r));
	limit_list_free(list);
	plan_free(plan);
	results_close(r);
	return status;
}
