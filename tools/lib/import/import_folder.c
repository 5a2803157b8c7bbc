/* The reader of folders: harnesses that write several JSON files for one benchmark. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/util.h"
#include "import/import_reader.h"
#include "json/json_bounds.h"
#include "json/json_scanner.h"

enum { FOLDERS_DEEP = 32 };

struct folder_reader {
	const struct import_format *format;
	struct raw_rows *rows; /* NULL: only look */
	const char *root;
	struct timespec since; /* older files are not there */
	struct buf text, json;
	size_t found;
};

/* PATH's text into R->text. */
static void
file_read(struct folder_reader *r, const char *path)
{
	FILE *f = fopen(path, "r");

	if (!f)
		die("%s:", path);
	buf_clear(&r->text);
	buf_read(&r->text, f, JSON_BYTES_MAX, path);
	if (r->text.len > JSON_BYTES_MAX)
		die("%s: is larger than %d MiB", path, JSON_BYTES_MAX >> 20);
	fclose(f);
}

static void
file_add(struct folder_reader *r, const char *path)
{
	const char *name = strrchr(path, '/') + 1, *end = strrchr(name, '.');
	struct scanner *s;

	file_read(r, path);
	s = scanner_of_text(r->text.s ? r->text.s : "", r->text.len, path);
	buf_clear(&r->json);
	scan_type(s);
	scan_raw(s, &r->json);
	scan_end(s);
	scanner_free(s);
	raw_row_json(
	    r->rows, name, end ? (size_t)(end - name) : strlen(name), r->json.s, r->json.len);
}

static bool
older(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec < b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

/* The path of FILE, as the format has it, below PATH; with BARE without the folders it is in.
 * *MAY is whether it may be missing. NULL: it is. The caller owns it. */
static char *
file_path(const struct folder_reader *r, const char *path, const char *file, bool bare, bool *may)
{
	const char *slash = bare ? strrchr(file, '/') : NULL, *name = slash ? slash + 1 : file;
	size_t len = strlen(name);
	struct stat st;
	char *full;

	*may = name[len - 1] == '?';
	full = xasprintf("%s/%.*s", path, (int)(len - *may), name);
	if (stat(full, &st) == 0 && S_ISREG(st.st_mode) && !older(&st.st_mtim, &r->since))
		return full;
	free(full);
	return NULL;
}

static bool
files_there(const struct folder_reader *r, const char *path, bool bare)
{
	const struct import_words *files = &r->format->files;

	for (size_t i = 0; i < files->n; i++) {
		bool may, there;
		char *file = file_path(r, path, files->at[i], bare, &may);

		there = file != NULL;
		free(file);
		if (!there && !may)
			return false;
	}
	return true;
}

/* Make a row of folder PATH when all files are there. */
static void
folder_row(struct folder_reader *r, const char *path, bool bare)
{
	const struct import_words *files = &r->format->files;
	const char *below = path + strlen(r->root);

	if (!files_there(r, path, bare))
		return;
	r->found++;
	if (!r->rows)
		return;
	below += strspn(below, "/");
	raw_row_begin(r->rows, 1);
	raw_row_text(r->rows, "folder", 6, below, strlen(below));
	for (size_t i = 0; i < files->n; i++) {
		bool may;
		char *file = file_path(r, path, files->at[i], bare, &may);

		if (file)
			file_add(r, file);
		free(file);
	}
}

static int
visible(const struct dirent *e)
{
	return *e->d_name != '.';
}

static void
folder_walk(struct folder_reader *r, const char *path, unsigned deep)
{
	struct dirent **names;
	int n = scandir(path, &names, visible, alphasort);

	if (n < 0)
		die("%s:", path);
	if (deep == FOLDERS_DEEP)
		die("%s: is more than %d folders deep", path, FOLDERS_DEEP);
	folder_row(r, path, false);
	for (int i = 0; i < n; i++) {
		char *below = xasprintf("%s/%s", path, names[i]->d_name);
		struct stat st;

		if (lstat(below, &st) == 0 && S_ISDIR(st.st_mode))
			folder_walk(r, below, deep + 1);
		free(below);
		free(names[i]);
	}
	free(names);
}

/* The row of the one folder that file PATH is in. */
static void
file_row(struct folder_reader *r, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? xstrndup(path, (size_t)(slash - path)) : xstrdup(".");

	r->root = folder;
	folder_row(r, folder, true);
	free(folder);
	r->root = path;
}

static void
any_row(struct folder_reader *r, const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		die("%s:", path);
	if (S_ISDIR(st.st_mode))
		folder_walk(r, path, 0);
	else
		file_row(r, path);
}

bool
import_folder_is(const struct import_format *format, const char *path)
{
	struct folder_reader r = {.format = format, .root = path};

	any_row(&r, path);
	return r.found > 0;
}

void
import_folder_rows(const struct import_format *format, const char *path, struct timespec since,
    struct raw_rows *rows)
{
	struct folder_reader r = {.format = format, .rows = rows, .root = path, .since = since};

	any_row(&r, path);
	if (r.found == 0)
		die("%s: no folder in it has '%s', as %s has%s", path, format->files.at[0],
		    format->name, since.tv_sec ? ", written since then" : "");
	buf_free(&r.text);
	buf_free(&r.json);
}
