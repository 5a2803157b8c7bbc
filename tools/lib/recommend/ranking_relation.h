/* ranking_relation.h: judges the effects of rankings that are in order; for ranking.c alone. */
#ifndef RANKING_RELATION_H
#define RANKING_RELATION_H

#include "recommend/ranking.h"

/* Fill in the p, the relations and the choices of K, whose effects are settled. */
void rankings_relate(struct rankings *k);

#endif
