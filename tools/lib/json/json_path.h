/* json_path.h: numbers out of JSON text by a path like .runs[].ms. */
#ifndef JSON_PATH_H
#define JSON_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Whether PATH is one: ".", or steps of .key, ["key"], [N] and [] (each
 * element), as jq writes them. False with why appended to WHY. */
bool json_path_check(const char *path, struct buf *why);

/* Parse the LEN bytes of TEXT as one JSON value or, when it is not one, its
 * last line that is; put the numbers at PATH (checked before) into *V, *N of
 * them, which the caller owns. A path that leads nowhere gives none. False,
 * with why appended to WHY, when there is no JSON or a value is not a number. */
bool json_path_values(
    const char *text, size_t len, const char *path, double **v, size_t *n, struct buf *why);

#endif
