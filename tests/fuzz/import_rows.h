/* import_rows.h: what the fuzz targets of bench-import's readers share; included behind trouble.h,
 * by one file of a program alone. */
#ifndef IMPORT_ROWS_H
#define IMPORT_ROWS_H

#include <string.h>

#include "base/util.h"
#include "import/import_format.h"
#include "import/import_reader.h"
#include "json/json_scanner.h"

typedef void (*import_reader)(
    const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows);

/* What is in use, to be freed after a longjmp() too. */
static struct {
	FILE *f, *to;
	struct scanner *s;
	char *text;
	size_t len;
} rows_use;

static void
rows_end(void)
{
	if (rows_use.f)
		fclose(rows_use.f);
	if (rows_use.to)
		fclose(rows_use.to);
	scanner_free(rows_use.s);
	free(rows_use.text);
	memset(&rows_use, 0, sizeof rows_use);
}

/* The rows that were written are one JSON object a line, and no more of them than COUNT. */
static void
rows_check(size_t count)
{
	size_t n = 0;

	if (setjmp(trouble)) {
		fprintf(stderr, "rows that are no JSON: %s\n", rows_use.text);
		abort();
	}
	rows_use.s = scanner_of_text(rows_use.text, rows_use.len, "rows");
	for (; scan_more(rows_use.s); n++) {
		if (scan_type(rows_use.s) != SCAN_OBJECT)
			abort();
		scan_skip(rows_use.s);
	}
	if (n > count || (n == 0) != (count == 0))
		abort();
}

/* Read the SIZE bytes of DATA by READER as the format of the N NAMES that the last one picks: they
 * are rows, or end in a message. Memory of refused input is lost: run it for minutes, not days. */
static int
rows_fuzz(
    import_reader reader, const char *const *names, size_t n, const uint8_t *data, size_t size)
{
	static struct import_format *formats[64];
	struct raw_rows *rows;
	size_t which = size ? data[size - 1] % n : 0;

	if (!formats[which]) {
		char *path = xasprintf("%s/tools/import/%s.jq", SOURCE, names[which]);

		formats[which] = import_format_load(path);
		free(path);
	}
	if (setjmp(trouble)) {
		rows_end();
		return 0;
	}
	rows_use.f = fdopen(file_of(data, size), "r");
	rows_use.to = open_memstream(&rows_use.text, &rows_use.len);
	if (!rows_use.f || !rows_use.to)
		abort();
	rows = raw_rows_new(rows_use.to);
	reader(formats[which], rows_use.f, "input", rows);
	size = raw_rows_end(rows);
	fclose(rows_use.to);
	rows_use.to = NULL;
	rows_check(size);
	rows_end();
	return 0;
}

#endif
