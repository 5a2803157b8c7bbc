/* Words of a set: one for equal strings, numbered as they come. */
#include <stdio.h>
#include <string.h>

#include "base/intern.h"
#include "check.h"

enum { MANY = 10000 };

int
main(void)
{
	struct word_set *set = intern_new(), *other = intern_new();
	const struct word *words[MANY];
	char text[32] = "first";
	const struct word *first = intern_word(set, text);

	CHECK(intern_word(set, NULL) == NULL);
	strcpy(text, "second");
	CHECK(strcmp(first->text, "first") == 0 && first->index == 0);
	CHECK(intern_word(set, text) != first);
	CHECK(intern_word(set, "first") == first);
	CHECK(intern_word(set, "")->index == 2 && *intern_word(set, "")->text == '\0');
	CHECK(intern_size(set) == 3);

	/* A word stays where it is while its set grows. */
	for (size_t i = 0; i < MANY; i++) {
		snprintf(text, sizeof text, "case/%zu", i);
		words[i] = intern_word(set, text);
		CHECK(words[i]->index == i + 3);
	}
	for (size_t i = 0; i < MANY; i++) {
		snprintf(text, sizeof text, "case/%zu", i);
		CHECK(intern_word(set, text) == words[i] && strcmp(words[i]->text, text) == 0);
	}
	CHECK(intern_word(set, "first") == first && intern_size(set) == MANY + 3);

	CHECK(intern_size(other) == 0);
	CHECK(intern_word(other, "second")->index == 0);
	intern_free(other);
	intern_free(set);
	intern_free(NULL);
	return failures != 0;
}
