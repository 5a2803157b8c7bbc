/* libFuzzer target: any bytes are a history that becomes a page and a picture, or end in a
 * message; and nothing of them leaves the element that it stands in. */
#define _GNU_SOURCE /* memfd_create */
#include <string.h>

#include "base/util.h"
#include "page/page_series.h"
#include "page/svg_charts.h"
#include "trouble.h"

static int fd; /* to be closed after a longjmp() too */
static FILE *made;
static char *text;

/* Each script that begins ends, and there is nothing that only a document could have put there. */
static void
look(void)
{
	size_t scripts = 0;

	for (const char *p = text; (p = strstr(p, "<script")); p++)
		scripts++;
	for (const char *p = text; (p = strstr(p, "</script")); p++)
		scripts--;
	if (scripts != 0 || strstr(text, "<img"))
		abort();
}

/* Memory of refused input are lost: run it for minutes, not days. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct page_parts parts = {"p{}", "0", "none"};
	static const struct page_options options = {"a page", NULL};
	static const struct svg_wanted wanted = {.rows = 5};
	struct buf picture = BUF_INIT;
	struct series_reader *r;
	struct page *page;
	size_t len;

	made = NULL;
	fd = file_of(data, size);
	if (setjmp(trouble)) {
		close(fd);
		if (made)
			fclose(made);
		free(text);
		text = NULL;
		return 0;
	}
	made = open_memstream(&text, &len);
	if (!made)
		abort();
	page = page_begin(made, &parts, &options);
	r = series_open_fd(fd, "document");
	page_series(page, r);
	series_close(r);
	page_end(page);
	fclose(made);
	made = NULL;
	look();
	if (lseek(fd, 0, SEEK_SET) != 0)
		abort();
	r = series_open_fd(fd, "document");
	svg_history(&picture, r, &wanted);
	series_close(r);
	buf_free(&picture);
	close(fd);
	free(text);
	text = NULL;
	return 0;
}
