/* bench-md: show results, comparisons, recommendations, trends and bisections as GitHub-flavoured
 * Markdown, or as text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "render/md_revisions.h"
#include "render/md_rows.h"
#include "render/shown_document.h"

enum { MAX_ROWS = 200 };

static const struct option_usage usage = {
    .forms = "[OPTION]... [DOCUMENT]...",
    .about = "Show results, comparisons and recommendations as Markdown, or as text for a\n"
	     "terminal.",
    .operands = OPERANDS_ANY,
};

struct columns {
	struct md_column *at;
	size_t n, cap;
};

/* TITLE=KEY; the title may hold a '=' itself. */
static void
column_take(const struct option_row *row, char *value)
{
	struct columns *columns = row->to;
	char *equal = strrchr(value, '=');

	if (!equal || equal == value || !equal[1])
		option_die(row, value, "TITLE=KEY");
	*equal = '\0';
	columns->at = xgrow(columns->at, columns->n, &columns->cap, sizeof *columns->at);
	columns->at[columns->n++] = (struct md_column){value, equal + 1};
}

static void
run_take(const struct option_row *row, char *value)
{
	if (!md_link_valid(value))
		option_die(row, value, "the https address of a run");
	*(const char **)row->to = value;
}

static void
render(struct buf *b, struct shown_document *const *documents, size_t n,
    const struct text_options *options, bool text)
{
	buf_clear(b);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(b, '\n');
		if (text)
			shown_text(b, documents[i], options);
		else
			shown_markdown(b, documents[i], options->md);
	}
}

int
main(int argc, char **argv)
{
	static char *standard_input[] = {"-", NULL};
	struct md_options options = {.max_rows = MAX_ROWS};
	struct text_options text_options = {.md = &options};
	struct columns columns = {NULL, 0, 0};
	struct option_list names = {NULL, 0, 0};
	const char *path = NULL;
	size_t max_bytes = 0, n;
	bool text = false;
	unsigned how;
	int color = 0;
	const struct option_row rows[] = {
	    {'a', "all", NULL,
		"of a comparison also the rows that only explain others; as text every row",
		OPTION_FLAG(&options.all)},
	    {'b', "max-bytes", "BYTES", "show fewer rows until all of it fits",
		OPTION_COUNT(&max_bytes, 1, 1 << 30)},
	    {'c', "column", "TITLE=KEY",
		"a column of results: name, id, description, variant, status, iterations, "
		"params.NAME or a metric; may be repeated",
		.take = column_take, .to = (struct columns *){&columns}},
	    {'m', "metric", "METRIC",
		"show this metric of results, instead of the usual ones; may be repeated",
		OPTION_LIST(&names)},
	    {'n', "max-rows", "ROWS", "rows in one table (default 200)",
		OPTION_COUNT(&options.max_rows, 1, 1000000)},
	    OPTION_OUTPUT(&path),
	    {'r', "run", "URL", "link to the run that measured", .take = run_take,
		.to = (const char **){&options.run}},
	    {0, "text", NULL, "text for a terminal, not Markdown", OPTION_FLAG(&text)},
	    OPTION_COLOR(&color),
	    {0, "plot", NULL, "with --text: a strip of each case's samples",
		OPTION_FLAG(&text_options.plot)},
	    {'t', "title", "TEXT", "in place of the suite's name", OPTION_STRING(&options.title)},
	    OPTION_COMMON,
	};
	struct operands operands;
	struct buf b = BUF_INIT;
	struct shown_document **documents;
	struct output *out;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	options.columns = columns.at;
	options.ncolumns = columns.n;
	options.names = names.at;
	options.nnames = names.n;
	if (text && columns.n)
		die_usage("--column chooses columns of Markdown, not of --text");
	if (text_options.plot && !text)
		die_usage("--plot needs --text");
	how = text ? 0 : MD_ROWS_JOINED | (options.all ? 0 : MD_ROWS_BRIEF);
	text_options.style = text_style_of(color, path);
	argv = operands.n ? operands.at : standard_input;
	n = operands.n ? operands.n : 1;
	input_once((const char *const *)argv, n);
	out = output_open(path);
	documents = xcalloc(n, sizeof *documents);
	for (size_t i = 0; i < n; i++)
		documents[i] =
		    shown_load(argv[i], &options, how, text ? &text_options.style : NULL);
	render(&b, documents, n, &text_options, text);
	while (max_bytes && b.len > max_bytes && options.max_rows > 0) {
		options.max_rows /= 2;
		render(&b, documents, n, &text_options, text);
	}
	if (max_bytes && b.len > max_bytes)
		die("%zu bytes without any row, more than --max-bytes %zu", b.len, max_bytes);
	fwrite(b.s, 1, b.len, output_file(out));
	output_commit(out);
	for (size_t i = 0; i < n; i++)
		shown_free(documents[i]);
	free(documents);
	free(columns.at);
	free(names.at);
	buf_free(&b);
	return STATUS_OK;
}
