/* idx.h: reader of the IDX files that the MNIST digits come in. */
#ifndef IDX_H
#define IDX_H

#include <stddef.h>

/* COUNT pictures of PIXELS bytes each with their labels, all owned. */
struct idx_set {
	size_t count, pixels;
	unsigned char *images, *labels;
};

enum { IDX_LABELS = 10 }; /* labels are below */

/* Read DIRECTORY/NAME-images-idx3-ubyte and DIRECTORY/NAME-labels-idx1-ubyte.
 * Exits with STATUS_SKIPPED when one is not there, dies on one that is not
 * what it should be: magic number, dimensions, size, labels, equal counts. */
void idx_read(struct idx_set *set, const char *directory, const char *name);
void idx_free(struct idx_set *set);

#endif
