/* Quotas of CPU time and kills for lack of memory, out of a /proc and a tree of cgroups made here.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/util.h"
#include "check.h"
#include "machine/cpu_quota.h"
#include "machine/machine_warn.h"
#include "machine/memory_kills.h"
#include "root.h"

#define V2 "36 25 0:31 %s /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"
#define CPU "40 33 0:35 %s /sys/fs/cgroup/cpu,cpuacct rw shared:16 - cgroup cgroup rw,cpu,cpuacct\n"
#define MEMORY "41 33 0:36 %s /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"

static char base[] = "/tmp/bench-cgroup-XXXXXX";
static char *root;

/* Make file PATH below the root hold TEXT. */
static void
put(const char *path, const char *text)
{
	root_put(root, path, text);
}

/* Another machine: GROUPS is its /proc/self/cgroup, TOP the group that is mounted. */
static void
machine(const char *groups, const char *mount, const char *top)
{
	static int n;
	char *own, *mounts;

	free(root);
	root = xasprintf("%s/%d", base, n++);
	mkdir(root, 0777);
	put("/proc/self/cgroup", groups);
	/* The format is one of the three above. */
	own = strcmp(mount, "v2") == 0       ? xasprintf(V2, top)
	      : strcmp(mount, "memory") == 0 ? xasprintf(MEMORY, top)
					     : xasprintf(CPU, top);
	mounts = xasprintf("22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
			   "25 22 0:24 / /sys rw - sysfs sysfs rw\n%s",
	    own);
	put("/proc/self/mountinfo", mounts);
	free(mounts);
	free(own);
}

static bool
near(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

static void
quotas_of_version_2(void)
{
	machine("0::/\n", "v2", "/");
	CHECK(isinf(cpu_quota(root))); /* no file */
	put("/sys/fs/cgroup/cpu.max", "max 100000\n");
	CHECK(isinf(cpu_quota(root)));
	/* A container that sees its own group as the top. */
	put("/sys/fs/cgroup/cpu.max", "150000 100000\n");
	CHECK(near(cpu_quota(root), 1.5));
	/* The smallest up the tree, whichever it is. */
	machine("0::/user.slice/job/step\n", "v2", "/");
	put("/sys/fs/cgroup/user.slice/job/step/cpu.max", "400000 100000\n");
	CHECK(near(cpu_quota(root), 4));
	put("/sys/fs/cgroup/user.slice/job/cpu.max", "25000 50000\n");
	CHECK(near(cpu_quota(root), 0.5));
	put("/sys/fs/cgroup/user.slice/cpu.max", "max 100000\n");
	CHECK(near(cpu_quota(root), 0.5));
	put("/sys/fs/cgroup/user.slice/job/other/cpu.max", "1000 100000\n");
	CHECK(near(cpu_quota(root), 0.5));
	put("/sys/fs/cgroup/user.slice/job/cpu.max", "what\n");
	CHECK(near(cpu_quota(root), 4));
}

static void
quotas_of_version_1(void)
{
	machine("12:pids:/x\n4:cpu,cpuacct:/docker/abc\n0::/\n", "cpu", "/");
	put("/sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us", "-1\n");
	put("/sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_period_us", "100000\n");
	CHECK(isinf(cpu_quota(root)));
	put("/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_quota_us", "300000\n");
	put("/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_period_us", "100000\n");
	CHECK(near(cpu_quota(root), 3));
	put("/sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us", "200000\n");
	CHECK(near(cpu_quota(root), 2));
	/* The group of a container is mounted as the top, but named from outside. */
	machine("4:cpuacct,cpu:/docker/abc/sub\n", "cpu", "/docker/abc");
	put("/sys/fs/cgroup/cpu,cpuacct/sub/cpu.cfs_quota_us", "-1\n");
	put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "70000\n");
	put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
	CHECK(near(cpu_quota(root), 0.7));
	/* A group that is not below what is mounted: only the top can be looked at. */
	machine("4:cpu,cpuacct:/docker/abcd\n", "cpu", "/docker/abc");
	put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "70000\n");
	put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
	CHECK(near(cpu_quota(root), 0.7));
	/* Another controller's name holds this one's. */
	machine("4:cpuset:/\n", "cpu", "/");
	put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "70000\n");
	put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
	CHECK(isinf(cpu_quota(root)));
}

static void
quotas_are_warned_of(void)
{
	struct warnings w = {NULL, 0};

	machine_warn_quota(INFINITY, &w);
	CHECK(w.n == 0);
	machine_warn_quota(1.5, &w);
	CHECK(w.n == 1 && strcmp(w.at[0].code, "quota") == 0);
	CHECK(w.n == 1 && strstr(w.at[0].message, "1.5 CPUs"));
	warnings_free(&w);
	CHECK(isinf(cpu_quota("/no/such/root")));
}

static void
kills_are_seen(void)
{
	struct memory_kills k;

	/* Version 2: the group's own kills, and the limits above it. */
	machine("0::/job/step\n", "v2", "/");
	put("/sys/fs/cgroup/job/step/memory.events",
	    "low 0\nhigh 0\nmax 5\noom 0\noom_kill 3\noom_group_kill 0\n");
	put("/sys/fs/cgroup/job/memory.events", "low 0\nmax 7\noom 2\noom_kill 9\n");
	put("/proc/vmstat", "nr_free_pages 1\noom_kill 11\n");
	memory_kills_read(root, &k);
	CHECK(k.killed == 3 && k.limits == 2 && k.machine == 11);
	CHECK(memory_kills_since(root, &k) == MEMORY_ENOUGH);
	put("/sys/fs/cgroup/job/step/memory.events", "oom 0\noom_kill 4\n");
	put("/sys/fs/cgroup/job/memory.events", "oom 3\noom_kill 10\n");
	put("/proc/vmstat", "oom_kill 12\n");
	CHECK(memory_kills_since(root, &k) == MEMORY_CGROUP);
	CHECK(memory_kills_since(root, &k) == MEMORY_ENOUGH);
	/* No limit was reached: the machine was short. */
	put("/sys/fs/cgroup/job/step/memory.events", "oom 0\noom_kill 5\n");
	CHECK(memory_kills_since(root, &k) == MEMORY_MACHINE);
	/* Another group's limit, and nobody of this one was killed. */
	put("/sys/fs/cgroup/job/memory.events", "oom 4\noom_kill 11\n");
	CHECK(memory_kills_since(root, &k) == MEMORY_ENOUGH);
	/* Version 1. */
	machine("4:memory:/job\n", "memory", "/");
	put("/sys/fs/cgroup/memory/job/memory.oom_control",
	    "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
	put("/sys/fs/cgroup/memory/job/memory.failcnt", "8\n");
	memory_kills_read(root, &k);
	CHECK(k.killed == 1 && k.limits == 8 && k.machine == 0);
	put("/sys/fs/cgroup/memory/job/memory.oom_control", "oom_kill 2\n");
	put("/sys/fs/cgroup/memory/job/memory.failcnt", "20\n");
	CHECK(memory_kills_since(root, &k) == MEMORY_CGROUP);
	memory_kills_read("/no/such/root", &k);
	CHECK(memory_kills_since("/no/such/root", &k) == MEMORY_ENOUGH);
}

int
main(int argc, char *argv[])
{
	char *clean;

	(void)argc;
	program_set(argv[0]);
	if (!mkdtemp(base))
		die("cannot make a folder:");
	quotas_of_version_2();
	quotas_of_version_1();
	quotas_are_warned_of();
	kills_are_seen();
	clean = xasprintf("rm -rf '%s'", base);
	if (system(clean))
		failures++;
	free(clean);
	free(root);
	return failures != 0;
}
