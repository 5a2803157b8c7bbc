/* policy.h: tolerance, threshold and alpha: defaults, bounds, and which of two moves the other. */
#ifndef POLICY_H
#define POLICY_H

#include <stdbool.h>
#include <stddef.h>

#define POLICY_TOLERANCE 0.05
#define POLICY_THRESHOLD 0.10
/* What is this near to a limit, relatively, is at it: decimal fractions lose 1e-16 in binary. */
#define POLICY_AT_LIMIT 1e-9
#define POLICY_ALPHA 0.05
#define POLICY_COUNT_THRESHOLD 0.01 /* of counts that hardly vary */
/* What sessions are taken to differ by where nobody says it: the standard deviation of a session's
 * level, as a fraction of it. Repeated runs of one commit differ by 2.66 % on GitHub's hosted
 * runners (CodSpeed, Benchmarks in CI: escaping the cloud chaos, 2025: 100 runs of four projects),
 * by less than 3.7 % on AWS (Henning and others, When should I run my application benchmark,
 * 2025: three months), by 0.56 % on machines of one's own (CodSpeed), and by anything up to 100 %
 * in the worst of clouds (Laaber, Scheuner and Leitner, Software microbenchmarking in the cloud,
 * 2019). */
#define POLICY_BETWEEN_SESSIONS 0.03

struct policy {
	double tolerance, threshold; /* fractions */
	double alpha;                /* the rate of false alarms */
};

/* What a tolerance, a threshold or another change must be, and what alpha must be: the
 * words of every reader, to come after "must be". */
#define POLICY_CHANGE_RANGE "from 0 to 10 (1000%)"
#define POLICY_ALPHA_RANGE "over 0 and under 1 (100%)"

/* Whether V, a fraction, is in that range; NAN is not. */
bool policy_change_valid(double v);
bool policy_alpha_valid(double v);

/* A tolerance or threshold, a fraction, and how near to the metric it was said: the
 * larger LEVEL, the nearer. */
struct policy_value {
	double v;
	int level;
};

/* The last of V that is not NAN, at the level of its index, or NAN. V[0] is the default,
 * and the others come nearer and nearer to the metric; there are N. */
struct policy_value policy_nearest(const double *v, size_t n);

/* A tolerance over the threshold makes no sense: the one said nearer to the metric moves
 * the other, to its level too. Of two that were said as near, the threshold moves the
 * tolerance, and the result is false: a reader refuses them (policy_over()). */
bool policy_align(struct policy_value *tolerance, struct policy_value *threshold);

/* What TOLERANCE must be and is not, after "must be": "at most the threshold (10%), not
 * 20%"; the caller owns it. NULL when it is not over THRESHOLD, or one of them is NAN. */
char *policy_over(double tolerance, double threshold);

#endif
