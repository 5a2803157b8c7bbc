#include "link/salted_go.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum { RANDLAYOUT = 22 }; /* go1.22 */

/* Whether the linker of the go command FILE knows -randlayout. */
static bool
go_shuffles(const char *file)
{
	char *line = xasprintf("'%s' env GOVERSION 2>/dev/null", file);
	int major = 0, minor = 0;
	FILE *f = strchr(file, '\'') ? NULL : popen(line, "r");

	if (f && fscanf(f, "go%d.%d", &major, &minor) != 2)
		major = 0;
	if (f)
		pclose(f);
	free(line);
	return major > 1 || (major == 1 && minor >= RANDLAYOUT);
}

static bool
links(const char *command)
{
	static const char *const words[] = {"build", "install", "run", "test", NULL};

	for (const char *const *w = words; command && *w; w++)
		if (strcmp(command, *w) == 0)
			return true;
	return false;
}

/* The index of the first word of ARGV where a flag may stand: behind the folder of -C, which must
 * be the first one. */
static size_t
flags_begin(char *const *argv)
{
	const char *word = argv[2] ? argv[2] + (strncmp(argv[2], "--", 2) == 0) : "";

	if (strncmp(word, "-C=", 3) == 0)
		return 3;
	return strcmp(word, "-C") == 0 && argv[3] ? 4 : 2;
}

/* The index of the word of ARGV that ends with the flags of the linker, and whether these follow
 * an '=' in it; 0: there is none. */
static size_t
ldflags_find(char *const *argv, bool *joined)
{
	for (size_t i = 2; argv[i]; i++) {
		const char *word = argv[i] + (strncmp(argv[i], "--", 2) == 0);

		*joined = strncmp(word, "-ldflags=", 9) == 0;
		if (*joined)
			return i;
		if (strcmp(word, "-ldflags") == 0 && argv[i + 1])
			return i + 1;
	}
	return 0;
}

char **
salted_go(const struct salted_link *l, const char *file, char **argv)
{
	const char *flags = getenv("GOFLAGS");
	char **list;
	size_t n = 0, at;
	bool joined;

	while (argv[n])
		n++;
	list = xcalloc(n + 2, sizeof *list);
	memcpy(list, argv, n * sizeof *list);
	if (n < 2 || !links(argv[1]))
		return list;
	at = ldflags_find(argv, &joined);
	/* Flags of the linker in GOFLAGS would be lost by those in a word. */
	if ((!at && flags && strstr(flags, "-ldflags")) || !go_shuffles(file)) {
		salted_link_note(l, "plain\n");
		return list;
	}
	salted_link_note(l, "go\n");
	if (at) {
		list[at] = xasprintf("%s -randlayout=%lu", argv[at], (unsigned long)l->salt);
		return list;
	}
	at = flags_begin(argv);
	memcpy(list + at + 1, argv + at, (n - at) * sizeof *list);
	list[at] = xasprintf("-ldflags=-randlayout=%lu", (unsigned long)l->salt);
	return list;
}
