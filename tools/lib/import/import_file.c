#include "import/import_file.h"

#include <stdlib.h>

#include "base/input.h"
#include "base/util.h"
#include "import/import_map.h"
#include "import/import_reader.h"

void
import_file_rows(const struct import_source *source, FILE *to)
{
	const struct import_format *format = source->format;
	struct raw_rows *rows = raw_rows_new(to);
	FILE *f;

	if (format->family == IMPORT_FOLDER) {
		import_folder_rows(format, source->path, source->since, rows);
		raw_rows_end(rows);
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
	raw_rows_end(rows);
}

static void
source_read(void *to_read, FILE *to)
{
	const struct import_source *source = to_read;

	import_file_rows(source, to);
}

void
import_file(const struct import_source *source, struct import_cases *cases)
{
	struct import_source copy = *source;
	struct import_map *map = import_map_start(source->format, source_read, &copy);
	char *name = xasprintf("%s: what '%s' made of it", source->name, source->format->path);
	int fd = import_map_fd(map);
	size_t n = 0;

	if (fd >= 0) {
		struct scanner *s = scanner_new(fd, name);

		for (; scan_more(s); n++)
			import_cases_add(cases, s);
		scanner_free(s);
	}
	import_map_end(map, source->name);
	if (n == 0)
		die("%s: there is no benchmark in it that %s could take", source->name,
		    source->format->name);
	free(name);
}
