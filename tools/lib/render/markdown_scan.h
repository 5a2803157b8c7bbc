/* markdown_scan.h: where Markdown may be shortened without breaking it. */
#ifndef MARKDOWN_SCAN_H
#define MARKDOWN_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum markdown_kind { MARKDOWN_OTHER, MARKDOWN_HEAD, MARKDOWN_ROW };

struct markdown_line {
	size_t start, len, chars;
	enum markdown_kind kind; /* HEAD: a table's first two lines */
	size_t table;            /* of HEAD and ROW: counted from 0 */
	bool folded;             /* inside <details> */
	bool first;              /* of a block: all before it may stand alone */
};

/* The lines of TEXT (valid UTF-8, LEN bytes) with their ends, *N of them, which
 * the caller owns. CHARS counts UTF-16 units: never fewer than characters. A
 * row is a whole line of a pipe table that begins with '|', outside of code
 * and comments, and no tag that is open inside it goes on after it. */
struct markdown_line *markdown_scan(const char *text, size_t len, size_t *n);

#endif
