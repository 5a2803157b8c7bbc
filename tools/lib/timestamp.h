/* timestamp.h: which of two ISO 8601 timestamps is later. */
#ifndef TIMESTAMP_H
#define TIMESTAMP_H

/* strcmp-like. Fractions of seconds and offsets from UTC count; without an
 * offset it is UTC. What is no timestamp comes before all that are, NULL before
 * that; the same instant in other words is ordered as text. */
int timestamp_order(const char *a, const char *b);

#endif
