/* btree N: N changes of a tree of btree.c, and as many look-ups. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "btree.h"

static int
order(const void *a, const void *b, void *data)
{
	const uint32_t *x = a, *y = b;

	(void)data;
	return (*x > *y) - (*x < *y);
}

int
main(int argc, char **argv)
{
	struct btree *t = btree_new(sizeof(uint32_t), 0, order, NULL);
	long n = argc > 1 ? atol(argv[1]) : 1;
	uint32_t x = 1;
	size_t found = 0;

	while (n-- > 0) {
		uint32_t key = (x = x * 1664525 + 1013904223) >> 18, other = x % 16384;

		btree_set(t, &key);
		found += btree_get(t, &other) != NULL;
		if (x & 64)
			btree_delete(t, &other);
	}
	printf("%zu %zu\n", found, btree_count(t));
	btree_free(t);
	return 0;
}
