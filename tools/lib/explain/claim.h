/* claim.h: what a change claims to make better, by how much: read from words, and judged. */
#ifndef CLAIM_H
#define CLAIM_H

#include <stdbool.h>
#include <stddef.h>

#include "explain/evidence.h"

enum {
	CLAIM_TEXT_MAX = 400, /* bytes of one claim */
	CLAIMS_MAX = 20
};

/* The error that all claims share: when all are false, one is called proven in at most half of
 * this share of cases. It is what rows in pairs need for a verdict, a fifth of alpha. */
#define CLAIM_LEVEL 0.01

struct claim {
	char *text;   /* as it was written */
	char *row;    /* the id, perhaps with a metric behind a blank; NULL: cannot be read */
	double least; /* the least gain, a fraction; NAN: cannot be read */
};

struct claims {
	struct claim list[CLAIMS_MAX];
	size_t n, more; /* MORE: how many there were besides */
};

/* Add claim TEXT, "ID [METRIC] >= PERCENT" with ">=" or U+2265 and a percent sign, to C; false,
 * with nothing added, when it is none. What is claimed twice is one claim. */
bool claims_add(struct claims *c, const char *text);
/* Add what the lines of TEXT that begin with "speedup:" in any case claim; a line that cannot be
 * read is a claim too, which nothing can prove. All other lines are no claims. */
void claims_of_lines(struct claims *c, const char *text);
void claims_free(struct claims *c);

enum claim_answer { CLAIM_PROVEN, CLAIM_SHOWN, CLAIM_REFUTED, CLAIM_OPEN, NCLAIM_ANSWERS };

/* "proven", "shown", "refuted", "cannot tell". */
const char *claim_answer_name(enum claim_answer answer);

/* A gain is a change for the better, a fraction of the baseline. */
struct claim_judgement {
	enum claim_answer answer;
	double gain, low, high; /* the estimate and the interval; NAN: there is none */
	double level;           /* of the interval: it holds the true gain but for this share */
	const char *reason;     /* why it cannot be told; else NULL */
};

/* Whether the gain of E is LEAST or more, where M claims are judged together (Bonferroni: each has
 * CLAIM_LEVEL over M). The one-sided test of the hypothesis that the gain is under LEAST is read
 * from the interval of E, whose ends are put as many times farther from the estimate as the
 * quantile at the level is that of 95 %: the normal one, or Student's t where sessions are the
 * values (Welch's degrees of freedom at their least). P must be under the level too, which few
 * values cannot have.
 *
 * Proven: the interval is at LEAST or over it. Refuted: all of it is under LEAST. Shown: it is over
 * 0, so that LOW is shown. Open: all else, and a row that was not judged. */
struct claim_judgement claim_judge(const struct evidence *e, double least, size_t m);

#endif
