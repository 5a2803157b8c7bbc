/* machine_name.h: the kind of machine that a result is of, in words. */
#ifndef MACHINE_NAME_H
#define MACHINE_NAME_H

#include "base/buf.h"
#include "results/results.h"

/* Add to B the processor of HEAD's environment and its fingerprint, of which a stranger may have
 * worded both: one line, and not long. "AMD EPYC 7763 (d3329e4ab2fec45f)"; "a machine without a
 * name" where HEAD tells neither. */
void machine_name_add(struct buf *b, const struct results_head *head);

#endif
