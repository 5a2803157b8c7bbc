/* printed.h: numbers as programs print them, in the middle of other text. */
#ifndef PRINTED_H
#define PRINTED_H

#include <stdbool.h>
#include <stddef.h>

/* Which mark stands before decimals; the other one, point or comma, groups digits in threes.
 * Unsaid: the point, and a single comma with three digits behind it is refused, before an exponent
 * too. */
enum decimal { DECIMAL_UNSAID, DECIMAL_POINT, DECIMAL_COMMA };

/* Read the number that the LEN bytes of S begin with into *V: a sign (also U+2212), digits with
 * zeros before them or without any before the mark, decimals or a mark without any, an exponent;
 * and digits grouped in threes by the other mark, an apostrophe, '_', or a space that does not
 * break. Returns how many bytes the number has. 0: there is none, or none that is sure and
 * finite; *WHY, a constant, then says so after "which". */
size_t printed_scan(const char *s, size_t len, enum decimal decimal, double *v, const char **why);

/* Whether the number in bytes FROM to TO of TEXT, which has LEN bytes, goes on behind TO, as the
 * "1" of "1.9", "1,234", "1e9", "1:30" and the "0" of "0x1f" do. */
bool printed_continues(const char *text, size_t len, size_t from, size_t to);
/* Whether it begins before FROM, as the "5" of "1.5", "1e5", ".5" and "-5" does, and the "-5" of
 * "1e-5"; the "-5" of "3-5" is none of its own either. */
bool printed_begun(const char *text, size_t from, size_t to);

#endif
