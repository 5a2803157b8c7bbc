/* comparison_hint.h: whether a case that is gone may have got another name. */
#ifndef COMPARISON_HINT_H
#define COMPARISON_HINT_H

#include "comparison/comparison.h"

/* Note in each row of C for a case that is removed which added case has a similar name. */
void comparison_hint(struct comparison *c);

#endif
