/* limit.h: what an estimate could find at best, were its noise known beforehand. */
#ifndef LIMIT_H
#define LIMIT_H

#include <stddef.h>

/* The changes that a rule gave for rows in which nothing changed; zero it first. */
struct estimates {
	double *v;
	size_t n, cap;
};

void estimates_add(struct estimates *e, double change);
void estimates_free(struct estimates *e);

/* Print NAME's line of a table: the least threshold that at most 1 % of E lie beyond, to
 * either side, and how many of them are over it with their heads longer by EFFECT, a
 * fraction. No line when there are none. */
void limit_print(const char *name, const struct estimates *e, double effect);

#endif
