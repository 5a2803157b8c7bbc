#include "import/import_detect.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/util.h"
#include "import/import_hint.h"
#include "import/import_reader.h"

enum { HEAD = 1 << 16 };

static bool
signs_match(const struct import_format *f, const char *head)
{
	for (size_t i = 0; i < f->nsigns; i++)
		if (regex_result(regexec(&f->signs[i], head, 0, NULL, 0)) != 0)
			return false;
	return f->nsigns > 0;
}

/* The names of formats, for a message; the caller owns it. */
static char *
names_of(const struct import_formats *all, bool folders)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < all->n; i++)
		if ((all->at[i]->family == IMPORT_FOLDER) == folders)
			buf_printf(&b, "%s%s", b.len ? ", " : "", all->at[i]->name);
	return buf_take(&b);
}

/* Die when HEAD, the N bytes that file NAME begins with, is no text in UTF-8. */
static void
text_check(const char *head, size_t n, const char *name)
{
	bool mark =
	    n >= 2 && (memcmp(head, "\xff\xfe", 2) == 0 || memcmp(head, "\xfe\xff", 2) == 0);

	if (mark || (n >= 2 && !head[0] != !head[1]))
		die("%s: is UTF-16, not UTF-8: 'iconv -f UTF-16%s -t UTF-8' converts it", name,
		    mark      ? ""
		    : head[0] ? "LE"
			      : "BE");
	if (n >= 2 && !head[0])
		die("%s: begins with NUL bytes, which no text has", name);
}

/* The beginning of file PATH, which messages call NAME; the caller owns it. */
static char *
head_of(const char *path, const char *name)
{
	char *head = xcalloc(HEAD + 1, 1);
	FILE *f = input_open(path);
	size_t n = fread(head, 1, HEAD, f);

	if (ferror(f))
		die("%s:", name);
	input_close(f);
	if (n == 0)
		die("%s: is empty: no benchmark ran, or its output went elsewhere", name);
	text_check(head, n, name);
	return head;
}

void
import_detect_check(const struct import_format *format, const char *path, const char *name)
{
	struct stat st;
	char *head;
	const char *hint;

	if (stat(path, &st) < 0)
		die("%s:", name);
	if (S_ISDIR(st.st_mode)) {
		if (format->family != IMPORT_FOLDER)
			die("%s: is a folder: %s is a file", name, format->name);
		return;
	}
	head = head_of(path, name);
	hint = (format->nsigns == 0 && format->family != IMPORT_FOLDER) || signs_match(format, head)
		   ? NULL
		   : import_hint(head);
	if (hint)
		die("%s: is %s", name, hint);
	free(head);
}

static const struct import_format *
file_detect(const struct import_formats *all, const char *path, const char *name)
{
	const struct import_format *best = NULL, *other = NULL;
	char *head = head_of(path, name);
	const char *hint, *begin = head + (memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);

	for (size_t i = 0; i < all->n; i++) {
		if (all->at[i]->family == IMPORT_FOLDER || !signs_match(all->at[i], begin))
			continue;
		if (!best || all->at[i]->nsigns > best->nsigns) {
			best = all->at[i];
			other = NULL;
		} else if (all->at[i]->nsigns == best->nsigns) {
			other = all->at[i];
		}
	}
	hint = best ? NULL : import_hint(head);
	free(head);
	for (size_t i = 0; i < all->n && !best; i++)
		if (all->at[i]->family == IMPORT_FOLDER && import_folder_is(all->at[i], path))
			return all->at[i];
	if (hint)
		die("%s: is %s", name, hint);
	if (!best)
		die("%s: its beginning is of none of the known formats: %s", name,
		    names_of(all, false));
	if (other)
		die("%s: may be '%s' or '%s': name the one", name, best->name, other->name);
	if (best->warning)
		warn("%s: taken for %s: %s", name, best->name, best->warning);
	return best;
}

static const struct import_format *
folder_detect(const struct import_formats *all, const char *path, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i]->family == IMPORT_FOLDER && import_folder_is(all->at[i], path))
			return all->at[i];
	die("%s: is a folder of none of the formats that are folders: %s", name,
	    names_of(all, true));
}

const struct import_format *
import_detect(const struct import_formats *all, const char *path, const char *name)
{
	struct stat st;

	if (stat(path, &st) < 0)
		die("%s:", name);
	return S_ISDIR(st.st_mode) ? folder_detect(all, path, name) : file_detect(all, path, name);
}
