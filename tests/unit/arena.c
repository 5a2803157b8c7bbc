/* Memory of an arena: aligned, zeroed, nobody else's, and handed out again after a reset. */
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "check.h"

enum { MANY = 300 };

/* Small and big ones by turns, some of them larger than any block. */
static size_t
size_of_turn(size_t i)
{
	return i % 100 == 99 ? 2000000 : i % 10 == 9 ? 5000 + i : i % 40;
}

static void
fill(struct arena *a)
{
	static unsigned char *got[MANY];
	size_t sum = 0;

	for (size_t i = 0; i < MANY; i++) {
		size_t size = size_of_turn(i), zeros = 0;

		got[i] = arena_alloc(a, size);
		CHECK((uintptr_t)got[i] % alignof(max_align_t) == 0);
		while (zeros < size && got[i][zeros] == 0)
			zeros++;
		CHECK(zeros == size);
		memset(got[i], (int)(i % 255) + 1, size);
		sum += size;
	}
	CHECK(arena_size(a) >= sum);
	for (size_t i = 0; i < MANY; i++) {
		size_t size = size_of_turn(i), same = 0;

		while (same < size && got[i][same] == i % 255 + 1)
			same++;
		CHECK(same == size);
	}
}

int
main(void)
{
	struct arena *a = arena_new();
	char word[] = "words", *copy;
	double *numbers;

	CHECK(arena_size(a) == 0);
	fill(a);
	arena_reset(a);
	CHECK(arena_size(a) == 0);
	fill(a);
	arena_reset(a);
	arena_reset(a);

	copy = arena_strdup(a, word);
	word[0] = 'W';
	CHECK(strcmp(copy, "words") == 0);
	CHECK(strcmp(arena_strndup(a, "words", 4), "word") == 0);
	CHECK(strcmp(arena_strndup(a, "", 0), "") == 0);
	numbers = arena_array(a, 7, sizeof *numbers);
	CHECK(numbers[0] == 0 && numbers[6] == 0);
	CHECK_DIES(arena_array(a, SIZE_MAX / 8 + 1, 8));
	CHECK_DIES(arena_alloc(a, SIZE_MAX));
	arena_free(a);
	arena_free(NULL);
	return failures != 0;
}
