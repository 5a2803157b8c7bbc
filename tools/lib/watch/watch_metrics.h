/* watch_metrics.h: runs that go on, as OpenMetrics for a textfile collector. */
#ifndef WATCH_METRICS_H
#define WATCH_METRICS_H

#include <stdio.h>

#include "watch/watched_run.h"

/* Write how the N RUNS stand at NOW (OpenMetrics 1.0,
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md); runs of one
 * file are one, labelled by it. */
void watch_metrics_write(FILE *f, const struct watched_run *runs, size_t n, double now);

#endif
