/* json_extra.h: members of documents that this version does not know. */
#ifndef JSON_EXTRA_H
#define JSON_EXTRA_H

#include "json/json_writer.h"

/* Write the members of the JSON object EXTRA (NULL: none) into the object that is open. */
void extra_write(struct json_writer *w, const char *extra);

/* The text of member KEY of the JSON object EXTRA (NULL: none) as it stands there, a
 * string in its quotes; to be freed, NULL when there is none. */
char *extra_member(const char *extra, const char *key);

/* The JSON object EXTRA (NULL: none) without member KEY; to be freed, NULL when nothing is left. */
char *extra_without(const char *extra, const char *key);

/* The members of A and of B (each may be NULL) as one object sorted by key; of
 * two values the one that is greater as text. To be freed; NULL when both are. */
char *extra_join(const char *a, const char *b);

#endif
