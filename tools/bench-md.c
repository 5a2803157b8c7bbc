/* bench-md: show results, comparisons, recommendations, trends and bisections as GitHub-flavoured
 * Markdown, or as text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "render/md_bisection.h"
#include "render/md_comparison.h"
#include "render/md_explanation.h"
#include "render/md_limits.h"
#include "render/md_model.h"
#include "render/md_recommendation.h"
#include "render/md_results.h"
#include "render/md_revisions.h"
#include "render/md_trend.h"
#include "render/recommended.h"
#include "render/text.h"
#include "render/text_document.h"
#include "results/document_kind.h"

enum { MAX_ROWS = 200 };

/* A document that was read; one of these. */
struct input {
	struct md_results *results;
	struct json_document *recommendation, *model, *explanation;
	struct md_trend *trend;
	struct bisected *bisection;
	struct comparison_reader *comparison;
	struct md_rows rows; /* of the comparison */
	struct buf other;    /* the text of any other document */
};

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

/* HOW: of md_rows_load(), for a comparison. TEXT: NULL for Markdown, which other documents do not
 * have. */
static struct input
input_read(
    const char *path, const struct md_options *options, unsigned how, const struct text_style *text)
{
	static const char expected[] =
	    "'" RESULTS_SCHEMA "', '" COMPARISON_SCHEMA "' or '" RECOMMENDATION_SCHEMA "'";
	struct input in = {.results = NULL};
	const char *name = input_name(path);
	enum document_kind kind;
	FILE *f = document_open(path, &kind);

	if (kind == DOCUMENT_RESULTS) {
		in.results = md_results_load(f, name, options);
		fclose(f);
	} else if (kind == DOCUMENT_RECOMMENDATION) {
		in.recommendation = recommended_load(f, name);
		fclose(f);
	} else if (kind == DOCUMENT_EXPLANATION) {
		in.explanation = explanation_load(f, name);
		fclose(f);
	} else if (kind == DOCUMENT_SERIES || kind == DOCUMENT_LEDGER) {
		in.trend =
		    kind == DOCUMENT_SERIES ? md_trend_series(f, name) : md_trend_ledger(f, name);
		fclose(f);
	} else if (kind == DOCUMENT_BISECTION) {
		in.bisection = bisected_load(f, name);
		fclose(f);
	} else if (kind == DOCUMENT_MODEL) {
		in.model = model_load(f, name);
		fclose(f);
	} else if (kind == DOCUMENT_OTHER && text) {
		text_document(&in.other, f, name, text, expected);
		fclose(f);
	} else {
		in.comparison = comparison_reader_of_file(f, name, expected);
		if (comparison_reader_is_limits(in.comparison))
			how = 0;
		md_rows_load(&in.rows, in.comparison, options->max_rows, how);
	}
	return in;
}

static void
input_markdown(struct buf *b, const struct input *in, const struct md_options *options)
{
	if (in->results)
		md_results_render(b, in->results, options);
	else if (in->recommendation)
		md_recommendation(b, in->recommendation, options);
	else if (in->explanation)
		md_explanation(b, in->explanation, options);
	else if (in->trend)
		md_trend_render(b, in->trend, options);
	else if (in->bisection)
		md_bisection(b, in->bisection, options);
	else if (in->model)
		md_model(b, in->model, options);
	else if (comparison_reader_is_limits(in->comparison))
		md_limits(b, comparison_reader_head(in->comparison), &in->rows, options);
	else
		md_comparison(b, comparison_reader_head(in->comparison), &in->rows, options);
}

static void
input_text(struct buf *b, const struct input *in, const struct text_options *options)
{
	if (in->other.len)
		buf_add(b, in->other.s, in->other.len);
	else if (in->results)
		text_results(b, in->results, options);
	else if (in->recommendation)
		text_recommendation(b, in->recommendation, options);
	else if (in->explanation)
		text_explanation(b, in->explanation, options);
	else if (in->trend)
		text_trend(b, in->trend, options);
	else if (in->bisection)
		text_bisection(b, in->bisection, options);
	else if (in->model)
		text_model(b, in->model, &options->style);
	else if (comparison_reader_is_limits(in->comparison))
		text_limits(b, comparison_reader_head(in->comparison), &in->rows, options);
	else
		text_comparison(b, comparison_reader_head(in->comparison), &in->rows, options);
}

static void
render(struct buf *b, const struct input *inputs, size_t n, const struct text_options *options,
    bool text)
{
	buf_clear(b);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(b, '\n');
		if (text)
			input_text(b, &inputs[i], options);
		else
			input_markdown(b, &inputs[i], options->md);
	}
}

static void
inputs_free(struct input *inputs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		md_results_free(inputs[i].results);
		md_trend_free(inputs[i].trend);
		bisected_free(inputs[i].bisection);
		md_rows_free(&inputs[i].rows);
		json_document_free(inputs[i].recommendation);
		json_document_free(inputs[i].model);
		json_document_free(inputs[i].explanation);
		buf_free(&inputs[i].other);
		comparison_reader_close(inputs[i].comparison);
	}
	free(inputs);
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
	    {'a', "all", NULL, "of a comparison also the rows that only explain others",
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
	struct input *inputs;
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
	inputs = xcalloc(n, sizeof *inputs);
	for (size_t i = 0; i < n; i++)
		inputs[i] = input_read(argv[i], &options, how, text ? &text_options.style : NULL);
	render(&b, inputs, n, &text_options, text);
	while (max_bytes && b.len > max_bytes && options.max_rows > 0) {
		options.max_rows /= 2;
		render(&b, inputs, n, &text_options, text);
	}
	if (max_bytes && b.len > max_bytes)
		die("%zu bytes without any row, more than --max-bytes %zu", b.len, max_bytes);
	fwrite(b.s, 1, b.len, output_file(out));
	output_commit(out);
	inputs_free(inputs, n);
	free(columns.at);
	free(names.at);
	buf_free(&b);
	return STATUS_OK;
}
