/* import_directive.h: what the directives of a jq file say of its format; for import_format.h
 * alone. */
#ifndef IMPORT_DIRECTIVE_H
#define IMPORT_DIRECTIVE_H

#include <stddef.h>

#include "import/import_format.h"

/* Where a directive stands, for messages. */
struct directive_place {
	const char *path;
	size_t line;
};

#define PLACE_FMT "%s:%zu: "
#define PLACE_ARGS(p) (p)->path, (p)->line

/* What stands between the words of a directive. */
#define DIRECTIVE_SPACES " \t"

/* Take directive WORD with its value TEXT, at PLACE, into F. Dies when there is none of this name,
 * or the value is not what it may be. */
void import_directive_read(struct import_format *f, const char *word, const char *text,
    const struct directive_place *place);

#endif
