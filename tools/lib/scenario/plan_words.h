/* plan_words.h: the words of a plan document. */
#ifndef PLAN_WORDS_H
#define PLAN_WORDS_H

/* By enum source, extractor, stdout_way, instrument and hook of plan.h, and enum decimal of
 * printed.h; each ends in NULL. A metric without an extractor is a built-in one, the first decimal
 * is not said. */
extern const char *const plan_sources[], *const plan_extractors[],
					     *const plan_decimals[], *const plan_outputs[],
									 *const plan_instruments[],
									     *const plan_hooks[];

#endif
