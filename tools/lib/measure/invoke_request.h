/* invoke_request.h: an invocation as bench-exec is asked for it. */
#ifndef INVOKE_REQUEST_H
#define INVOKE_REQUEST_H

#include "base/buf.h"
#include "measure/invoke.h"

/* Put CALL into B, whose old contents are dropped, as exec_protocol.h has it.
 * Returns 0, or the errno of a call that cannot be asked for. */
int invoke_request_build(struct buf *b, const struct invocation *call);

/* Say in B that it asks for the same as LAST, the request before it, if so; and keep it as LAST. */
void invoke_request_compare(struct buf *b, struct buf *last);

#endif
