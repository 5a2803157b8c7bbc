/* import_shapes.h: benchmarks of rows of which the jq program sees each shape only once. */
#ifndef IMPORT_SHAPES_H
#define IMPORT_SHAPES_H

#include <stddef.h>

#include "import/import_cases.h"
#include "import/import_format.h"
#include "import/raw_rows.h"

struct import_shapes;

/* Start the program of FORMAT for a file that messages call FILE, and what was made of it MADE;
 * benchmarks are added to CASES. It may take SECONDS of CPU time. All is borrowed. */
struct import_shapes *import_shapes_new(const struct import_format *format, const char *file,
    const char *made, struct import_cases *cases, unsigned seconds);

/* Add what the program makes of ROW to SHAPES, a struct import_shapes: what it made of the first
 * row of its shape, with the texts and numbers of this one. Dies when the program did more with a
 * text or number than to move it, and of what it makes that is no benchmark. */
void import_shapes_take(void *shapes, const struct raw_apart *row);

/* Wait for the program, and free S. Returns how many benchmarks there were. */
size_t import_shapes_end(struct import_shapes *s);

#endif
