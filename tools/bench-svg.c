/* bench-svg: one chart of a document, or a badge, as an SVG picture. */
#include <stdio.h>
#include <stdlib.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "page/svg_badge.h"
#include "page/svg_charts.h"
#include "results/document_kind.h"

enum { ROWS = 20 };

static const struct option_usage usage = {
    .forms = "[OPTION]... [DOCUMENT]",
    .about = "Draw a series, results or a comparison as one SVG picture, or a badge of it.",
    .operands = 1,
};

static void
draw_series(
    struct buf *b, int fd, const char *name, const struct svg_wanted *wanted, const char *badge)
{
	struct series_reader *r = series_open_fd(fd, name);

	if (badge) {
		struct badge of = badge_of_series(r);

		badge_draw(b, badge, &of);
		free(of.text);
	} else if (!svg_history(b, r, wanted)) {
		die("%s: there is no series%s%s%s%s%s%s", name, wanted->id ? " of case '" : "",
		    wanted->id ? wanted->id : "", wanted->id ? "'" : "",
		    wanted->metric ? " of metric '" : "", wanted->metric ? wanted->metric : "",
		    wanted->metric ? "'" : "");
	}
	series_close(r);
}

static void
draw_results(struct buf *b, int fd, const char *name, const struct svg_wanted *wanted)
{
	struct results *r = results_open_fd(fd, name);

	if (!svg_bars(b, r, wanted))
		die("%s: no benchmark%s%s%s has metric '%s'", name, wanted->id ? " '" : "",
		    wanted->id ? wanted->id : "", wanted->id ? "'" : "",
		    wanted->metric ? wanted->metric : "duration_ms");
	results_close(r);
}

static void
draw_comparison(struct buf *b, struct comparison_reader *r, const char *name,
    const struct svg_wanted *wanted, const char *badge)
{
	if (badge) {
		struct badge of = badge_of_comparison(r);

		badge_draw(b, badge, &of);
		free(of.text);
	} else if (!svg_changes(b, r, wanted)) {
		die("%s: there is no row with a change%s", name,
		    wanted->id || wanted->metric ? " that has this id and metric" : "");
	}
	comparison_reader_close(r);
}

int
main(int argc, char **argv)
{
	struct svg_wanted wanted = {.rows = ROWS};
	const char *path = NULL, *badge = NULL, *name;
	const struct option_row rows[] = {
	    {'b', "badge", "LABEL", "a badge with LABEL, not a chart", OPTION_STRING(&badge)},
	    {'i', "id", "ID", "the case of this id alone", OPTION_STRING(&wanted.id)},
	    {'m', "metric", "METRIC", "this metric; of results the default is duration_ms",
		OPTION_STRING(&wanted.metric)},
	    {'n', "max-rows", "ROWS", "rows of results or a comparison (default 20)",
		OPTION_COUNT(&wanted.rows, 1, 1000)},
	    OPTION_OUTPUT(&path),
	    {'t', "title", "TEXT", "in place of the document's name", OPTION_STRING(&wanted.title)},
	    OPTION_COMMON,
	};
	struct operands operands;
	struct buf b = BUF_INIT;
	enum document_kind kind;
	struct output *out;
	FILE *f;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	name = input_name(operands.at[0]);
	out = output_open(path);
	f = document_open(operands.at[0], &kind);
	if (kind == DOCUMENT_RESULTS && badge)
		die("%s: a badge is of series or of a comparison, and these are results", name);
	if (kind == DOCUMENT_SERIES)
		draw_series(&b, fileno(f), name, &wanted, badge);
	else if (kind == DOCUMENT_RESULTS)
		draw_results(&b, fileno(f), name, &wanted);
	else
		draw_comparison(&b,
		    comparison_reader_of_file(f, name,
			"'" SERIES_SCHEMA "', '" RESULTS_SCHEMA "' or '" COMPARISON_SCHEMA "'"),
		    name, &wanted, badge);
	if (kind == DOCUMENT_SERIES || kind == DOCUMENT_RESULTS)
		fclose(f);
	fwrite(b.s, 1, b.len, output_file(out));
	output_commit(out);
	buf_free(&b);
	return STATUS_OK;
}
