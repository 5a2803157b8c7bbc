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

/* What is open, to be closed after a longjmp() too. */
static FILE *shown;
static int read_fd = -1;

static void
files_close(void)
{
	if (shown)
		fclose(shown);
	if (read_fd >= 0)
		close(read_fd);
	shown = NULL;
	read_fd = -1;
}

static void
recommendation_show(const void *data, size_t size)
{
	const struct md_options options = {.max_rows = 5};
	const struct text_options text = {.md = &options, .style = {.columns = 80}};
	struct buf b = BUF_INIT;
	struct json_document *d;

	shown = fdopen(file_of(data, size), "r");
	d = recommended_load(shown, "document");
	files_close();
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
	struct json_writer *w = json_writer_new(NULL);
	struct results *r;
	struct contests contests;
	struct rankings rankings;

	read_fd = file_of(data, size);
	r = results_open_fd(read_fd, "document");
	contests_read(&contests, r, "backend", NULL);
	rankings_make(&rankings, &contests, r, &goal);
	recommendation_write(w, &rankings, results_head(r));
	rankings_free(&rankings);
	contests_free(&contests);
	results_close(r);
	files_close();
	return json_writer_take(w);
}

/* Memory of refused input is lost: run it for minutes, not days. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;

	if (setjmp(trouble) == 0)
		recommendation_show(data, size);
	files_close();
	if (setjmp(trouble)) {
		files_close();
		return 0;
	}
	text = ranked(data, size);
	if (setjmp(trouble))
		abort();
	recommendation_show(text, strlen(text));
	free(text);
	return 0;
}
