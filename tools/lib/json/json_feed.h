/* json_feed.h: values at a path in JSON documents that pass, piece by piece, among other text.
 *
 * A document begins with a '{' or '[' that only space stands before on its line, or right behind
 * another document. It ends with its own last bracket; behind it on that line there must
 * be nothing but space or another document. What turns out to be none is stepped over: the
 * next line may begin one. A byte order mark counts as space. For the path '.', which is to
 * the whole document, a number alone on its line is a document too.
 *
 * A document may be of any size. Memory does not grow with it: up to JSON_FEED_HELD bytes are
 * held until it is complete. A longer one is taken for what it begins as, and if it then turns
 * out to be none, there is an error. NaN and Infinity, which Python writes, are let through. */
#ifndef JSON_FEED_H
#define JSON_FEED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "json/json_scanner.h"

enum { JSON_FEED_HELD = 1 << 18 };
enum { JSON_FEED_VALUE_MAX = 1 << 18 }; /* bytes of one array or object at the path */

struct json_feed;

/* A value at the path: its text as it stands in the document, without a NUL behind it. Of a
 * string, with its quotes. */
struct json_feed_value {
	enum scan_type type;
	const char *text; /* borrowed during the call */
	size_t len;
};

/* Values at PATH (which json_path_check() lets through) go to TAKE, with WHO, in the order of
 * the text, once their document is complete or has got longer than JSON_FEED_HELD. */
struct json_feed *json_feed_new(
    const char *path, void (*take)(void *who, const struct json_feed_value *value), void *who);
void json_feed_free(struct json_feed *f); /* may be NULL */

/* Forget all text, and begin anew. */
void json_feed_begin(struct json_feed *f);
void json_feed_take(struct json_feed *f, const char *bytes, size_t len);

/* The text is over. False, with why appended to WHY, when there was no document, or one that
 * is broken or has no end. */
bool json_feed_end(struct json_feed *f, struct buf *why);

#endif
