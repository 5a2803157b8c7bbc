/* stdout_file.h: the file that commands print to with 'stdout: file'. */
#ifndef STDOUT_FILE_H
#define STDOUT_FILE_H

#include "measure/invoke.h"

struct stdout_file;

/* Make one on the file system of $TMPDIR or /tmp; dies when it cannot. Nothing of it is left
 * when it is freed. */
struct stdout_file *stdout_file_new(void);
void stdout_file_free(struct stdout_file *f); /* NULL too */

/* The path for invocation.output; borrowed. */
const char *stdout_file_path(const struct stdout_file *f);

/* Give SINK (NULL: nobody) what the last invocation printed to F, and TEXT the end of it, as if it
 * came from a pipe now. */
void stdout_file_read(
    const struct stdout_file *f, const struct output_sink *sink, struct output_text *text);

#endif
