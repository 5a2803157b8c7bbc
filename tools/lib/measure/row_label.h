/* row_label.h: the name of a row out of bytes that a command printed. */
#ifndef ROW_LABEL_H
#define ROW_LABEL_H

#include <stddef.h>

/* The LEN bytes of S without the blanks around them, as one line of UTF-8: a tab is "\t", a new
 * line "\n", any other control character, and what is not UTF-8, "\xNN" for each byte. "" when
 * nothing is left. The caller owns it. */
char *row_label(const char *s, size_t len);

#endif
