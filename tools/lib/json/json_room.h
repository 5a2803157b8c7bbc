/* json_room.h: whether there is memory for json-c's own parser, which does not look. */
#ifndef JSON_ROOM_H
#define JSON_ROOM_H

#include <stddef.h>

/* Die unless there is memory for the tree that json-c makes of the LEN bytes of TEXT,
 * JSON or not: its parser crashes, or cuts strings, when there is none. */
void json_room(const char *text, size_t len);

#endif
