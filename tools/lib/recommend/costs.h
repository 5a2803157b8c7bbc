/* costs.h: what an hour of each candidate costs, from a YAML file (bench-recommend(1)). */
#ifndef COSTS_H
#define COSTS_H

#include <stddef.h>

struct costs {
	const char *currency;
	struct price {
		const char *candidate;
		double per_hour; /* over 0 */
	} * prices;
	size_t n;
	struct yaml *document; /* where the strings live */
};

/* Read file PATH into C; "-" is standard input. Dies with file:line:column. */
void costs_load(struct costs *c, const char *path);
void costs_free(struct costs *c);
/* The price of an hour of CANDIDATE; NAN: none is known. */
double costs_find(const struct costs *c, const char *candidate);

#endif
