/* policy.h: tolerance, threshold and alpha: defaults and bounds. */
#ifndef POLICY_H
#define POLICY_H

#define POLICY_TOLERANCE 0.05
#define POLICY_THRESHOLD 0.10
#define POLICY_ALPHA 0.05
#define POLICY_COUNT_THRESHOLD 0.01 /* of counts that hardly vary */

struct policy {
	double tolerance, threshold; /* fractions */
	double alpha;                /* the rate of false alarms */
};

#endif
