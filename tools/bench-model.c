/* bench-model: say what the header of a model's file tells; learn what cannot run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "compatibility/compatibility_learn.h"
#include "render/md_model.h"
#include "weights/weights.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [FILE]...\n--learn [-c MAP] [-o FILE] RESULTS",
    .about =
	"Say of which parameters, types, size and family a model in safetensors, GGUF or ONNX\n"
	"is. Several files are the parts of one model.",
    .operands = WEIGHTS_PARTS,
};

/* Learn of the results in file PATH what the maps, that in file FILE (NULL: none) behind the one
 * that comes with the tools, do not have. */
static void
failures_learn(const char *path, const char *file, FILE *f)
{
	struct compatibility_map *map = compatibility_map_new();
	size_t n, untold;

	compatibility_map_add_default(map);
	if (file)
		compatibility_map_add(map, file, file);
	n = compatibility_learn(map, path, file == NULL, f, &untold);
	warn("%zu new entr%s: read them before you use them", n, n == 1 ? "y" : "ies");
	if (untold)
		warn("%zu failed case%s without a known family and a 'backend'", untold,
		    untold == 1 ? "" : "s");
	compatibility_map_free(map);
}

static void
model_text(const char *document, const struct text_style *style, FILE *f)
{
	struct json_document *d = json_document_parse(document, strlen(document), "model");
	struct buf b = BUF_INIT;

	text_model(&b, d, style);
	fwrite(b.s, 1, b.len, f);
	buf_free(&b);
	json_document_free(d);
}

int
main(int argc, char **argv)
{
	static char *standard_input[] = {"-", NULL};
	struct weights weights = {.nfiles = 0};
	const char *path = NULL;
	const char *file = NULL;
	bool text = false, learn = false;
	int color = 0;
	const struct option_row rows[] = {
	    {'c', "compatibility", "MAP", "with --learn: what this file knows is not new",
		OPTION_STRING(&file)},
	    {'l', "learn", NULL, "of results, the combinations that failed, as entries of a map",
		OPTION_FLAG(&learn)},
	    OPTION_OUTPUT(&path),
	    {'t', "text", NULL, "a table, not JSON", OPTION_FLAG(&text)},
	    OPTION_COLOR(&color),
	    OPTION_COMMON,
	};
	struct operands operands;
	struct json_writer *w;
	struct output *out;
	char *document;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	if (!operands.n)
		operands = (struct operands){.at = standard_input, .n = 1};
	input_once((const char *const *)operands.at, operands.n);
	if (file && !learn)
		die_usage("--compatibility needs --learn");
	if (learn && (text || operands.n > 1))
		die_usage(text ? "--learn prints no text" : "--learn takes one file of results");
	if (learn) {
		out = output_open(path);
		failures_learn(operands.at[0], file, output_file(out));
		output_commit(out);
		return STATUS_OK;
	}
	for (size_t i = 0; i < operands.n; i++)
		weights_read(&weights, operands.at[i]);
	weights_end(&weights);
	w = json_writer_new(NULL);
	weights_write(&weights, w);
	document = json_writer_take(w);
	out = output_open(path);
	if (text) {
		struct text_style style = text_style_of(color, path);

		model_text(document, &style, output_file(out));
	} else {
		fputs(document, output_file(out));
	}
	output_commit(out);
	free(document);
	return STATUS_OK;
}
