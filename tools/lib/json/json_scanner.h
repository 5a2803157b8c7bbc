/* json_scanner.h: reads JSON as a stream, one value after the other, in memory
 * that depends neither on the size of the text nor on its layout.
 *
 * All functions die with "NAME:LINE:COLUMN: message" (columns are characters,
 * from 1) on text that is not JSON as RFC 8259 has it: UTF-8, no byte order mark,
 * no NaN, nothing beyond json_bounds.h, one value and nothing behind it. */
#ifndef JSON_SCANNER_H
#define JSON_SCANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum scan_type { SCAN_NULL, SCAN_BOOL, SCAN_NUMBER, SCAN_STRING, SCAN_ARRAY, SCAN_OBJECT };

/* A place in the text. */
struct scan_mark {
	uint64_t offset, line, column;
};

struct scanner;

/* Read from FD (borrowed), or from LEN bytes of TEXT (borrowed, with a NUL
 * behind them). NAME is for messages and copied. */
struct scanner *scanner_new(int fd, const char *name);
struct scanner *scanner_of_text(const char *text, size_t len, const char *name);
/* Continue at MARK of the file, as if the text began there. */
void scanner_seek(struct scanner *s, struct scan_mark mark, size_t len);
void scanner_free(struct scanner *s); /* may be NULL */

/* From here on take NaN, Infinity and -Infinity, which Python and others write and JSON does not
 * have, for null. */
void scan_not_finite(struct scanner *s);

/* Whether a value can begin with what is next, or nothing is. */
bool scan_begins(struct scanner *s);
/* The type of the next value; scan_mark() and scan_die() then refer to its place. */
enum scan_type scan_type(struct scanner *s);

/* Read one value of the type that scan_type() said. A string is borrowed until
 * the next call, has no NUL behind it and none in it. */
const char *scan_string(struct scanner *s, size_t *len);
double scan_number(struct scanner *s);
/* The same, and its text appended to B. */
double scan_number_text(struct scanner *s, struct buf *b);
bool scan_bool(struct scanner *s);
void scan_null(struct scanner *s);

/* Enter an array or an object, then call the second function until it returns
 * false: there is then one more value to read, in an object with *KEY before
 * it (borrowed as a string is; scan_mark() is the key's place). */
void scan_array(struct scanner *s);
bool scan_element(struct scanner *s);
/* Read the elements that come next into V while they are short plain numbers, MOST of them at most.
 * Returns how many; scan_element() goes on behind them, and scan_mark() is the place of the last.
 */
size_t scan_numbers(struct scanner *s, double *v, size_t most);
void scan_object(struct scanner *s);
bool scan_member(struct scanner *s, const char **key, size_t *len);
struct scan_name {
	const char *s;
	size_t len;
};
/* As scan_member(), but for one of N NAMES *WHICH is its index and *KEY is not set;
 * for any other key *WHICH is -1. FIRST is the name that is likely next, which saves time. */
bool scan_member_of(struct scanner *s, const struct scan_name *names, unsigned n, unsigned first,
    int *which, const char **key, size_t *len);
/* Step over the next member of an object that has had one, when it is NAME with a plain number, or
 * unless it must be a NUMBER with arrays and objects of such, and no blanks; scan_mark() is then
 * its key's place. False, with nothing read, when it is not. */
bool scan_skip_plain(struct scanner *s, const struct scan_name *name, bool number);

/* Step over a value of any type; scan_raw() appends its text to B, without the
 * space between tokens, and dies when it has more than JSON_KEPT_DEPTH levels.
 * Keys that occur twice are let through. */
void scan_skip(struct scanner *s);
void scan_raw(struct scanner *s, struct buf *b);
/* scan_raw() of a value of our own that holds such values, LEVELS deep. */
void scan_raw_holder(struct scanner *s, struct buf *b, unsigned levels);
/* Step over an array or object and check only its brackets: for callers that
 * read it again, and check it then. */
void json_leap(struct scanner *s);
/* Nothing but space may follow. */
void scan_end(struct scanner *s);
/* Whether more than space follows: then there is one more value, as in a file of JSON lines. */
bool scan_more(struct scanner *s);

struct scan_mark scan_mark(const struct scanner *s);
/* How far the scanner has come. */
uint64_t scan_offset(const struct scanner *s);
/* Die when more than LEN bytes from here on are read: 'WHAT' is too large. */
void scan_limit(struct scanner *s, uint64_t len, const char *what);
/* Die with the place of the last value or key, or with MARK. */
_Noreturn void scan_die(const struct scanner *s, const char *fmt, ...) UTIL_PRINTF(2, 3);
_Noreturn void scan_die_at(const struct scanner *s, struct scan_mark mark, const char *fmt, ...)
    UTIL_PRINTF(3, 4);

#endif
