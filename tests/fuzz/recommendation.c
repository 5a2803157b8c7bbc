/* libFuzzer target: any bytes are results, ranked, or a recommendation, or end in a message; what
 * was made of results, and what the bytes are, is shown. */
#define _GNU_SOURCE /* memfd_create */
#include <string.h>

#include "base/util.h"
#include "model/policy.h"
#include "recommend/recommendation_write.h"
#include "render/md_recommendation.h"
#include "render/recommended.h"
#include "render/text.h"
#include "trouble.h"

static void
recommendation_show(const void *data, size_t size)
{
	const struct md_options options = {.max_rows = 5};
	const struct text_options text = {.md = &options, .style = {.columns = 80}};
	struct buf b = BUF_INIT;
	FILE *f = fdopen(file_of(data, size), "r");
	struct json_document *d = recommended_load(f, "document");

	fclose(f);
	md_recommendation(&b, d, &options);
	text_recommendation(&b, d, &text);
	json_document_free(d);
	buf_free(&b);
}

/* The results in DATA, ranked; the caller owns it. */
static char *
ranked(const void *data, size_t size)
{
	const struct goal goal = {
	    .metric = "duration_ms", .tolerance = POLICY_TOLERANCE, .alpha = POLICY_ALPHA};
	int fd = file_of(data, size);
	struct results *r = results_open_fd(fd, "document");
	struct json_writer *w = json_writer_new(NULL);
	struct contests contests;
	struct rankings rankings;

	contests_read(&contests, r, "backend", NULL);
	rankings_make(&rankings, &contests, r, &goal);
	recommendation_write(w, &rankings, results_head(r));
	rankings_free(&rankings);
	contests_free(&contests);
	results_close(r);
	close(fd);
	return json_writer_take(w);
}

/* Memory and descriptors of refused input are lost: run it for minutes, not days. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;

	if (setjmp(trouble) == 0)
		recommendation_show(data, size);
	if (setjmp(trouble))
		return 0;
	text = ranked(data, size);
	if (setjmp(trouble))
		abort();
	recommendation_show(text, strlen(text));
	free(text);
	return 0;
}
