/* gate_rates.h: how often a gate was wrong: what self-tests of it recorded, counted. */
#ifndef GATE_RATES_H
#define GATE_RATES_H

#include <stdbool.h>
#include <stddef.h>

#include "json/json_writer.h"

#define GATE_RATES_FILE "rates.jsonl"

/* The days before the newest record that count. */
enum { GATE_RATES_DAYS = 90, GATE_RATES_CHANGES = 16 };

/* Slow-downs of one size that were put in. */
struct gate_injected {
	double change; /* a fraction */
	size_t n, found;
};

struct gate_rates {
	size_t quiet, wrong; /* rows that nothing changed, and those of them that were red */
	struct gate_injected injected[GATE_RATES_CHANGES];
	size_t ninjected;
};

/* Count the records in file PATH: JSON lines {timestamp, quiet, false, change, n, found},
 * where CHANGE is what was put into N rows (1 when absent), and FOUND in how many it was seen, or
 * whether it was. False when the file is absent or
 * empty. Dies with file:line:column on anything else. */
bool gate_rates_load(const char *path, struct gate_rates *r);

/* R as object KEY: {days, quiet, false, injected: [{change, n, found}]}. */
void gate_rates_write(struct json_writer *w, const char *key, const struct gate_rates *r);

#endif
