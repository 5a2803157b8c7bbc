/* github_json.h: fields of an answer of GitHub, read leniently.
 *
 * An answer holds text of strangers: what is absent or of another kind than
 * its reader wants is NULL or 0, and the reader goes on. */
#ifndef GITHUB_JSON_H
#define GITHUB_JSON_H

#include <stddef.h>
#include <stdint.h>

struct github_json;

/* The LEN bytes at TEXT as JSON, which the caller owns; NULL when they are
 * not, or are nested more than 32 levels deep. */
struct github_json *github_json_parse(const char *text, size_t len);
void github_json_free(struct github_json *j); /* may be NULL */

/* The elements of an array; 0 and NULL of anything else. Borrowed. */
size_t github_json_length(const struct github_json *j);
const struct github_json *github_json_element(const struct github_json *j, size_t i);

/* The value at PATH ("head.repo.full_name") as a string, borrowed, and as a
 * whole number over 0. */
const char *github_json_string(const struct github_json *j, const char *path);
uint64_t github_json_id(const struct github_json *j, const char *path);

#endif
