/* number.h: numbers as text: JSON's, and people's quantities. */
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

/* V rounded to DIGITS significant decimal digits (1 to 17): computed
 * statistics are written with NUMBER_DIGITS, measured samples never rounded. */
enum { NUMBER_DIGITS = 9 };
double number_round(double v, int digits);

/* Read the whole string S; false, with *V untouched, when it is not one.
 * percent: "5%", "0.5 %" or a plain fraction "0.05" gives the fraction 0.05.
 * duration: "20s", "1.5m", "500ms", "250us", "1h", "1h30m" gives seconds; a
 *   plain number is seconds.
 * size_t: digits only. All results are finite and not negative. */
bool percent_parse(const char *s, double *v);
bool duration_parse(const char *s, double *seconds);
bool count_parse(const char *s, size_t *v);

/* number_parse() as programs print: white space around it, a plus sign, no digit
 * before the point, and commas between groups of three digits pass. */
bool number_printed(const char *s, size_t len, double *v);

#endif
