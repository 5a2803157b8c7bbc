#include "json/json_room.h"

#include <stdlib.h>

#include "base/util.h"

/* What json-c 0.13 to 0.18 allocate on 64 bits at most, rounded up: an object with its
 * table of 16, a member with its key and its part of a table that grows, an array with
 * its 32 places, an element with its part of an array that grows. */
enum { TREE = 1 << 16, OBJECT = 1280, MEMBER_ROOM = 320, ARRAY = 512, ELEMENT = 144, BYTE = 5 };

void
json_room(const char *text, size_t len)
{
	size_t need = TREE + len * BYTE;

	/* Signs inside strings are counted too: it is a bound. */
	for (size_t i = 0; i < len; i++)
		switch (text[i]) {
		case '{': need += OBJECT; break;
		case ':': need += MEMBER_ROOM; break;
		case '[': need += ARRAY; break;
		case ',': need += ELEMENT; break;
		}
	free(xmalloc(need));
}
