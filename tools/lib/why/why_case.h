/* why_case.h: one case explained, from what bench-run --profile left of it. */
#ifndef WHY_CASE_H
#define WHY_CASE_H

#include "why/attribution.h"
#include "why/why_rows.h"

struct why_sources {
	const char *roots[BUILDS];   /* the folders of the builds, absolute */
	const char *folders[BUILDS]; /* of callgrind's files of the case */
	const struct hunks *diff;    /* or NULL */
};

/* What both builds executed, which the caller frees; NULL where it cannot be told, which WHY of C
 * says then. */
struct attribution *why_case_explain(struct why_case *c, const struct why_sources *sources);

/* The member 'why' of what cannot be told because of REASON, which is taken; the caller owns it. */
char *why_untold(char *reason);

/* Fill WHY and REASON of C by A. */
void why_case_tell(struct why_case *c, const struct attribution *a);

#endif
