#include "import/import_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

static const char spaces[] = " \t";

static void
import_word_add(struct import_words *w, const char *s, size_t len)
{
	w->at = xgrow(w->at, w->n, &w->cap, sizeof *w->at);
	w->lengths = xgrow(w->lengths, w->n, &w->lengths_cap, sizeof *w->lengths);
	w->lengths[w->n] = len;
	w->at[w->n++] = xstrndup(s, len);
}

void
import_words_read(struct import_words *w, const char *text)
{
	for (;;) {
		size_t len;

		text += strspn(text, spaces);
		len = strcspn(text, spaces);
		if (len == 0)
			return;
		import_word_add(w, text, len);
		text += len;
	}
}

void
import_words_free(struct import_words *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->at[i]);
	free(w->at);
	free(w->lengths);
}

bool
import_words_have(const struct import_words *words, const char *s, size_t len)
{
	for (size_t i = 0; i < words->n; i++)
		if (words->lengths[i] == len && memcmp(words->at[i], s, len) == 0)
			return true;
	return false;
}
