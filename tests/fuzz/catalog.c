/* libFuzzer target: any bytes are a results document in the index of a history, or end in a
 * message; the index has as many rows as were told, and its series are a series document. Needs
 * DuckDB's library (make deps): BENCH_DUCKDB names it. */
#define _GNU_SOURCE /* memfd_create */
#include <string.h>

#include "base/util.h"
#include "database/catalog_rows.h"
#include "database/catalog_schema.h"
#include "database/catalog_series.h"
#include "database/duck_query.h"
#include "history/series.h"
#include "trouble.h"

/* An index in memory, with no document in it; after a message, with which something of it may be
 * lost, another one. */
static struct duck *index_now;

static char *
same_name(const void *who, const char *id)
{
	(void)who;
	(void)id;
	return NULL;
}

static void
index_make(void)
{
	const struct duck_options options = {.memory = "256MB", .threads = 1};

	if (setjmp(trouble)) {
		fputs("DuckDB's library is not there: 'make deps', and name it in BENCH_DUCKDB\n",
		    stderr);
		exit(2);
	}
	index_now = duck_open(&options);
	catalog_schema_make(index_now);
}

static size_t
document_add(int fd)
{
	const struct catalog_names names = {.renamed = same_name};
	struct catalog_rows *rows = catalog_rows_open(index_now, &names);
	size_t n = catalog_rows_document(rows, fd, "20260101T000000Z-a.json", "0");

	catalog_rows_flush(rows);
	catalog_rows_close(rows);
	return n;
}

static int64_t
rows_count(void)
{
	struct duck_query *q = duck_query_new(index_now, "SELECT count(*) FROM benchmark_results");
	int64_t n = duck_next(q) ? duck_integer(q, 0) : -1;

	duck_query_free(q);
	return n;
}

/* What is written is read again, whatever the document was. */
static void
series_look(void)
{
	const struct catalog_choice all = {.since = NULL};
	struct json_writer *w = json_writer_new(NULL);
	size_t written = catalog_series_write(index_now, &all, w), read = 0;
	const char *text = json_writer_text(w);
	int fd = file_of(text, strlen(text));
	struct series_reader *r = series_open_fd(fd, "series");
	struct series s;

	series_init(&s);
	for (; series_next(r, &s); read++)
		;
	if (read != written)
		abort();
	series_free(&s);
	series_close(r);
	close(fd);
	json_writer_free(w);
}

/* Memory of refused input are lost: run it for minutes, not days. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd;

	if (!index_now)
		index_make();
	fd = file_of(data, size);
	if (setjmp(trouble)) {
		close(fd);
		index_now = NULL;
		return 0;
	}
	duck_run(index_now, "BEGIN");
	if ((int64_t)document_add(fd) != rows_count())
		abort();
	if (setjmp(trouble))
		abort();
	series_look();
	duck_run(index_now, "ROLLBACK; DROP TABLE IF EXISTS chosen_runs");
	close(fd);
	return 0;
}
