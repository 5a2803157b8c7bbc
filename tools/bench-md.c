/* bench-md: show results and comparisons as GitHub-flavoured Markdown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "render/md_comparison.h"
#include "render/md_limits.h"
#include "render/md_results.h"
#include "results/document_kind.h"

enum { MAX_ROWS = 200 };

/* A document that was read; one of the two. */
struct input {
	struct md_results *results;
	struct comparison_reader *comparison;
	struct md_rows rows; /* of the comparison */
};

static void
usage(void)
{
	puts("usage: bench-md [-b BYTES] [-c TITLE=KEY]... [-m METRIC]... [-n ROWS] [-o FILE]\n"
	     "                [-t TEXT] [document ...]\n"
	     "Show results and comparisons as Markdown.\n"
	     "\n"
	     "  -b, --max-bytes BYTES   show fewer rows until all of it fits\n"
	     "  -c, --column TITLE=KEY  a column of results: name, id, description, variant,\n"
	     "                          status, iterations, params.NAME or a metric\n"
	     "  -m, --metric METRIC     show this metric of results, instead of the usual ones\n"
	     "  -n, --max-rows ROWS     rows in one table (default 200)\n"
	     "  -o, --output FILE       write FILE, whole or not at all\n"
	     "  -t, --title TEXT        in place of the suite's name\n"
	     "      --help              print this\n"
	     "      --version           print the version");
}

/* TITLE=KEY; the title may hold a '=' itself. */
static struct md_column
column_option(const char *text)
{
	const char *equal = strrchr(text, '=');

	if (!equal || equal == text || !equal[1])
		die_usage("--column '%s': expected TITLE=KEY", text);
	return (struct md_column){xstrndup(text, (size_t)(equal - text)), xstrdup(equal + 1)};
}

static struct input
input_read(const char *path, const struct md_options *options)
{
	struct input in = {.results = NULL};
	const char *name = input_name(path);
	enum document_kind kind;
	FILE *f = document_open(path, &kind);

	if (kind == DOCUMENT_RESULTS) {
		in.results = md_results_load(f, name, options);
		fclose(f);
	} else {
		in.comparison = comparison_reader_of_file(
		    f, name, "'" RESULTS_SCHEMA "' or '" COMPARISON_SCHEMA "'");
		md_rows_load(&in.rows, in.comparison, options->max_rows);
	}
	return in;
}

static void
render(struct buf *b, const struct input *inputs, size_t n, const struct md_options *options)
{
	buf_clear(b);
	for (size_t i = 0; i < n; i++) {
		struct comparison_reader *r = inputs[i].comparison;
		const struct json_document *head = r ? comparison_reader_head(r) : NULL;

		if (i)
			buf_char(b, '\n');
		if (inputs[i].results)
			md_results_render(b, inputs[i].results, options);
		else if (comparison_reader_is_limits(r))
			md_limits(b, head, &inputs[i].rows, options);
		else
			md_comparison(b, head, &inputs[i].rows, options);
	}
}

static void
inputs_free(struct input *inputs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		md_results_free(inputs[i].results);
		md_rows_free(&inputs[i].rows);
		comparison_reader_close(inputs[i].comparison);
	}
	free(inputs);
}

int
main(int argc, char **argv)
{
	static const struct option longs[] = {
	    {"max-bytes", required_argument, NULL, 'b'},
	    {"column", required_argument, NULL, 'c'},
	    {"metric", required_argument, NULL, 'm'},
	    {"max-rows", required_argument, NULL, 'n'},
	    {"output", required_argument, NULL, 'o'},
	    {"title", required_argument, NULL, 't'},
	    OPTION_COMMON,
	};
	static char *standard_input[] = {"-"};
	struct md_options options = {.max_rows = MAX_ROWS};
	struct md_column *columns = NULL;
	const char **names = NULL, *path = NULL;
	size_t max_bytes = 0, columns_cap = 0, names_cap = 0, n;
	struct buf b = BUF_INIT;
	struct input *inputs;
	struct output *out;
	int c;

	program_set(argv[0]);
	while ((c = getopt_long(argc, argv, "b:c:m:n:o:t:", longs, NULL)) != -1) {
		switch (c) {
		case 'b': max_bytes = option_count("--max-bytes", optarg, 1, 1 << 30); break;
		case 'c':
			columns = xgrow(columns, options.ncolumns, &columns_cap, sizeof *columns);
			columns[options.ncolumns++] = column_option(optarg);
			break;
		case 'm':
			names = xgrow(names, options.nnames, &names_cap, sizeof *names);
			names[options.nnames++] = optarg;
			break;
		case 'n': options.max_rows = option_count("--max-rows", optarg, 1, 1000000); break;
		case 'o': path = optarg; break;
		case 't': options.title = optarg; break;
		default: option_common(c, usage);
		}
	}
	options.columns = columns;
	options.names = names;
	argv = optind < argc ? argv + optind : standard_input;
	n = optind < argc ? (size_t)(argc - optind) : 1;
	out = output_open(path);
	inputs = xcalloc(n, sizeof *inputs);
	for (size_t i = 0; i < n; i++)
		inputs[i] = input_read(argv[i], &options);
	render(&b, inputs, n, &options);
	while (max_bytes && b.len > max_bytes && options.max_rows > 0) {
		options.max_rows /= 2;
		render(&b, inputs, n, &options);
	}
	if (max_bytes && b.len > max_bytes)
		die("%zu bytes without any row, more than --max-bytes %zu", b.len, max_bytes);
	fwrite(b.s, 1, b.len, output_file(out));
	output_commit(out);
	inputs_free(inputs, n);
	for (size_t i = 0; i < options.ncolumns; i++) {
		free(columns[i].title);
		free(columns[i].key);
	}
	free(columns);
	free(names);
	buf_free(&b);
	return STATUS_OK;
}
