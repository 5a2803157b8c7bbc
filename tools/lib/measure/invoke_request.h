/* invoke_request.h: an invocation as bench-exec is asked for it. */
#ifndef INVOKE_REQUEST_H
#define INVOKE_REQUEST_H

#include "base/buf.h"
#include "measure/invoke.h"

/* Put CALL into B, whose old contents are dropped, as exec_protocol.h has it.
 * Returns 0, or the errno of a call that cannot be asked for. */
int invoke_request_build(struct buf *b, const struct invocation *call);

#endif
