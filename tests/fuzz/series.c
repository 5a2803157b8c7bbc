/* libFuzzer target: any bytes are a series document or end in a message; what is one is judged
 * and written, and what was written reads back, is judged the same and written the same. */
#define _GNU_SOURCE /* memfd_create */
#include <string.h>

#include "base/util.h"
#include "history/series.h"
#include "trend/trend.h"
#include "trouble.h"

/* What is in use, to be freed after a longjmp() too. */
static struct use {
	struct json_writer *w;
	struct series_reader *r;
	struct series s;
	struct rank_tables *ranks;
} use;

static void
use_end(void)
{
	series_close(use.r);
	json_writer_free(use.w);
	series_free(&use.s);
	rank_tables_free(use.ranks);
	memset(&use, 0, sizeof use);
}

/* Read and judge FD and write all of it; the caller owns the text. */
static char *
rewrite(int fd)
{
	const struct trend_options options = {
	    .alpha = 0.05, .least = TREND_LEAST, .threshold = TREND_THRESHOLD};
	struct series_writer *sw = NULL;
	char *text;

	use.w = json_writer_new(NULL);
	use.ranks = rank_tables_new();
	use.r = series_open_fd(fd, "document");
	series_init(&use.s);
	while (series_next(use.r, &use.s)) {
		if (!sw)
			sw = series_begin(use.w, series_head(use.r));
		trend_judge(&use.s, &options, use.ranks);
		series_write(sw, &use.s);
	}
	if (!sw)
		sw = series_begin(use.w, series_head(use.r));
	series_end(sw);
	text = xstrdup(json_writer_text(use.w));
	use_end();
	return text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd[2];
	char *once, *twice;

	fd[0] = file_of(data, size);
	/* What longjmp() leaves behind beside that is little: run with -detect_leaks=0. */
	if (setjmp(trouble)) {
		use_end();
		close(fd[0]);
		return 0;
	}
	once = rewrite(fd[0]);
	close(fd[0]);
	fd[1] = file_of(once, strlen(once));
	if (setjmp(trouble)) {
		fprintf(stderr, "what was written cannot be read: %s\n", once);
		abort();
	}
	twice = rewrite(fd[1]);
	close(fd[1]);
	if (strcmp(once, twice) != 0) {
		fprintf(stderr, "%s\n%s\n", once, twice);
		abort();
	}
	free(once);
	free(twice);
	return 0;
}
