/* partition.h: optimal partitioning: the levels that explain a series best, at a price for each. */
#ifndef PARTITION_H
#define PARTITION_H

#include <stddef.h>

/* Divide the N values Y into levels of at least LEAST values so that the squared distances from
 * their means, and PENALTY for each step, sum to the least. Puts the steps into AT, which has room
 * for N, rising, and returns how many there are. Optimal partitioning (Jackson and others, An
 * algorithm for optimal partitioning of data on an interval, 2005) with the pruning of PELT
 * (Killick, Fearnhead and Eckley, Optimal detection of changepoints with a linear computational
 * cost, 2012). */
size_t partition_optimal(const double *y, size_t n, size_t least, double penalty, size_t *at);

#endif
