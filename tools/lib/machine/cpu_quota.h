/* cpu_quota.h: how much CPU time the control groups of this process allow it. */
#ifndef CPU_QUOTA_H
#define CPU_QUOTA_H

/* The CPUs that this process may use at a time on average: the smallest quota of its group
 * and of the groups above it, over its period. INFINITY: there is no quota. Below ROOT
 * ("" but in tests) the machine is looked at. */
double cpu_quota(const char *root);

#endif
