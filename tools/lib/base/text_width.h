/* text_width.h: what a reader takes for one character, and how many columns it fills. */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes of the first character of S, of which LEN are there, with all that joins it: a letter
 * with its accents, a tone of skin, two letters that make a flag, emoji that a joiner ties. A byte
 * that is not UTF-8 is one, and after eight that join the next one is the first of another. 0 of
 * nothing. *COLUMNS: of a terminal, 1 or 2. */
size_t text_cluster(const char *s, size_t len, size_t *columns);

/* The columns of all of S. */
size_t text_columns(const char *s);

/* Whether S has a letter that is written from right to left. */
bool text_right_to_left(const char *s);

#endif
