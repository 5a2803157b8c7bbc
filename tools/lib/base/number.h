/* number.h: numbers as text: as JSON has them, and as programs print them. */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_MAX = 32 }; /* bytes that number_format() may need, with its NUL */

/* Write the shortest decimal that reads back as V, which must be finite, into
 * DST as a JSON number. Returns its length. */
size_t number_format(char dst[NUMBER_MAX], double v);

/* Read all LEN bytes of S as one JSON number: no leading '+', no hex, no
 * infinity. False when they are anything else or the value is not finite. */
bool number_parse(const char *s, size_t len, double *v);

/* Whether the LEN bytes of S are a JSON number of digits and at most a point, so few that it is
 * certainly finite. */
bool number_plain(const char *s, size_t len);

/* V rounded to DIGITS significant decimal digits (1 to 17): computed
 * statistics are written with NUMBER_DIGITS, measured samples never rounded. */
enum { NUMBER_DIGITS = 9 };
double number_round(double v, int digits);

#endif
