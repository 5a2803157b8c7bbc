/* compatibility_learn.h: entries of a compatibility map out of what failed in results. */
#ifndef COMPATIBILITY_LEARN_H
#define COMPATIBILITY_LEARN_H

#include <stdio.h>

#include "compatibility/compatibility_map.h"

/* Write to F an entry for each combination of family, backend and precision of which every case in
 * the results in file PATH ("-": standard input) failed or ran out of time, with the reason of the
 * first, unless MAP says already that it is impossible. HEAD: begin with the head of a map; else
 * they are lines to add at the end of one. Cases that do not say their family and their backend
 * teach nothing. Returns how many entries there are; *UNTOLD is the number of failed cases that
 * teach nothing. */
size_t compatibility_learn(
    const struct compatibility_map *map, const char *path, bool head, FILE *f, size_t *untold);

#endif
