#include "json/json_spool.h"

#include <sys/stat.h>

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
	int fd = input_open_fd(path);
	struct stat st;
	FILE *f;

	if (fstat(fd, &st))
		die("cannot open '%s':", input_name(path));
	/* Standard input may be a file that others have read from already: what is left counts. */
	if (input_is_standard(path) || !S_ISREG(st.st_mode)) {
		f = json_spool(fd, input_name(path));
		input_close_fd(fd);
		return f;
	}
	f = fdopen(fd, "r");
	if (!f)
		die("cannot open '%s':", path);
	return f;
}
