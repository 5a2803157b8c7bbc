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

/* Whose contents count: of what the command names all but programs, of hooks all. */
enum counted { COUNT_DATA, COUNT_ALL };

/* The contents of the file PATH, if it is one. */
static void
contents_add(struct digest *d, const char *path, enum counted counted)
{
	char part[1 << 14];
	struct stat st;
	FILE *f = NULL;
	size_t n;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		f = fopen(path, "rb");
	if (!f)
		return;
	if (counted == COUNT_ALL || !is_program(f))
		while ((n = fread(part, 1, sizeof part, f)) > 0)
			digest_add(d, part, n);
	fclose(f);
}

/* The files that words name, in FOLDER of the build in ROOT. */
struct reach_place {
	const char *root, *folder;
	enum counted counted;
};

/* The file that WORD names. */
static void
file_add(struct digest *d, const struct reach_place *at, const char *word)
{
	char *path = *word == '/'
			 ? xstrdup(word)
			 : xasprintf("%s/%s/%s", at->root, at->folder ? at->folder : ".", word);

	contents_add(d, path, at->counted);
	free(path);
}

/* WORD, a command line of a shell: each of its words may be a file. */
static void
line_add(struct digest *d, const struct reach_place *at, const char *line)
{
	char *copy = xstrdup(line), *rest = copy, *word;

	while ((word = strtok_r(rest, " \t\n'\"<>;&|()=", &rest)))
		file_add(d, at, word);
	free(copy);
}

/* The files that WORDS name, whole or in a part. */
static void
files_add(struct digest *d, const struct reach_place *at, char *const *words)
{
	for (; words && *words; words++) {
		file_add(d, at, *words);
		line_add(d, at, *words);
	}
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
	static const enum hook before[] = {HOOK_SETUP, HOOK_PREPARE, HOOK_CONCLUDE};
	const struct reach_place command = {root, c->directory, COUNT_DATA},
				 hook = {root, c->directory, COUNT_ALL},
				 input = {root, NULL, COUNT_DATA};
	struct digest d;

	digest_begin(&d);
	words_add(&d, c->argv);
	words_add(&d, c->env);
	words_add(&d, c->pass_env);
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		words_add(&d, c->hooks[before[i]]);
		files_add(&d, &hook, c->hooks[before[i]]);
	}
	string_add(&d, c->directory);
	string_add(&d, c->input);
	files_add(&d, &command, c->argv);
	files_add(&d, &command, c->env);
	if (c->input)
		file_add(&d, &input, c->input);
	digest_end(&d, text);
}
