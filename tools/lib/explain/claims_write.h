/* claims_write.h: claims judged by a comparison document, which is written again with them. */
#ifndef CLAIMS_WRITE_H
#define CLAIMS_WRITE_H

#include "comparison/comparison_reader.h"
#include "explain/claim.h"
#include "json/json_writer.h"

/* Copy the comparison that R reads to OUT, with the member 'claims' that says what became of each
 * of C; older ones are replaced. Counts the answers in COUNTS. No verdict is changed. The
 * comparison must be one of results. */
void claims_write(const struct claims *c, struct comparison_reader *r, struct json_writer *out,
    size_t counts[NCLAIM_ANSWERS]);

#endif
