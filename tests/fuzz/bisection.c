/* libFuzzer target: any bytes are a bisection, answered and written, or end in a message; what
 * was written reads back with the same answer. */
#define _GNU_SOURCE /* memfd_create */
#include <string.h>

#include "base/util.h"
#include "bisect/bisection.h"
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
	free(copy);
	return 0;
}
