/* libFuzzer target: any bytes are a comparison, shown by bench-md, waived and explained, or end in
 * a message; what bench-waive wrote reads back. */
#define _GNU_SOURCE /* memfd_create */
#include <string.h>

#include "base/util.h"
#include "comparison/comparison_reader.h"
#include "comparison/waive.h"
#include "explain/explanation.h"
#include "render/md_comparison.h"
#include "render/md_explanation.h"
#include "render/md_limits.h"
#include "trouble.h"

static FILE *open_file; /* to be closed after a longjmp() too */

static struct comparison_reader *
open_text(const void *data, size_t size)
{
	open_file = fdopen(file_of(data, size), "r");
	if (!open_file)
		abort();
	return comparison_reader_of_file(open_file, "document", "a comparison");
}

static void
show(struct comparison_reader *r, unsigned how)
{
	const struct md_options options = {
	    .max_rows = 5, .run = "https://github.com/octo/bench/actions/runs/1"};
	struct buf b = BUF_INIT;
	struct md_rows rows;

	md_rows_load(&rows, r, 5, how);
	if (comparison_reader_is_limits(r))
		md_limits(&b, comparison_reader_head(r), &rows, &options);
	else
		md_comparison(&b, comparison_reader_head(r), &rows, &options);
	md_rows_free(&rows);
	buf_free(&b);
}

/* What is waived is text that opens as a comparison again; the caller owns it. */
static char *
waived(struct comparison_reader *r)
{
	struct waivers none = {.n = 0};
	struct json_writer *w = json_writer_new(NULL);

	waive(&none, r, "2026-01-01", w);
	return json_writer_take(w);
}

/* What is explained of R reads back and is shown. */
static void
explain(struct comparison_reader *r)
{
	const struct explanation_choice choice = {.all = true};
	const struct md_options options = {.max_rows = 5};
	struct json_writer *w = json_writer_new(NULL);
	struct buf b = BUF_INIT;
	struct json_document *d;
	char *text;

	explanation_write(w, r, &choice);
	text = json_writer_take(w);
	d = json_document_parse(text, strlen(text), "explanation");
	md_explanation(&b, d, &options);
	json_document_free(d);
	free(text);
	buf_free(&b);
}

/* Memory of refused input are lost: run it for minutes, not days. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct comparison_reader *r;
	char *text;

	if (setjmp(trouble)) {
		fclose(open_file);
		return 0;
	}
	r = open_text(data, size);
	show(r, MD_ROWS_JOINED | MD_ROWS_BRIEF);
	text = waived(r);
	comparison_reader_rewind(r);
	explain(r);
	comparison_reader_close(r);
	if (setjmp(trouble))
		abort();
	r = open_text(text, strlen(text));
	show(r, 0);
	comparison_reader_close(r);
	free(text);
	return 0;
}
