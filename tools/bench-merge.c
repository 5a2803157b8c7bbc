/* bench-merge: join shards, runs and repetitions into one results document. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void
usage(void)
{
	puts("usage: bench-merge [-o FILE] [results ...]\n"
	     "Join results documents: the samples of one case of one variant become one\n"
	     "sample, and remember their sessions.\n"
	     "\n"
	     "  -o, --output FILE  write FILE, whole or not at all\n"
	     "      --help         print this\n"
	     "      --version      print the version");
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
	    {"output", required_argument, NULL, 'o'},
	    OPTION_COMMON,
	};
	static char *const standard_input[] = {"-"};
	const char *path = NULL;
	size_t n;
	bool seen = false;
	struct output *out;
	int c;

	program_set(argv[0]);
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		switch (c) {
		case 'o': path = optarg; break;
		default: option_common(c, usage);
		}
	}
	n = (size_t)(argc - optind);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(argv[optind + (int)i], "-") != 0)
			continue;
		if (seen)
			die_usage("'-': standard input can be read once");
		seen = true;
	}
	out = output_open(path);
	if (n)
		merge_documents(argv + optind, n, out);
	else
		merge_documents(standard_input, 1, out);
	output_commit(out);
	return STATUS_OK;
}
