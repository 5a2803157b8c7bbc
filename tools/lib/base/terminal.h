/* terminal.h: text for people: how wide it may be, whether in colours, and of which characters. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/option.h"

struct text_style {
	size_t columns;
	bool color;
	bool unicode; /* else ASCII alone */
};

/* What --color takes: these words, the first of which is what holds without it. */
extern const char *const text_color_words[];
#define OPTION_COLOR(TO)                                                                           \
	{                                                                                          \
		0, "color", "WHEN", "colours in text: auto (default), always or never",            \
		    OPTION_CHOICE(TO, text_color_words)                                            \
	}

/* Whether standard output is a terminal. */
bool terminal_is(void);

/* Whether a document that goes to PATH (NULL or "-": standard output) is shown as text: standard
 * output is a terminal, and nobody asked for the document itself there with "-". */
bool terminal_shows(const char *path);

/* The style of text that goes to PATH (NULL or "-": standard output). COLOR: index in
 * text_color_words; "auto" is a terminal that is not "dumb", unless NO_COLOR or CI are set. The
 * width: COLUMNS, else the terminal's, else 80. Other characters than ASCII only where the locale's
 * are UTF-8. */
struct text_style text_style_of(int color, const char *path);

/* The style of words for people on standard error: as text_style_of() where it is a terminal, else
 * of lines for a log, which are as long as they are, without colours unless COLOR says "always". */
struct text_style text_style_of_log(int color);

enum text_paint { PAINT_NONE, PAINT_RED, PAINT_YELLOW, PAINT_GREEN, PAINT_DIM, PAINT_STRONG };

/* Add TEXT, which text_plain() made, in a colour. */
void text_painted(
    struct buf *b, const struct text_style *style, enum text_paint paint, const char *text);

/* Add TEXT, which strangers may have worded, as a part of one line: nothing in it reaches the
 * terminal as a command (line_tame()); without UTF-8 its signs are spelled in ASCII, and what has
 * no spelling is '?'. */
void text_plain(struct buf *b, const struct text_style *style, const char *text);

/* Add TEXT, any text, made plain and broken at blanks into lines of the style's width, those after
 * the first behind INDENT blanks; no newline at the end. */
void text_wrapped(struct buf *b, const struct text_style *style, size_t indent, const char *text);

#endif
