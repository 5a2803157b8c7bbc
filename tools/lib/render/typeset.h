/* typeset.h: figures in a sentence that a tool worded, written as in tables. */
#ifndef TYPESET_H
#define TYPESET_H

#include "base/buf.h"

/* Add TEXT with its percentages as tables have them: a true minus, a blank that does not break
 * before the sign, and an interval as one: "-1.5 % [-2.0 %, -1.0 %]" becomes "−1.5 % [−2.0, −1.0]".
 * What stands in quotes, and every other number, may be a part of a name and stays as it is. */
void typeset_add(struct buf *b, const char *text);

#endif
