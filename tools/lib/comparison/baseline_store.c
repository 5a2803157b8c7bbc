#include "comparison/baseline_store.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/util.h"
#include "results/results.h"

enum { NAME_LENGTH_MAX = 100, SHOWN_MAX = 5 };

/* Whether S is one plain name: nothing that a path could be made of. */
static bool
is_name(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-");

	return n > 0 && n <= NAME_LENGTH_MAX && !s[n] && s[0] != '.' && s[0] != '-';
}

static char *
release_read(const char *dir)
{
	char *path = xasprintf("%s/current", dir), line[NAME_LENGTH_MAX + 3] = "";
	FILE *f = fopen(path, "r");
	size_t n;

	if (!f)
		die("cannot read '%s', which names the release in force:", path);
	n = fread(line, 1, sizeof line - 1, f);
	if (ferror(f))
		die("cannot read '%s':", path);
	fclose(f);
	if (n > 0 && line[n - 1] == '\n')
		line[n - 1] = '\0';
	/* A NUL inside would hide what follows it. */
	if (strlen(line) + 1 < n || !is_name(line))
		die("%s: it must hold one line, the name of a release: letters, digits and '._+-'",
		    path);
	free(path);
	return xstrdup(line);
}

static char *
fingerprint_read(const char *path)
{
	struct results *r = results_open(path);
	const struct results_head *head;
	struct entry e;
	char *fingerprint;

	entry_init(&e);
	results_depth(r, RESULTS_NO_VALUES);
	while (results_next(r, &e))
		continue;
	head = results_head(r);
	if (!head->fingerprint || !*head->fingerprint)
		die("%s: its environment has no fingerprint: a baseline cannot be chosen",
		    results_name(r));
	if (!is_name(head->fingerprint))
		die("%s: '%s' is not a fingerprint", results_name(r), head->fingerprint);
	fingerprint = xstrdup(head->fingerprint);
	entry_free(&e);
	results_close(r);
	return fingerprint;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "; it has 'a', 'b' and 3 more", from the names of DIR. */
static void
add_names(struct buf *b, const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;
	char **names = NULL;
	size_t n = 0, cap = 0;

	while (d && (entry = readdir(d))) {
		const char *dot = strrchr(entry->d_name, '.');

		if (!is_name(entry->d_name) || !dot || strcmp(dot, ".json") != 0)
			continue;
		names = xgrow(names, n, &cap, sizeof *names);
		names[n++] = xstrndup(entry->d_name, (size_t)(dot - entry->d_name));
	}
	if (d)
		closedir(d);
	if (n)
		qsort(names, n, sizeof *names, by_name);
	for (size_t i = 0; i < n; i++) {
		if (i < SHOWN_MAX)
			buf_printf(b, "%s'%s'", i ? ", " : "; there is ", names[i]);
		free(names[i]);
	}
	if (n > SHOWN_MAX)
		buf_printf(b, " and %zu more", n - SHOWN_MAX);
	free(names);
}

/* Die because FOLDER has nothing for FINGERPRINT, with what it has and what helps. */
static _Noreturn void
nothing_fits(const char *folder, const char *fingerprint)
{
	struct buf known = BUF_INIT;

	buf_str(&known, "");
	add_names(&known, folder);
	die("'%s' has no baseline for this machine (fingerprint %s%s): nothing was compared; "
	    "measure base and head in one session instead: bench-run --variant base=DIR "
	    "--variant head=DIR",
	    folder, fingerprint, known.s);
}

char *
baseline_find(const char *dir, const char *path)
{
	char *release = release_read(dir), *fingerprint = fingerprint_read(path);
	char *folder = xasprintf("%s/%s", dir, release);
	char *found = xasprintf("%s/%s.json", folder, fingerprint);

	free(release);
	if (access(found, R_OK) != 0) {
		if (errno != ENOENT)
			die("cannot read '%s':", found);
		free(found);
		nothing_fits(folder, fingerprint);
	}
	free(fingerprint);
	free(folder);
	return found;
}
