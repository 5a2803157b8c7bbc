#include "import/import_file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/input.h"
#include "base/util.h"
#include "import/import_map.h"
#include "import/import_reader.h"
#include "import/import_shapes.h"

static void
rows_read(const struct import_source *source, struct raw_rows *rows)
{
	const struct import_format *format = source->format;
	FILE *f;

	if (format->family == IMPORT_FOLDER) {
		import_folder_rows(format, source->path, source->since, rows);
		return;
	}
	f = input_seekable(source->path);
	switch (format->family) {
	case IMPORT_JSON: import_json(format, f, source->name, rows); break;
	case IMPORT_LINES: import_lines(format, f, source->name, rows); break;
	case IMPORT_CSV: import_csv(format, f, source->name, rows); break;
	case IMPORT_XML: import_xml(format, f, source->name, rows); break;
	case IMPORT_FOLDER: break;
	}
	input_close(f);
}

void
import_file_rows(const struct import_source *source, FILE *to)
{
	struct raw_rows *rows = raw_rows_new(to);

	rows_read(source, rows);
	raw_rows_end(rows);
}

static void
source_read(void *to_read, FILE *to)
{
	const struct import_source *source = to_read;

	import_file_rows(source, to);
}

/* The CPU time that the program may take: far more than one takes that ends. */
static unsigned
seconds_of(const struct import_source *source)
{
	enum { LEAST = 60, PER_MEGABYTE = 10, MOST = 1000000 };
	struct stat st;

	if (source->seconds)
		return source->seconds;
	if (stat(source->path, &st) != 0 || S_ISDIR(st.st_mode))
		return LEAST * PER_MEGABYTE;
	return st.st_size / 1000000 > MOST / PER_MEGABYTE
		   ? MOST
		   : LEAST + PER_MEGABYTE * (unsigned)(st.st_size / 1000000);
}

/* Import SOURCE by a program that makes of all its rows the same way. Returns how many benchmarks
 * there are. */
static size_t
import_by_shapes(const struct import_source *source, const char *name, struct import_cases *cases)
{
	struct import_shapes *shapes =
	    import_shapes_new(source->format, source->name, name, cases, seconds_of(source));
	struct raw_rows *rows = raw_rows_apart(&source->format->moved, import_shapes_take, shapes);

	rows_read(source, rows);
	raw_rows_end(rows);
	return import_shapes_end(shapes);
}

/* Add what stands in F, a benchmark a line. A line that does not end is what jq left when it was
 * ended, which import_map_end() tells. */
static size_t
lines_import(FILE *f, const char *name, struct import_cases *cases)
{
	char *line = NULL;
	size_t cap = 0, count = 0;
	ssize_t n;

	while ((n = getline(&line, &cap, f)) > 0 && line[n - 1] == '\n') {
		struct scanner *s = scanner_of_text(line, (size_t)n, name);

		for (; scan_more(s); count++)
			import_cases_add(cases, s);
		scanner_free(s);
	}
	free(line);
	return count;
}

static size_t
import_by_rows(const struct import_source *source, const char *name, struct import_cases *cases)
{
	struct import_source copy = *source;
	struct import_map *map =
	    import_map_start(source->format, seconds_of(source), source_read, &copy);
	int fd = import_map_fd(map);
	FILE *f = fd >= 0 ? fdopen(dup(fd), "r") : NULL;
	size_t n = 0;

	if (fd >= 0 && !f)
		die("cannot read from jq:");
	if (f) {
		n = lines_import(f, name, cases);
		fclose(f);
	}
	import_map_end(map, source->name);
	return n;
}

void
import_file(const struct import_source *source, struct import_cases *cases)
{
	char *name = xasprintf("%s: what '%s' made of it", source->name, source->format->path);
	size_t n = source->format->moved.n ? import_by_shapes(source, name, cases)
					   : import_by_rows(source, name, cases);

	if (n == 0)
		die("%s: there is no benchmark in it that %s could take", source->name,
		    source->format->name);
	free(name);
}
