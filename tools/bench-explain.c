/* bench-explain: tell the evidence for the rows of a comparison in plain sentences. */
#include <stdio.h>
#include <stdlib.h>

#include "base/option.h"
#include "base/output.h"
#include "base/terminal.h"
#include "base/util.h"
#include "explain/explanation.h"
#include "render/text_output.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [COMPARISON]",
    .about = "Tell what is behind the verdict of each row: what was measured, how often, how\n"
	     "sure it is, what else could explain it, and what to do next.",
    .operands = 1,
};

int
main(int argc, char **argv)
{
	struct explanation_choice choice = {NULL, NULL, false};
	const char *path = NULL;
	int color = 0;
	const struct option_row rows[] = {
	    {'a', "all", NULL, "explain also the rows that did not change",
		OPTION_FLAG(&choice.all)},
	    {'r', "row", "ID", "explain this case alone", OPTION_STRING(&choice.row)},
	    {'m', "metric", "METRIC", "explain this metric alone", OPTION_STRING(&choice.metric)},
	    OPTION_COLOR(&color),
	    OPTION_OUTPUT(&path),
	    OPTION_COMMON,
	};
	struct comparison_reader *r;
	struct operands operands;
	struct json_writer *w;
	struct output *out;
	size_t n;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	r = comparison_reader_open(operands.at[0]);
	out = output_open(path);
	w = json_writer_new(output_file(out));
	n = explanation_write(w, r, &choice);
	json_writer_free(w);
	if (!n && choice.row)
		die("%s: no row '%s'%s%s%s", json_document_name(comparison_reader_head(r)),
		    choice.row, choice.metric ? " of metric " : "",
		    choice.metric ? choice.metric : "", explanation_nearest(r, choice.row));
	if (!n && choice.metric)
		die("%s: no row has metric '%s'", json_document_name(comparison_reader_head(r)),
		    choice.metric);
	text_output_commit(out, path, color);
	comparison_reader_close(r);
	return STATUS_OK;
}
