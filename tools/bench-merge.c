/* bench-merge: join shards, runs and repetitions into one results document. */
#include <stdio.h>
#include <stdlib.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "merge/entry_join.h"
#include "merge/merge_index.h"
#include "results/results.h"

/* Write what the documents say of every case. */
static void
cases_write(struct merge_index *m, struct json_writer *w)
{
	struct entry *entries = NULL, joined;
	struct join_source *sources = NULL;
	const struct merge_place *places;
	size_t most = 0, n;

	entry_init(&joined);
	while ((n = merge_index_next(m, &places)) > 0) {
		if (n > most) {
			entries = xreallocarray(entries, n, sizeof *entries);
			sources = xreallocarray(sources, n, sizeof *sources);
			for (; most < n; most++)
				entry_init(&entries[most]);
		}
		for (size_t i = 0; i < n; i++)
			sources[i] = merge_index_read(m, &places[i], &entries[i]);
		entry_clear(&joined);
		entry_join(&joined, sources, n, merge_index_head(m)->fingerprint);
		results_entry(w, &joined);
	}
	entry_free(&joined);
	for (size_t i = 0; i < most; i++)
		entry_free(&entries[i]);
	free(entries);
	free(sources);
}

static void
merge_documents(char *const *paths, size_t n, struct output *out)
{
	struct json_writer *w = json_writer_new(output_file(out));
	struct merge_index *m = merge_index_new();

	for (size_t i = 0; i < n; i++)
		merge_index_add(m, paths[i]);
	merge_index_sort(m);
	results_begin(w, merge_index_head(m));
	cases_write(m, w);
	results_end(w);
	json_writer_free(w);
	merge_index_free(m);
}

static const struct option_usage usage = {
    .forms = "[OPTION]... [RESULTS]...",
    .about = "Join results documents: the samples of one case of one variant become one "
	     "sample, and remember their sessions.",
    .operands = OPERANDS_ANY,
};

int
main(int argc, char **argv)
{
	static char *standard_input[] = {"-"};
	const char *path = NULL;
	const struct option_row rows[] = {OPTION_OUTPUT(&path), OPTION_COMMON};
	struct operands operands;
	struct output *out;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	input_once((const char *const *)operands.at, operands.n);
	out = output_open(path);
	if (operands.n)
		merge_documents(operands.at, operands.n, out);
	else
		merge_documents(standard_input, 1, out);
	output_commit(out);
	return STATUS_OK;
}
