/* json_push.h: one JSON value read byte by byte, and where in it the values at a path stand.
 * For json_feed.c. */
#ifndef JSON_PUSH_H
#define JSON_PUSH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "json/json_bounds.h"
#include "json/json_path.h"
#include "json/json_scanner.h"

enum json_push_result {
	JSON_PUSH_MORE,   /* it goes on */
	JSON_PUSH_DONE,   /* this byte was its last */
	JSON_PUSH_BEFORE, /* it was complete before this byte, which is not its own */
	JSON_PUSH_BROKEN  /* it is no JSON */
};

/* What a byte means for the values at the path. */
enum json_push_event {
	JSON_PUSH_NOTHING,
	JSON_PUSH_BEGINS, /* it is the first of one, whose type is in SELECTED */
	JSON_PUSH_ENDS,   /* it is the last of one */
	JSON_PUSH_ENDED   /* the one ended with the byte before */
};

struct json_push_level {
	bool object;
	bool on_path; /* the path goes on in this array or object */
	bool hit;     /* it goes on in the element or member that is read now */
	bool met;     /* it did in one before */
	size_t index; /* of the element that is read now */
};

/* Start from zeroes with PATH, which is borrowed. */
struct json_push {
	const struct json_path *path;
	enum json_push_event event; /* of the last byte */
	enum scan_type selected;
	const char *fault; /* of a value that is JSON, but not one to be read; else NULL */
	/* the module's own */
	struct json_push_level levels[JSON_DEPTH_MAX];
	size_t depth;
	enum json_push_state {
		PUSH_VALUE,
		PUSH_ELEMENT, /* a value, or the end of the array */
		PUSH_MEMBER,  /* a key, or the end of the object */
		PUSH_KEY,
		PUSH_COLON,
		PUSH_NEXT, /* a comma, or an end */
		PUSH_STRING,
		PUSH_ESCAPE,
		PUSH_HEX,
		PUSH_NUMBER,
		PUSH_WORD,
		PUSH_OVER
	} state;
	bool is_key;         /* the string is one */
	bool inside;         /* in a value at the path */
	const char *word;    /* what is left of true, false, and so on */
	unsigned hex;        /* digits of an escape that are left */
	uint32_t code, high; /* what they make, and the first half of a pair */
	char number[400];
	size_t digits;
	struct buf key;
};

/* Forget the value that was read, and begin one. */
void json_push_begin(struct json_push *p);
enum json_push_result json_push_byte(struct json_push *p, char c);
/* Whether the next byte is in a string that is no key: then all bytes but quotes, backslashes
 * and control characters change nothing. */
bool json_push_in_text(const struct json_push *p);
void json_push_free(struct json_push *p);

#endif
