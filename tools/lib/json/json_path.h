/* json_path.h: the way to values in JSON, written like .runs[].ms. */
#ifndef JSON_PATH_H
#define JSON_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* One step: to member KEY, to element INDEX, or to each element. */
struct json_step {
	enum { STEP_KEY, STEP_INDEX, STEP_EACH } kind;
	char *key; /* owned; NULL but for STEP_KEY */
	size_t len;
	size_t index;
};

/* Zeroes are the path to the whole value. */
struct json_path {
	struct json_step *steps; /* owned */
	size_t n;
};

/* Read TEXT: ".", or steps of .key, ."key", ["key"], [N] and [] (each element), as jq
 * writes them. In quotes \" and \\ stand for a quote and a backslash. False, with why appended
 * to WHY and P empty, when it is no path. */
bool json_path_read(struct json_path *p, const char *text, struct buf *why);
void json_path_free(struct json_path *p);

/* Whether TEXT is a path. False with why appended to WHY. */
bool json_path_check(const char *text, struct buf *why);

#endif
