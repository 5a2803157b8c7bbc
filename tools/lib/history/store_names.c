/* What documents are called in a history, and which are there. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "history/store.h"

enum { PART_MAX = 64 };

static const char *const letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

bool
store_part_valid(const char *part)
{
	size_t len = strlen(part);

	return len > 0 && len <= PART_MAX && strspn(part, letters) == len && *part != '.' &&
	       *part != '-';
}

/* Whether TEXT is like LIKE, in which 0 is any digit; what follows in TEXT does not matter. */
static bool
begins_like(const char *text, const char *like)
{
	for (; *like; like++, text++)
		if (*like == '0' ? *text < '0' || *text > '9' : *text != *like)
			return false;
	return true;
}

/* Whether TEXT ends in END. */
static bool
ends_in(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static int
is_month_folder(const struct dirent *d)
{
	return begins_like(d->d_name, "0000-00") && strlen(d->d_name) == strlen("0000-00");
}

static int
is_month_file(const struct dirent *d)
{
	return begins_like(d->d_name, "0000-00.parquet") &&
	       strlen(d->d_name) == strlen("0000-00.parquet");
}

static int
is_document(const struct dirent *d)
{
	return begins_like(d->d_name, "00000000T000000Z-") && ends_in(d->d_name, ".json");
}

/* The names in FOLDER that FILTER takes. */
static int
names_read(const char *folder, int (*filter)(const struct dirent *), struct dirent ***names)
{
	int n = scandir(folder, names, filter, alphasort);

	if (n < 0)
		die("'%s' cannot be read:", folder);
	return n;
}

/* Add NAME of FOLDER, or alone when FOLDER is NULL. */
static void
list_add(struct store_list *list, size_t *cap, const char *folder, const char *name)
{
	list->names = xgrow(list->names, list->n, cap, sizeof *list->names);
	list->names[list->n++] = folder ? xasprintf("%s/%s", folder, name) : xstrdup(name);
}

static void
month_read(struct store_list *list, size_t *cap, const char *folder, const char *month)
{
	char *path = xasprintf("%s/%s", folder, month);
	struct dirent **names;
	int n = names_read(path, is_document, &names);

	for (int i = 0; i < n; i++) {
		list_add(list, cap, month, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	free(path);
}

struct store_list
store_month_read(const char *folder, const char *month)
{
	struct store_list list = {NULL, 0};
	size_t cap = 0;

	month_read(&list, &cap, folder, month);
	return list;
}

struct store_list
store_list_read(const char *folder, enum store_kind kind)
{
	struct store_list list = {NULL, 0};
	struct dirent **names;
	size_t cap = 0;
	int n =
	    names_read(folder, kind == STORE_DOCUMENT ? is_month_folder : is_month_file, &names);

	for (int i = 0; i < n; i++) {
		if (kind == STORE_DOCUMENT)
			month_read(&list, &cap, folder, names[i]->d_name);
		else
			list_add(&list, &cap, NULL, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	return list;
}

void
store_list_free(struct store_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->names[i]);
	free(list->names);
}

const char *
store_stem(const char *name, size_t *len)
{
	const char *slash = strrchr(name, '/');
	const char *stem = slash ? slash + 1 : name;

	*len = strlen(stem);
	if (ends_in(stem, ".json"))
		*len -= strlen(".json");
	return stem;
}

void
store_day(const char *name, char day[sizeof "2026-11-29"])
{
	size_t len;
	const char *s = store_stem(name, &len);

	snprintf(day, sizeof "2026-11-29", "%.4s-%.2s-%.2s", s, s + 4, s + 6);
}

void
store_time(const char *name, char time[sizeof "2026-11-29T12:18:45Z"])
{
	size_t len;
	const char *s = store_stem(name, &len);

	snprintf(time, sizeof "2026-11-29T12:18:45Z", "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", s, s + 4,
	    s + 6, s + 9, s + 11, s + 13);
}
