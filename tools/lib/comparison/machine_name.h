/* machine_name.h: the kind of machine that a result is of, in words. */
#ifndef MACHINE_NAME_H
#define MACHINE_NAME_H

#include "base/buf.h"
#include "results/results.h"

/* Add to B the processor and the FINGERPRINT of a machine whose environment HEAD has, both maybe
 * worded by a stranger: one line, and not long. "AMD EPYC 7763 (d3329e4ab2fec45f)"; "a machine
 * without a name" where FINGERPRINT is NULL and no processor is told; "several machines" where it
 * is several fingerprints, with spaces between them. */
void machine_name_add(struct buf *b, const struct results_head *head, const char *fingerprint);

#endif
