#include "import/import_file.h"

#include <stdlib.h>

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

/* Import SOURCE by a program that makes of all its rows the same way. Returns how many benchmarks
 * there are. */
static size_t
import_by_shapes(const struct import_source *source, const char *name, struct import_cases *cases)
{
	struct import_shapes *shapes = import_shapes_new(source->format, source->name, name, cases);
	struct raw_rows *rows = raw_rows_apart(&source->format->moved, import_shapes_take, shapes);

	rows_read(source, rows);
	raw_rows_end(rows);
	return import_shapes_end(shapes);
}

static size_t
import_by_rows(const struct import_source *source, const char *name, struct import_cases *cases)
{
	struct import_source copy = *source;
	struct import_map *map = import_map_start(source->format, source_read, &copy);
	int fd = import_map_fd(map);
	size_t n = 0;

	if (fd >= 0) {
		struct scanner *s = scanner_new(fd, name);

		for (; scan_more(s); n++)
			import_cases_add(cases, s);
		scanner_free(s);
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
