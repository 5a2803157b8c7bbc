/* json_window.h: the text under a scanner: a window that slides over a file, its
 * places, and its tokens. For the scanner's own modules only. */
#ifndef JSON_WINDOW_H
#define JSON_WINDOW_H

#include "json/json_bounds.h"
#include "json/json_scanner.h"

struct scanner {
	char *name;
	int fd;       /* -1: all is in the window */
	FILE *copy;   /* takes all that is read, or NULL */
	char *window; /* NULL: the text is borrowed */
	size_t cap;
	const char *start;   /* of the window */
	const char *p, *end; /* the next byte; a NUL stands at END */
	const char *token;   /* what text_refill() must keep, or NULL */
	size_t want;         /* how much the next read() asks for; 0: as much as there is room */
	uint64_t base;       /* offset of START in the text */
	uint64_t line;
	uint64_t line_start; /* what is taken off an offset for the column, so that it counts
				characters */
	struct scan_mark at;
	uint64_t limit;
	const char *limited;
	unsigned depth;
	unsigned deepest;                /* that a value which is kept may go; else 0 */
	bool filled[JSON_DEPTH_MAX + 1]; /* a value was seen in the array or object at this depth */
	bool not_finite;                 /* NaN and infinities may stand for null */
	bool ended;                      /* nothing is left to read from FD */
	bool escaped;                    /* the last string had escapes, and is in TEXT */
	struct buf text;
};

static inline uint64_t
text_offset(const struct scanner *s, const char *p)
{
	return s->base + (uint64_t)(p - s->start);
}

/* The place of P, which lies behind every string that was read. */
static inline struct scan_mark
text_mark(const struct scanner *s, const char *p)
{
	uint64_t offset = text_offset(s, p);

	return (struct scan_mark){offset, s->line, offset - s->line_start + 1};
}

/* scanner_new() that writes all that it reads to COPY (borrowed) too; dies when it cannot. */
struct scanner *scanner_new_copying(int fd, const char *name, FILE *copy);

/* Read more behind what is unread, or behind the token; false at the end of the text. */
bool text_refill(struct scanner *s);
void text_skip(struct scanner *s);
/* Step over white space, of which there is mostly none. */
static inline void
text_space(struct scanner *s)
{
	if (*s->p <= ' ')
		text_skip(s);
}

/* Die at the next byte, saying what was EXPECTED. */
_Noreturn void text_expected(struct scanner *s, const char *expected);

/* Read a string, a number, or true, false or null, whose first byte is next.
 * The token is then all of the string with its quotes, or the number's text. */
void token_string(struct scanner *s);
double token_number(struct scanner *s);
/* Read a plain decimal of at most 15 digits into *V. False, with nothing read, when the number is
 * of another kind, or no number. */
bool token_short_number(struct scanner *s, double *v);
/* What is behind a value that stands at P, all of it before END: a plain number, or unless it must
 * be a NUMBER an array or object of such, without blanks and escapes. NULL for any other, and when
 * it may go on. */
const char *token_value_end(const char *p, const char *end, bool number);
const char *token_word(struct scanner *s);
/* Step over what is plain in a string before END, eight bytes at a time. */
const char *token_plain(const char *p, const char *end);

#endif
