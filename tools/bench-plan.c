/* bench-plan: expand a scenario's matrices, and split it into shards. */
#include <stdio.h>
#include <stdlib.h>

#include "base/option.h"
#include "base/output.h"
#include "base/tame.h"
#include "base/util.h"
#include "scenario/plan.h"
#include "scenario/plan_filter.h"
#include "scenario/plan_load.h"

enum { FORMAT_GITHUB, FORMAT_JSON };

static const struct option_usage usage = {
    .forms = "[OPTION]... [SCENARIO]",
    .about = "Print every case of a scenario as a plan, which bench-run accepts in its place.",
    .operands = 1,
};

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
	for (size_t i = 0; i < plan->ncases; i++) {
		line_print(plan->cases[i].id, f);
		fputc('\n', f);
	}
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
	static const char *const formats[] = {"github", "json", NULL};
	struct plan_filter filter = {.pattern = NULL};
	const char *path = NULL;
	size_t shards = 0;
	bool list = false;
	int format = -1;
	const struct option_row rows[] = {
	    PLAN_FILTER_OPTIONS(&filter, 'f', 't', 'k', 's'),
	    {'l', "list", NULL, "print the ids, one a line", OPTION_FLAG(&list)},
	    {'S', "shards", "N", "print what shards there are",
		OPTION_COUNT(&shards, 1, SHARDS_MAX)},
	    {'F', "format", "FORMAT", "of --shards: github (a matrix on one line) or json",
		OPTION_CHOICE(&format, formats)},
	    OPTION_OUTPUT(&path),
	    OPTION_COMMON,
	};
	struct operands operands;
	struct output *out;
	struct plan *plan;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	if (format >= 0 && !shards)
		die_usage("--format needs --shards");
	if (shards && (list || filter.shards))
		die_usage("--shards cannot be used with --list or --shard");
	plan = plan_load(operands.at[0]);
	plan_filter(plan, &filter);
	out = output_open(path);
	if (list) {
		list_write(plan, output_file(out));
	} else {
		struct json_writer *w = json_writer_new(output_file(out));

		if (shards)
			shards_write(plan, shards, format != FORMAT_JSON, w);
		else
			plan_write(plan, w);
		json_writer_free(w);
		skips_tell(plan);
	}
	plan_free(plan);
	output_commit(out);
	return STATUS_OK;
}
