#include "database/catalog_export.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/util.h"
#include "database/duck_query.h"

/* A table, and which of its rows are of a month. */
static const struct {
	const char *table, *key;
} tables[] = {
    {"benchmark_runs", "id"}, {"benchmark_results", "run_id"}, {"benchmark_further", "run_id"}};

void
sql_text(struct buf *b, const char *text)
{
	buf_char(b, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			buf_char(b, '\'');
		buf_char(b, *text);
	}
	buf_char(b, '\'');
}

/* Let file PATH last, which is called TO from then on. */
static void
placed(const char *path, const char *to)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL && errno != ENOSYS) || close(fd) != 0 ||
	    rename(path, to) != 0)
		die("'%s' cannot be written:", to);
}

void
parquet_write(struct duck *d, const char *select, const char *path)
{
	char *beside = xasprintf("%s.new", path);
	struct buf b = BUF_INIT;

	buf_printf(&b, "COPY (%s) TO ", select);
	sql_text(&b, beside);
	buf_str(&b, " (FORMAT parquet, COMPRESSION zstd)");
	duck_run(d, b.s);
	placed(beside, path);
	buf_free(&b);
	free(beside);
}

static void
folder_make(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		die("the folder '%s' cannot be made:", path);
}

/* Whether statement SQL has rows. */
static bool
has_rows(struct duck *d, const char *sql)
{
	char *text = xasprintf("%s LIMIT 1", sql);
	struct duck_query *q = duck_query_new(d, text);
	bool there = duck_next(q);

	duck_query_free(q);
	free(text);
	return there;
}

/* The months of D, one a line, such as 2026-11; the caller owns them. */
static char *
months_read(struct duck *d)
{
	struct duck_query *q = duck_query_new(
	    d, "SELECT DISTINCT strftime(timestamp, '%Y-%m') FROM benchmark_runs ORDER BY 1");
	struct buf b = BUF_INIT;

	while (duck_next(q)) {
		size_t len;
		const char *month = duck_text(q, 0, &len);

		buf_add(&b, month ? month : "", len);
		buf_char(&b, '\n');
	}
	duck_query_free(q);
	return buf_take(&b);
}

/* Write MONTH of table I; returns whether it has rows. */
static bool
month_write(struct duck *d, size_t i, const char *month, const char *folder)
{
	char *select =
	    xasprintf("SELECT * FROM %s WHERE %s IN (SELECT id FROM benchmark_runs WHERE "
		      "strftime(timestamp, '%%Y-%%m') = '%s')",
		tables[i].table, tables[i].key, month);
	char *path = xasprintf("%s/%s/%s.parquet", folder, tables[i].table, month);
	bool rows = has_rows(d, select);

	if (rows)
		parquet_write(d, select, path);
	free(path);
	free(select);
	return rows;
}

size_t
catalog_export(struct duck *d, const char *folder)
{
	char *months = months_read(d);
	size_t files = 0;

	folder_make(folder);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		char *path = xasprintf("%s/%s", folder, tables[i].table), *rest = NULL;
		char *copy = xstrdup(months);

		folder_make(path);
		for (char *m = strtok_r(copy, "\n", &rest); m; m = strtok_r(NULL, "\n", &rest))
			files += month_write(d, i, m, folder);
		free(copy);
		free(path);
	}
	free(months);
	return files;
}
