/* bench-model: say what the header of a model's file tells. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "render/md_model.h"
#include "weights/weights.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [FILE]...",
    .about =
	"Say of which parameters, types, size and family a model in safetensors, GGUF or ONNX\n"
	"is. Several files are the parts of one model.",
    .operands = WEIGHTS_PARTS,
};

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
	bool text = false;
	int color = 0;
	const struct option_row rows[] = {
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
