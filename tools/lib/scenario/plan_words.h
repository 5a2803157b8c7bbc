/* plan_words.h: the words of a plan document. */
#ifndef PLAN_WORDS_H
#define PLAN_WORDS_H

/* By enum source, extractor, reduce and instrument of plan.h; each ends in NULL. A metric
 * without an extractor is a built-in one. */
extern const char *const plan_sources[], *const plan_extractors[], *const plan_reduces[],
								       *const plan_instruments[];

#endif
