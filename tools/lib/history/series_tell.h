/* series_tell.h: messages about a series that was judged. */
#ifndef SERIES_TELL_H
#define SERIES_TELL_H

#include <stdbool.h>
#include <stddef.h>

#include "history/series.h"

/* How many steps of S fail the job: regressions that are open, of a series that gates. A message
 * for each when STEPS, and one when the last points of S are suspect. HEAD knows the runs. */
size_t series_tell(const struct series_head *head, const struct series *s, bool steps);

#endif
