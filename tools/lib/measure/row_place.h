/* row_place.h: what stands at a place of a row: in a group of a match, or at a path in JSON. */
#ifndef ROW_PLACE_H
#define ROW_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "measure/line_pattern.h"
#include "json/json_feed.h"

/* One text that was found there; of a string of JSON its characters. */
struct row_found {
	enum scan_type type; /* SCAN_STRING of what a pattern matched */
	const char *text;
	size_t len;
};

/* A place with what was found there last. Start from zeroes. */
struct row_place {
	size_t group;           /* of a pattern, from 1; 0: it is a path */
	struct json_feed *feed; /* of a path */
	struct row_found *found;
	size_t n, cap;
	struct buf text; /* what FOUND is of */
};

void row_place_group(struct row_place *p, size_t group);
void row_place_path(struct row_place *p, const char *path);
void row_place_free(struct row_place *p);

/* Find what stands there in match M of a pattern with groups, or in the LEN bytes of JSON, one
 * object. It is good until the next call; a group that took no part and a path that leads
 * nowhere have nothing. */
void row_place_match(struct row_place *p, const struct line_match *m);
void row_place_json(struct row_place *p, const char *json, size_t len);

/* The first that is not null, or NULL. */
const struct row_found *row_place_first(const struct row_place *p);
/* Whether one of them is TEXT. */
bool row_place_has(const struct row_place *p, const char *text);

#endif
