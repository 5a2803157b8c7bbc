/* xml_text.h: XML, character by character: spaces, names, values and what is stepped over. All
 * die with NAME:LINE of what is not XML, or is cut off. */
#ifndef XML_TEXT_H
#define XML_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"

enum {
	XML_NAME_MOST = 256,     /* bytes of a name, with its NUL */
	XML_VALUE_MOST = 1 << 20 /* bytes of a value or of text */
};

struct xml_text {
	FILE *f;          /* borrowed */
	const char *name; /* for messages */
	size_t line;      /* from 1 */
};

/* Die with NAME:LINE: WHAT. */
_Noreturn void xml_die(const struct xml_text *t, const char *what);

/* The next character, or EOF; the second dies at the end of the file, which is then INSIDE. */
int xml_char(struct xml_text *t);
int xml_need(struct xml_text *t, const char *inside);

bool xml_space(int c);
/* Step over spaces in a tag, to the character behind them. */
int xml_spaces(struct xml_text *t);
/* Step behind END. */
void xml_skip(struct xml_text *t, const char *end, const char *inside);

/* The name that begins with C, to DST. Returns the character behind it. */
int xml_name(struct xml_text *t, int c, char dst[XML_NAME_MOST]);

/* Add C to B; of '&' the character that its entity stands for, which is read. */
void xml_value_add(struct xml_text *t, struct buf *b, int c);
/* Add C as it is. */
void xml_plain_add(struct xml_text *t, struct buf *b, int c);
/* Step over what "<!" begins, which was read: a comment, or a declaration; what CDATA holds is
 * added to B. */
void xml_declaration(struct xml_text *t, struct buf *b);

#endif
