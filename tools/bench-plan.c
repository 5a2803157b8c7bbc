/* bench-plan: expand a scenario's matrices, and split it into shards. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "scenario/plan.h"
#include "scenario/plan_filter.h"
#include "scenario/plan_load.h"

static void
usage(void)
{
	puts("usage: bench-plan [-l] [-o FILE] [-f REGEX] [-t TAG] [-k KIND] [-s I/N] [SCENARIO]\n"
	     "       bench-plan -S N [-F github|json] [-o FILE] [SCENARIO]\n"
	     "Print every case of a scenario as a plan, which bench-run accepts in its place.\n"
	     "\n"
	     "  -f, --filter REGEX   only cases whose id matches\n"
	     "  -t, --tag TAG        only cases with this tag\n"
	     "  -k, --kind KIND      only this kind: regression or exploratory\n"
	     "  -s, --shard I/N      only the cases of shard I of N\n"
	     "  -l, --list           print the ids, one a line\n"
	     "  -S, --shards N       print what shards there are\n"
	     "  -F, --format FORMAT  of --shards: github (a matrix on one line) or json\n"
	     "  -o, --output FILE    write FILE, whole or not at all\n"
	     "      --help           print this\n"
	     "      --version        print the version");
}

/* A shard without cases is no job: there are at most as many as cases. */
static void
shards_write(const struct plan *plan, size_t shards, bool github, struct json_writer *w)
{
	char name[48];

	if (shards > plan->ncases)
		shards = plan->ncases;
	json_object_begin(w, NULL);
	json_array_begin(w, github ? "include" : "shards");
	for (size_t i = 0; i < shards; i++) {
		long long n = 0;

		snprintf(name, sizeof name, "%zu/%zu", i + 1, shards);
		if (!github)
			json_break(w);
		json_object_begin(w, NULL);
		json_string(w, "shard", name);
		if (!github)
			json_array_begin(w, "cases");
		for (size_t k = 0; k < plan->ncases; k++) {
			if (plan_filter_shard_of(k, shards) != i)
				continue;
			n++;
			if (!github)
				json_string(w, NULL, plan->cases[k].id);
		}
		if (github)
			json_integer(w, "cases", n);
		else
			json_array_end(w);
		json_object_end(w);
	}
	if (!github)
		json_break(w);
	json_array_end(w);
	json_object_end(w);
	json_break(w);
}

static void
list_write(const struct plan *plan, FILE *f)
{
	for (size_t i = 0; i < plan->ncases; i++)
		fprintf(f, "%s\n", plan->cases[i].id);
}

static void
skips_tell(const struct plan *plan)
{
	size_t skipped = 0;

	for (size_t i = 0; i < plan->ncases; i++)
		skipped += plan->cases[i].skip != NULL;
	if (skipped)
		warn("%zu of %zu cases cannot run on this machine", skipped, plan->ncases);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
	    {"filter", required_argument, NULL, 'f'},
	    {"tag", required_argument, NULL, 't'},
	    {"kind", required_argument, NULL, 'k'},
	    {"shard", required_argument, NULL, 's'},
	    {"list", no_argument, NULL, 'l'},
	    {"shards", required_argument, NULL, 'S'},
	    {"format", required_argument, NULL, 'F'},
	    {"output", required_argument, NULL, 'o'},
	    OPTION_COMMON,
	};
	struct plan_filter filter = {.pattern = NULL};
	const char *path = NULL, *format = NULL;
	size_t shards = 0;
	bool list = false;
	struct output *out;
	struct plan *plan;
	int c;

	program_set(argv[0]);
	while ((c = getopt_long(argc, argv, "f:t:k:s:lS:F:o:", options, NULL)) != -1) {
		switch (c) {
		case 'f': filter.pattern = optarg; break;
		case 't': filter.tag = optarg; break;
		case 'k': filter.kind = optarg; break;
		case 's': plan_filter_shard(&filter, optarg); break;
		case 'l': list = true; break;
		case 'S':
			if (!amount_count(optarg, &shards) || shards < 1 || shards > SHARDS_MAX)
				die_usage("'%s' is not a number of shards from 1 to %d", optarg,
				    SHARDS_MAX);
			break;
		case 'F':
			format = optarg;
			if (strcmp(format, "github") != 0 && strcmp(format, "json") != 0)
				die_usage("'%s' is not a format: github or json", format);
			break;
		case 'o': path = optarg; break;
		default: option_common(c, usage);
		}
	}
	if (argc - optind > 1)
		die_usage("'%s': only one scenario is taken", argv[optind + 1]);
	if (format && !shards)
		die_usage("--format needs --shards");
	if (shards && (list || filter.shards))
		die_usage("--shards cannot be used with --list or --shard");
	plan = plan_load(optind < argc ? argv[optind] : NULL);
	plan_filter(plan, &filter);
	out = output_open(path);
	if (list) {
		list_write(plan, output_file(out));
	} else {
		struct json_writer *w = json_writer_new(output_file(out));

		if (shards)
			shards_write(plan, shards, !format || strcmp(format, "github") == 0, w);
		else
			plan_write(plan, w);
		json_writer_free(w);
		skips_tell(plan);
	}
	plan_free(plan);
	output_commit(out);
	return STATUS_OK;
}
