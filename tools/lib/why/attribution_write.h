/* attribution_write.h: the member 'why' of a row of a comparison (bench-results(5)). */
#ifndef ATTRIBUTION_WRITE_H
#define ATTRIBUTION_WRITE_H

#include "base/buf.h"
#include "why/attribution.h"
#include "json/json_writer.h"

/* Write A as object KEY. */
void attribution_write(struct json_writer *w, const char *key, const struct attribution *a);

/* Write, as object KEY, that it cannot be told, because REASON. */
void attribution_write_untold(struct json_writer *w, const char *key, const char *reason);

/* Add to B why A is placement, in one sentence without a full stop, which has no semicolon. */
void attribution_reason(struct buf *b, const struct attribution *a);

#endif
