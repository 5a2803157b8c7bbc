/* page_escape.h: text that strangers worded, put into a page so that it stays text. */
#ifndef PAGE_ESCAPE_H
#define PAGE_ESCAPE_H

#include <stddef.h>

#include "base/buf.h"

/* Add S, as the text of an element or inside the double quotes of an attribute, of HTML, SVG or
 * XML: what has a meaning there is escaped, what is hidden (utf8.h: control characters, changes of
 * direction, characters without width) is shown by its number, "[U+202E]", and what is not UTF-8
 * as U+FFFD. */
void page_text(struct buf *b, const char *s);

/* Add the LEN bytes of JSON as they may stand in a script element of HTML: no '<', '>' or '&' and
 * nothing hidden is left, but as an escape; the value stays the same. */
void page_json(struct buf *b, const char *json, size_t len);

#endif
