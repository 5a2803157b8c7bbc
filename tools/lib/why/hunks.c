#include "why/hunks.h"

#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"

/* Lines FROM to TO, TO not among them, of FILE on one side. */
struct hunk {
	char *file;
	size_t from, to;
	bool head;
};

struct hunks {
	struct hunk *at;
	size_t n, cap;
};

static void
hunk_add(struct hunks *h, const char *file, size_t line, bool head)
{
	struct hunk *last = h->n ? &h->at[h->n - 1] : NULL;

	if (last && last->head == head && last->to == line && strcmp(last->file, file) == 0) {
		last->to++;
		return;
	}
	h->at = xgrow(h->at, h->n, &h->cap, sizeof *h->at);
	h->at[h->n++] = (struct hunk){xstrdup(file), line, line + 1, head};
}

/* The path in S, behind "--- " or "+++ ", less git's "a/" and what follows a tab; NULL for
 * /dev/null. The caller owns it. */
static char *
path_take(const char *s)
{
	size_t n = strcspn(s, "\t");

	if (strncmp(s, "/dev/null", n) == 0 && n == 9)
		return NULL;
	if (n > 2 && (s[0] == 'a' || s[0] == 'b') && s[1] == '/') {
		s += 2;
		n -= 2;
	}
	return xstrndup(s, n);
}

struct diff_lines {
	struct hunks *hunks;
	char *files[2];
	size_t at[2], left[2]; /* the next line of each side, and those left of the hunk */
};

/* A line within a hunk; false when it is none. */
static bool
hunk_line(struct diff_lines *d, const char *s)
{
	bool minus = *s == '-', plus = *s == '+';

	if (*s == '\\')
		return true;
	if (!minus && !plus && *s != ' ' && *s)
		return false;
	for (int side = 0; side < 2; side++) {
		if (side ? minus : plus)
			continue;
		if (!d->left[side])
			return false;
		if ((minus || plus) && d->files[side])
			hunk_add(d->hunks, d->files[side], d->at[side], side);
		d->at[side]++;
		d->left[side]--;
	}
	return true;
}

static size_t
number_take(const char **s)
{
	char *end;
	size_t v = strtoul(*s, &end, 10);

	*s = end;
	return v;
}

/* "@@ -12,3 +12,5 @@"; false when it is none. */
static bool
hunk_begin(struct diff_lines *d, const char *s)
{
	s += 3;
	for (int side = 0; side < 2; side++) {
		if (*s++ != "-+"[side])
			return false;
		d->at[side] = number_take(&s);
		d->left[side] = 1;
		if (*s == ',') {
			s++;
			d->left[side] = number_take(&s);
		}
		if (*s++ != ' ')
			return false;
	}
	return strncmp(s, "@@", 2) == 0;
}

static void
file_set(struct diff_lines *d, int side, const char *s)
{
	free(d->files[side]);
	d->files[side] = path_take(s);
}

struct hunks *
hunks_read(FILE *f, const char *name)
{
	struct diff_lines d = {.hunks = xcalloc(1, sizeof *d.hunks)};
	char *line = NULL;
	size_t cap = 0, n = 0;

	while (getline(&line, &cap, f) >= 0) {
		bool good = true;

		n++;
		line[strcspn(line, "\n")] = '\0';
		if (d.left[0] || d.left[1])
			good = hunk_line(&d, line);
		else if (strncmp(line, "@@ ", 3) == 0)
			good = hunk_begin(&d, line);
		else if (strncmp(line, "--- ", 4) == 0)
			file_set(&d, 0, line + 4);
		else if (strncmp(line, "+++ ", 4) == 0)
			file_set(&d, 1, line + 4);
		if (!good)
			die("%s:%zu: expected a line of a unified diff", name, n);
	}
	if (ferror(f))
		die("%s:", name);
	if (d.left[0] || d.left[1])
		die("%s:%zu: the diff ends within a hunk: it was cut", name, n);
	free(line);
	free(d.files[0]);
	free(d.files[1]);
	return d.hunks;
}

struct hunks *
hunks_load(const char *path)
{
	FILE *f = input_open(path);
	struct hunks *h = hunks_read(f, input_name(path));

	input_close(f);
	return h;
}

void
hunks_free(struct hunks *h)
{
	if (!h)
		return;
	for (size_t i = 0; i < h->n; i++)
		free(h->at[i].file);
	free(h->at);
	free(h);
}

/* Whether PATH is FILE, or that below some folders. */
static bool
path_ends(const char *path, const char *file)
{
	size_t n = strlen(path), m = strlen(file);

	return n >= m && strcmp(path + n - m, file) == 0 && (n == m || path[n - m - 1] == '/');
}

bool
hunks_have(const struct hunks *h, const char *file, size_t line, bool head)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->at[i].head == head && line >= h->at[i].from && line < h->at[i].to &&
		    path_ends(file, h->at[i].file))
			return true;
	return false;
}
