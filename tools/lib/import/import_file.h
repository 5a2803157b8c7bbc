/* import_file.h: one file of another harness, from its bytes to benchmarks. */
#ifndef IMPORT_FILE_H
#define IMPORT_FILE_H

#include <stdio.h>
#include <time.h>

#include "import/import_cases.h"
#include "import/import_format.h"

/* What is imported: a file, or a folder where its format is one. */
struct import_source {
	const struct import_format *format;
	const char *path, *name; /* NAME is for messages */
	unsigned seconds;        /* of CPU time that the jq program may take; 0: by the size */
	struct timespec since;   /* of a folder, files written before are not there; {0}: all are */
};

/* Add the benchmarks of SOURCE to CASES. Dies with the place when it is not of its format, or
 * has none. */
void import_file(const struct import_source *source, struct import_cases *cases);

/* Write its rows to TO, as the jq program of its format gets them. */
void import_file_rows(const struct import_source *source, FILE *to);

#endif
