#include "shards/plan_split.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/output.h"
#include "base/random_name.h"
#include "base/util.h"
#include "shards/runner_labels.h"

enum { SPLIT_ID_BYTES = 8 };

void
plan_split_make(
    struct plan_split *split, struct plan *plan, size_t shards, const struct case_lengths *lengths)
{
	size_t *next, sum = 0;

	memset(split, 0, sizeof *split);
	split->plan = plan;
	split->timed = lengths != NULL;
	split->dealt =
	    plan_shards(plan, shards > plan->ncases ? plan->ncases : shards, lengths, &split->deal);
	split->cases = xcalloc(plan->ncases, sizeof *split->cases);
	next = xcalloc(split->deal.n, sizeof *next);
	for (size_t i = 0; i < split->deal.n; sum += split->deal.shards[i++].n)
		next[i] = sum;
	for (size_t i = 0; i < plan->ncases; i++)
		split->cases[next[split->deal.of[i]]++] = i;
	free(next);
}

void
plan_split_free(struct plan_split *split)
{
	shard_deal_free(&split->deal);
	free(split->cases);
}

/* The file of the plan of shard I, from 0; the caller owns it. */
static char *
plan_path(const struct plan_split *split, size_t i)
{
	int digits = snprintf(NULL, 0, "%zu", split->deal.n);

	return xasprintf("%s/plans/%0*zu.json", split->folder, digits, i + 1);
}

static void
words_list(struct json_writer *w, const char *key, const char *words)
{
	json_array_begin(w, key);
	for (size_t n; *words; words += n + (words[n] == ',')) {
		char *word = xstrndup(words, n = strcspn(words, ","));

		json_string(w, NULL, word);
		free(word);
	}
	json_array_end(w);
}

/* What is known of shard I beside its cases. */
static void
shard_facts(const struct plan_split *split, size_t i, bool github, struct json_writer *w)
{
	const struct shard *shard = &split->deal.shards[i];

	if (split->dealt) {
		if (split->timed)
			json_rounded(w, "seconds", shard->seconds);
		json_integer(w, "priority", (long long)shard->priority);
		if (github)
			runner_labels_write(w, "runs-on", shard->machine, split->runners);
		else
			words_list(w, "runs_on", shard->machine);
	}
	if (split->folder) {
		char *path = plan_path(split, i);

		json_string(w, "plan", path);
		free(path);
	}
}

static void
list_json(const struct plan_split *split, bool github, FILE *f)
{
	struct json_writer *w = json_writer_new(f);
	const size_t *cases = split->cases;
	char name[48];

	json_object_begin(w, NULL);
	json_array_begin(w, github ? "include" : "shards");
	for (size_t i = 0; i < split->deal.n; cases += split->deal.shards[i++].n) {
		snprintf(name, sizeof name, "%zu/%zu", i + 1, split->deal.n);
		if (!github)
			json_break(w);
		json_object_begin(w, NULL);
		json_string(w, "shard", name);
		if (github)
			json_integer(w, "cases", (long long)split->deal.shards[i].n);
		shard_facts(split, i, github, w);
		if (!github) {
			json_array_begin(w, "cases");
			for (size_t k = 0; k < split->deal.shards[i].n; k++)
				json_string(w, NULL, split->plan->cases[cases[k]].id);
			json_array_end(w);
		}
		json_object_end(w);
	}
	if (!github)
		json_break(w);
	json_array_end(w);
	json_object_end(w);
	json_break(w);
	json_writer_free(w);
}

void
plan_split_list(const struct plan_split *split, enum split_format format, FILE *f)
{
	if (format != SPLIT_PARALLEL) {
		list_json(split, format == SPLIT_GITHUB, f);
		return;
	}
	for (size_t i = 0; i < split->deal.n; i++) {
		char *path = plan_path(split, i);

		fprintf(f, "%s\n", path);
		free(path);
	}
}

/* Make folder NAME of FOLDER, or FOLDER itself when NAME is "". */
static void
folder_make(const char *folder, const char *name, bool fresh)
{
	char *path = xasprintf("%s%s", folder, name);

	if (mkdir(path, 0777) && (errno != EEXIST || fresh)) {
		if (errno == EEXIST)
			die("'%s' is there already: a split needs a folder of its own", path);
		die("cannot make the folder '%s':", path);
	}
	free(path);
}

/* Write the plan of shard I, which has the CASES. */
static void
shard_plan_write(const struct plan_split *split, size_t i, const size_t *cases, const char *id)
{
	char *path = plan_path(split, i);
	struct output *out = output_open(path);
	struct json_writer *w = json_writer_new(output_file(out));
	struct plan plan = *split->plan;

	plan.ncases = split->deal.shards[i].n;
	plan.cases = xcalloc(plan.ncases, sizeof *plan.cases);
	plan.shard = xasprintf("%s:%zu/%zu", id, i + 1, split->deal.n);
	for (size_t k = 0; k < plan.ncases; k++) {
		plan.cases[k] = split->plan->cases[cases[k]];
		/* Whether its device is there is for the machine to say that runs it. */
		if (plan_case_device(&plan.cases[k]))
			plan.cases[k].skip = NULL;
	}
	plan_write(&plan, w);
	json_writer_free(w);
	output_commit(out);
	free(plan.cases);
	free(plan.shard);
	free(path);
}

void
plan_split_files(struct plan_split *split, const char *folder)
{
	const size_t *cases = split->cases;
	/* No other split's, so that two runs of one shard are known from two shards. */
	char *id = random_name(SPLIT_ID_BYTES), *list = xasprintf("%s/shards.json", folder);
	struct output *out;

	split->folder = folder;
	folder_make(folder, "", false);
	folder_make(folder, "/plans", true);
	folder_make(folder, "/results", false);
	for (size_t i = 0; i < split->deal.n; cases += split->deal.shards[i++].n)
		shard_plan_write(split, i, cases, id);
	out = output_open(list);
	plan_split_list(split, SPLIT_JSON, output_file(out));
	output_commit(out);
	free(list);
	free(id);
}
