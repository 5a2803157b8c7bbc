#include "machine/cpu_quota.h"

#include <math.h>

#include "machine/cgroup.h"

/* "QUOTA PERIOD" or "max PERIOD" in microseconds, or a file for each; a quota of -1 is none. */
static void
quota_read(const char *folder, bool v2, void *context)
{
	double *least = context;
	int64_t quota, period;

	if (v2 && !cgroup_pair(folder, "cpu.max", &quota, &period))
		return;
	if (!v2 && (!cgroup_number(folder, "cpu.cfs_quota_us", &quota) ||
		       !cgroup_number(folder, "cpu.cfs_period_us", &period)))
		return;
	if (quota > 0 && period > 0)
		*least = fmin(*least, (double)quota / (double)period);
}

double
cpu_quota(const char *root)
{
	double least = INFINITY;

	cgroup_each(root, "cpu", quota_read, &least);
	return least;
}
