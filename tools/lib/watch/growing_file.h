/* growing_file.h: the lines of a file that others write to meanwhile. */
#ifndef GROWING_FILE_H
#define GROWING_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* The longest line that is read; what is longer counts as one that is damaged. */
enum { GROWING_LINE_MAX = 1 << 16 };

struct growing_file;

/* Follow file or FIFO PATH ("-": standard input), which need not be there yet. */
struct growing_file *growing_file_new(const char *path);
void growing_file_free(struct growing_file *g);

enum growing_news {
	GROWING_NOTHING, /* no more whole line is there now */
	GROWING_LINE,
	GROWING_DAMAGED, /* a line that was cut off, or too long */
	GROWING_FRESH,   /* what comes is from a new beginning: the file was replaced or emptied */
	GROWING_OVER     /* standard input has ended */
};

/* The next line of G, without its end, in *LINE (borrowed until the next call) with a NUL behind
 * its LEN bytes. A line whose end is not written yet is not there yet. Dies when the file cannot
 * be read, but not when it is not there. */
enum growing_news growing_file_next(struct growing_file *g, const char **line, size_t *len);

#endif
