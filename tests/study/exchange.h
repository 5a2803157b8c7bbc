/* exchange.h: a test by exchange within pairs, of scores that weigh the fast values most. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include "rules.h"

/* A change when p is under 0.01; no interval. By CPU time, when OPTION is not 0 and
 * there is any, else by time.
 *
 * Rank R of all N values, from the fastest, scores -(1 / R + ... + 1 / N) (Savage,
 * Contributions to the theory of rank order statistics, 1956; ties have their mean), and
 * a pair the score of its head less that of its base. p is the share of all ways to
 * exchange base and head within pairs that make the sum of these as far from 0; from
 * 18 pairs on by the normal curve. */
void judge_exchange(struct rule_room *r, const struct window *w, int option, struct outcome *o);

#endif
