#include "why/reach_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/util.h"

static void
string_add(struct digest *d, const char *s)
{
	digest_add(d, s ? s : "", strlen(s ? s : "") + 1);
}

/* Whether F, at its start, is a program: what it does is known function by function. */
static bool
is_program(FILE *f)
{
	char magic[4];
	bool elf = fread(magic, 1, sizeof magic, f) == sizeof magic &&
		   memcmp(magic, "\177ELF", sizeof magic) == 0;

	rewind(f);
	return elf;
}

/* The contents of the file PATH, if it is one. */
static void
contents_add(struct digest *d, const char *path)
{
	char part[1 << 14];
	struct stat st;
	FILE *f = NULL;
	size_t n;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		f = fopen(path, "rb");
	if (!f)
		return;
	if (!is_program(f))
		while ((n = fread(part, 1, sizeof part, f)) > 0)
			digest_add(d, part, n);
	fclose(f);
}

/* The file that WORD names in FOLDER of the build in ROOT. */
static void
file_add(struct digest *d, const char *root, const char *folder, const char *word)
{
	char *path =
	    *word == '/' ? xstrdup(word) : xasprintf("%s/%s/%s", root, folder ? folder : ".", word);

	contents_add(d, path);
	free(path);
}

/* WORD, a command line of a shell: each of its words may be a file. */
static void
line_add(struct digest *d, const char *root, const char *folder, const char *line)
{
	char *copy = xstrdup(line), *rest = copy, *word;

	while ((word = strtok_r(rest, " \t\n'\"<>;&|()=", &rest)))
		file_add(d, root, folder, word);
	free(copy);
}

static void
words_add(struct digest *d, char *const *words)
{
	for (; words && *words; words++)
		string_add(d, *words);
	string_add(d, NULL);
}

void
reach_case_digest(const struct plan_case *c, const char *root, char text[DIGEST_TEXT])
{
	struct digest d;

	digest_begin(&d);
	words_add(&d, c->argv);
	words_add(&d, c->env);
	words_add(&d, c->pass_env);
	words_add(&d, c->hooks[HOOK_SETUP]);
	words_add(&d, c->hooks[HOOK_PREPARE]);
	string_add(&d, c->directory);
	string_add(&d, c->input);
	for (char **word = c->argv; *word; word++) {
		file_add(&d, root, c->directory, *word);
		line_add(&d, root, c->directory, *word);
	}
	if (c->input)
		file_add(&d, root, NULL, c->input);
	digest_end(&d, text);
}
