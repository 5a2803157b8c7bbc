#include "why/source_names.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tame.h"
#include "base/temporary.h"
#include "base/text_cut.h"
#include "base/util.h"
#include "why/subprogram.h"

void
source_names(const struct word **names, const uint64_t *addresses, size_t n, const char *path,
    struct word_set *words)
{
	FILE *in = temporary_file(), *out;
	char *line = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < n; i++) {
		fprintf(in, "0x%" PRIx64 "\n", addresses[i]);
		names[i] = NULL;
	}
	out =
	    subprogram_run((const char *[]){"addr2line", "-f", "-e", path, NULL}, in, false, NULL);
	for (size_t i = 0; out && i < n && getline(&line, &cap, out) >= 0; i++) {
		line[strcspn(line, "\n")] = '\0';
		if (strcmp(line, "??") != 0 && *line)
			names[i] = intern_word(words, line);
		if (getline(&line, &cap, out) < 0)
			break;
	}
	free(line);
	fclose(in);
	if (out)
		fclose(out);
}

/* Whether WORD is of a language that encodes types in names. */
static bool
is_encoded(const struct word *word)
{
	return strncmp(word->text, "_Z", 2) == 0 || strncmp(word->text, "_R", 2) == 0;
}

void
source_names_decode(const struct word **names, size_t n, struct word_set *words)
{
	FILE *in = temporary_file(), *out = NULL;
	char *line = NULL;
	bool any = false;
	size_t cap = 0;

	for (size_t i = 0; i < n; i++) {
		any |= is_encoded(names[i]);
		fprintf(in, "%s\n", names[i]->text);
	}
	if (any)
		out = subprogram_run((const char *[]){"c++filt", NULL}, in, false, NULL);
	for (size_t i = 0; out && i < n && getline(&line, &cap, out) >= 0; i++) {
		line[strcspn(line, "\n")] = '\0';
		if (*line)
			names[i] = intern_word(words, line);
	}
	free(line);
	fclose(in);
	if (out)
		fclose(out);
}

void
source_name_add(struct buf *b, const char *name, size_t most)
{
	char *tame = xstrdup(name);

	line_tame(tame);
	text_cut_add(b, tame, most);
	free(tame);
}
