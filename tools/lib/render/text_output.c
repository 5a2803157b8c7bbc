#include "render/text_output.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "comparison/comparison_reader.h"
#include "model/schema_names.h"
#include "render/md_explanation.h"
#include "render/recommended.h"
#include "render/text.h"

enum { ROWS_SHOWN = 200 };

/* Whether F, at its start again, is a document of SCHEMA, which its first member says. */
static bool
is_of(FILE *f, const char *schema)
{
	char text[64];
	size_t n = fread(text, 1, sizeof text - 1, f);

	text[n] = '\0';
	rewind(f);
	return strstr(text, schema) != NULL;
}

static void
recommendation_show(struct buf *b, FILE *file, const struct text_options *options)
{
	struct json_document *d = recommended_load(file, "the document");

	fclose(file);
	text_recommendation(b, d, options);
	json_document_free(d);
}

static void
explanation_show(struct buf *b, FILE *file, const struct text_options *options)
{
	struct json_document *d = explanation_load(file, "the document");

	fclose(file);
	text_explanation(b, d, options);
	json_document_free(d);
}

static void
comparison_show(struct buf *b, FILE *file, const struct text_options *options)
{
	struct comparison_reader *r =
	    comparison_reader_of_file(file, "the document", "'" COMPARISON_SCHEMA "'");
	const struct json_document *head = comparison_reader_head(r);
	struct md_rows rows;

	md_rows_load(&rows, r, options->md->max_rows, 0);
	if (comparison_reader_is_limits(r))
		text_limits(b, head, &rows, options);
	else
		text_comparison(b, head, &rows, options);
	md_rows_free(&rows);
	comparison_reader_close(r);
}

/* What was written to O so far, to be read. */
static FILE *
written(struct output *o)
{
	int fd = fflush(output_file(o)) ? -1 : dup(fileno(output_file(o)));
	FILE *f = fd < 0 ? NULL : fdopen(fd, "r");

	if (!f || fseek(f, 0, SEEK_SET))
		die("cannot read what was written:");
	return f;
}

void
text_output_commit(struct output *o, const char *path, int color)
{
	struct md_options md = {.max_rows = ROWS_SHOWN};
	struct text_options options = {.md = &md, .path = output_is_standard(path) ? NULL : path};
	struct buf b = BUF_INIT;
	FILE *f;

	if (!terminal_shows(path)) {
		output_commit(o);
		return;
	}
	options.style = text_style_of(color, NULL);
	f = written(o);
	if (is_of(f, "\"" RECOMMENDATION_SCHEMA "\""))
		recommendation_show(&b, f, &options);
	else if (is_of(f, "\"" EXPLANATION_SCHEMA "\""))
		explanation_show(&b, f, &options);
	else
		comparison_show(&b, f, &options);
	if (output_is_standard(path))
		output_discard(o);
	else
		output_commit(o);
	fwrite(b.s, 1, b.len, stdout);
	if (fflush(stdout) || ferror(stdout))
		die("cannot write standard output:");
	buf_free(&b);
}
