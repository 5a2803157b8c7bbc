#include "json/json_spool.h"

#include "base/input.h"
#include "base/temporary.h"
#include "json/json_window.h"

FILE *
json_spool(int fd, const char *name)
{
	FILE *f = temporary_file();
	struct scanner *s = scanner_new_copying(fd, name, f);

	scan_limit(s, JSON_SPOOL_MAX, "a document that comes from no file");
	if (scan_type(s) == SCAN_OBJECT) {
		scan_skip(s);
		scan_end(s);
	}
	scanner_free(s);
	if (fflush(f))
		temporary_die();
	rewind(f);
	return f;
}

FILE *
json_seekable(const char *path)
{
	return input_seekable_by(path, json_spool);
}
