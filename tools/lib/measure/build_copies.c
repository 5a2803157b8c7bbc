#include "measure/build_copies.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/rng.h"
#include "base/temporary.h"
#include "base/util.h"
#include "measure/build.h"

/* Paths differ by up to so many bytes: they move the stack, as the environment does. */
enum { PATH_PAD = 16 };

struct build_copies {
	char *folder;
};

struct build_copies *
build_copies_new(void)
{
	struct build_copies *c = xcalloc(1, sizeof *c);

	c->folder = temporary_folder();
	return c;
}

const char *
build_copies_folder(const struct build_copies *c)
{
	return c->folder;
}

void
build_copies_free(struct build_copies *c)
{
	if (!c)
		return;
	folder_empty(c->folder);
	rmdir(c->folder);
	free(c->folder);
	free(c);
}

/* Whether PATH is the folder in which temporary folders are made. */
static bool
is_temporary_place(const char *path)
{
	struct stat a, b;

	return stat(path, &a) == 0 && stat(temporary_place(), &b) == 0 && a.st_dev == b.st_dev &&
	       a.st_ino == b.st_ino;
}

/* The command that copies what folder DIR has into TO; each word, and the list, is the caller's. */
static char **
copy_command(const char *dir, const char *to)
{
	static const char *const words[] = {"cp", "-RPp", "--"};
	enum { FIRST = sizeof words / sizeof *words };
	size_t n = FIRST, cap = 0;
	char **argv = NULL;
	struct dirent *entry;
	DIR *d = opendir(dir);

	if (!d)
		return NULL;
	for (size_t i = 0; i < FIRST; i++) {
		argv = xgrow(argv, i, &cap, sizeof *argv);
		argv[i] = xstrdup(words[i]);
	}
	while ((entry = readdir(d))) {
		const char *name = entry->d_name;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, ".git") == 0)
			continue;
		argv = xgrow(argv, n, &cap, sizeof *argv);
		argv[n] = xasprintf("%s/%s", dir, name);
		/* The copy itself lies there. */
		if (is_temporary_place(argv[n]))
			free(argv[n]);
		else
			n++;
	}
	closedir(d);
	argv = xreallocarray(argv, n + 2, sizeof *argv);
	argv[n] = n > FIRST ? xstrdup(to) : NULL;
	argv[n + 1] = NULL;
	return argv;
}

static void
words_free(char **words)
{
	for (size_t i = 0; words[i]; i++)
		free(words[i]);
	free(words);
}

/* Make TO/.git a file that names the repository of DIR, where DIR is the top of its work tree. */
static void
git_link(const char *dir, const char *to)
{
	char *git = xasprintf("%s/.git", dir), *link = xasprintf("%s/.git", to);
	char *path = realpath(git, NULL);
	struct stat st;
	FILE *f;

	if (path && stat(path, &st) == 0 && S_ISDIR(st.st_mode) && (f = fopen(link, "w"))) {
		fprintf(f, "gitdir: %s\n", path);
		fclose(f);
	} else if (path && S_ISREG(st.st_mode)) {
		char *argv[] = {(char *)"cp", (char *)"-Pp", (char *)"--", git, link, NULL};

		free(build_run(argv, NULL));
	}
	free(path);
	free(git);
	free(link);
}

/* What has been built before is older than its sources; and CMake refuses a cache that another
 * folder made. */
static void
sources_touch(const char *to)
{
	static const char line[] =
	    "find . -name CMakeCache.txt -exec rm -f {} +; git ls-files -z 2>/dev/null | "
	    "xargs -0 sh -c '[ $# -eq 0 ] || touch -c -h -- \"$@\"' sh";
	char *argv[] = {(char *)"sh", (char *)"-c", (char *)line, NULL};

	free(build_run(argv, to));
}

char *
build_copies_add(struct build_copies *c, const char *dir, uint32_t salt, char **why)
{
	static const char pad[PATH_PAD + 1] = "----------------";
	char *to, **argv;
	struct rng rng;

	rng_seed(&rng, salt);
	to = xasprintf(
	    "%s/%lu%.*s", c->folder, (unsigned long)salt, (int)rng_below(&rng, PATH_PAD), pad);
	*why = NULL;
	argv = mkdir(to, 0700) == 0 ? copy_command(dir ? dir : ".", to) : NULL;
	if (!argv) {
		*why = xasprintf("'%s' cannot be copied", dir ? dir : ".");
	} else {
		char *cp;

		/* An empty folder leaves no word that says where to. */
		cp = argv[3] ? build_run(argv, NULL) : NULL;
		if (cp)
			*why = xasprintf("'%s' cannot be copied to '%s'", dir ? dir : ".", to);
		free(cp);
		words_free(argv);
	}
	if (*why) {
		free(to);
		return NULL;
	}
	git_link(dir ? dir : ".", to);
	sources_touch(to);
	return to;
}
