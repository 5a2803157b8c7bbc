/* output_reader.h: who reads what one invocation prints or writes, by lines or by bytes. */
#ifndef OUTPUT_READER_H
#define OUTPUT_READER_H

#include <stdbool.h>

#include "base/buf.h"
#include "measure/line_split.h"
#include "scenario/plan.h"

/* All but one of LINE, BYTES and PATH are NULL. */
struct output_reader {
	void *who;
	enum source source;
	const char *file; /* SOURCE_FILE: relative to the working directory; borrowed */
	void (*line)(void *who, const struct line *line);
	void (*bytes)(void *who, const char *bytes, size_t len);
	/* SOURCE_FILE: gets the path of the file or folder, when the command has ended. False, with
	 * why appended to WHY: it is not there. */
	bool (*path)(void *who, const char *path, struct buf *why);
	bool (*stopped)(const void *who); /* whether it reads nothing more */
};

#endif
