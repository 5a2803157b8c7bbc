/* json_members.h: reads a JSON object by known keys, and keeps its unknown members. */
#ifndef JSON_MEMBERS_H
#define JSON_MEMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "json/json_scanner.h"

#define MEMBER(s)                                                                                  \
	{                                                                                          \
		s, sizeof s - 1                                                                    \
	}

/* Start from MEMBERS_INIT(table). */
struct members {
	const struct scan_name *table; /* at most 64 */
	unsigned count, expected;
	uint64_t seen;
	struct unknown_member *unknown;
	size_t nunknown, cap;
	struct buf text;
};
#define MEMBERS_INIT(t)                                                                            \
	{                                                                                          \
		.table = (t), .count = sizeof(t) / sizeof *(t)                                     \
	}

/* Step to the next member that is known and not null: returns its index in the
 * table, its value is next, and scan_type() has been called into *TYPE. -1 at
 * the object's end. Dies when a key is given twice. */
int members_next(struct members *m, struct scanner *s, enum scan_type *type);
/* Step over the members FROM to TO (not that) of the table while they come next, in its order, and
 * are plain as scan_skip_plain() has it, with NUMBER, as canonical files have them. They count as
 * given. */
void members_skip_plain(
    struct members *m, struct scanner *s, unsigned from, unsigned to, bool number);
bool members_has_unknown(const struct members *m, const char *key);
/* After the end: the unknown ones as a JSON object sorted by key, or NULL when
 * there are none; to be freed. Frees what M holds, as members_free() does. */
char *members_end(struct members *m, struct scanner *s);
void members_free(struct members *m);

#endif
