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
file_add(struct folder_reader *r, const char *path, const char *file)
{
	const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
	const char *end = strrchr(name, '.');
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
files_there(const struct import_words *files, const char *path)
{
	struct stat st;

	for (size_t i = 0; i < files->n; i++) {
		char *file = xasprintf("%s/%s", path, files->at[i]);
		bool there = stat(file, &st) == 0 && S_ISREG(st.st_mode);

		free(file);
		if (!there)
			return false;
	}
	return true;
}

/* Make a row of folder PATH when all files are there. */
static void
folder_row(struct folder_reader *r, const char *path)
{
	const struct import_words *files = &r->format->files;
	const char *below = path + strlen(r->root);

	if (!files_there(files, path))
		return;
	r->found++;
	if (!r->rows)
		return;
	below += strspn(below, "/");
	raw_row_begin(r->rows, 1);
	raw_row_text(r->rows, "folder", 6, below, strlen(below));
	for (size_t i = 0; i < files->n; i++) {
		char *file = xasprintf("%s/%s", path, files->at[i]);

		file_add(r, file, files->at[i]);
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
	folder_row(r, path);
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

bool
import_folder_is(const struct import_format *format, const char *path)
{
	struct folder_reader r = {.format = format, .root = path};

	folder_walk(&r, path, 0);
	return r.found > 0;
}

void
import_folder_rows(const struct import_format *format, const char *path, struct raw_rows *rows)
{
	struct folder_reader r = {.format = format, .rows = rows, .root = path};

	folder_walk(&r, path, 0);
	if (r.found == 0)
		die("%s: no folder in it has '%s', as %s has", path, format->files.at[0],
		    format->name);
	buf_free(&r.text);
	buf_free(&r.json);
}
