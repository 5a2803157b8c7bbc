/* libFuzzer target: any bytes are a bisection, answered and written, or end in a message; what
 * was written reads back with the same answer. It is shown as Markdown and as text, and no HTML or
 * control character of it gets through. */
#define _GNU_SOURCE /* memfd_create */
#include <string.h>

#include "base/util.h"
#include "bisect/bisection.h"
#include "render/md_bisection.h"
#include "trouble.h"

static char *
answered(const void *data, size_t size, enum hunt_answer *answer)
{
	struct bisection b;
	struct json_writer *w;

	bisection_take(&b, json_document_parse(data, size, "document"));
	w = json_writer_new(NULL);
	bisection_write(w, &b);
	free(bisection_words(&b));
	*answer = b.state.answer;
	bisection_free(&b);
	return json_writer_take(w);
}

static FILE *shown; /* to be closed after a longjmp() too */

static void
bisection_show(const char *data, size_t size)
{
	const struct md_options options = {.max_rows = 5};
	const struct text_options text = {.md = &options, .style = {.columns = 80}};
	struct buf b = BUF_INIT;
	struct bisected *d;

	shown = fdopen(file_of(data, size), "r");
	d = bisected_load(shown, "document");
	fclose(shown);
	shown = NULL;
	md_bisection(&b, d, &options);
	if (strstr(b.s, "<img") || strchr(b.s, '\033'))
		abort();
	buf_clear(&b);
	text_bisection(&b, d, &text);
	if (strchr(b.s, '\033'))
		abort();
	buf_free(&b);
	bisected_free(d);
}

/* Memory of refused input are lost: run it for minutes, not days. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum hunt_answer first, again;
	char *volatile copy = xstrndup((const char *)data, size);
	char *text;

	if (setjmp(trouble)) {
		free(copy);
		return 0;
	}
	text = answered(copy, strlen(copy), &first);
	if (setjmp(trouble))
		abort();
	free(answered(text, strlen(text), &again));
	if (first != again)
		abort();
	free(text);
	if (setjmp(trouble)) {
		if (shown)
			fclose(shown);
		shown = NULL;
		free(copy);
		return 0;
	}
	bisection_show(copy, strlen(copy));
	free(copy);
	return 0;
}
