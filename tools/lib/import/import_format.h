/* import_format.h: how the output of another harness is read: one jq file a format, with
 * directives at its head (bench-import(1)).
 *
 *	# What people call it, in one line.
 *	#: WORD VALUE
 *	(the jq program that maps one row to benchmarks)
 */
#ifndef IMPORT_FORMAT_H
#define IMPORT_FORMAT_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

#include "import/import_words.h"
#include "import/row_pattern.h"

enum import_family { IMPORT_JSON, IMPORT_LINES, IMPORT_CSV, IMPORT_XML, IMPORT_FOLDER };

/* What a line of text does that PATTERN matches. */
enum import_line_kind {
	IMPORT_ROW,   /* it is a row */
	IMPORT_BEGIN, /* it begins a row, which the next ones add to */
	IMPORT_ADD,   /* it adds to the row that has begun */
	IMPORT_END,   /* it ends that row */
	IMPORT_KEEP,  /* its fields are those of every row from here on */
	IMPORT_NOTE,  /* the same, but of one name all are kept, each as a line */
	IMPORT_FORGET /* what is kept ends here, unless the line before it was kept */
};

/* What a group of a pattern is read as. */
enum import_field_kind {
	IMPORT_TEXT,
	IMPORT_NUMBER, /* a measured number, "name#": commas between groups of three pass */
	IMPORT_PAIRS,  /* "name*": numbers, each with a unit behind it */
	IMPORT_KEY     /* "@name": the name of the number that the next group is */
};

struct import_field {
	char *name;
	enum import_field_kind kind;
};

struct import_line {
	enum import_line_kind kind;
	struct row_pattern *pattern;
	struct import_field *fields; /* one for each group of PATTERN, in order */
	size_t nfields;
};

/* All is owned by the format. */
struct import_format {
	char *name, *about; /* the file's name without its end, and its first line; never NULL */
	char *path;         /* of the jq file */
	enum import_family family;
	char *warning; /* for people, when the file's beginning told the format; or NULL */
	struct import_words also; /* other names of it */
	char *rows; /* JSON: the path of rows; XML: the element's name; NULL: not given */
	struct import_words each, same; /* measured numbers, "*": all but SAME */
	struct import_words drop, keep; /* left out; beside rows, and kept for all of them */
	struct import_words head;       /* JSON: members of the whole, wherever they are, that are
					   kept for all rows */
	struct import_words moved;      /* texts that the program only moves; none: it may look */
	struct import_words rather;     /* JSON: the second is left out where the first is */
	struct import_words refer;   /* XML: the attributes of an element that is referred to, and
					of one that refers; none: there are none */
	struct import_words files;   /* of a folder; "FILE?": it may be missing */
	struct import_words columns; /* of CSV without a line that names them */
	char separator;              /* of CSV; '\0': told by its first line */
	char after;                  /* the text begins behind the first one; '\0': at once */
	struct import_line *lines;
	size_t nlines;
	regex_t *signs; /* all must match in the beginning of a file of this format; '^' and '$'
			   there are those of its lines */
	size_t nsigns;
};

/* Read the directives of jq file PATH. Dies with PATH:LINE on a mistake. The caller owns it. */
struct import_format *import_format_load(const char *path);
void import_format_free(struct import_format *f); /* may be NULL */

/* Whether a number under the LEN bytes of KEY is a measured one. */
bool import_format_measures(const struct import_format *f, const char *key, size_t len);

#endif
