#include "machine/memory_kills.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/util.h"
#include "machine/cgroup.h"

struct kills_reader {
	struct memory_kills *k;
	bool own[2]; /* whether the group of this process was read, by version */
};

static void
group_read(const char *folder, bool v2, void *context)
{
	struct kills_reader *r = context;
	int64_t v;

	/* The first group is that of this process; of the groups above it only whether they
	 * were at their limits is of interest. */
	if (!r->own[v2] &&
	    cgroup_number_of(folder, v2 ? "memory.events" : "memory.oom_control", "oom_kill ", &v))
		r->k->killed += (uint64_t)v;
	r->own[v2] = true;
	if (v2 ? cgroup_number_of(folder, "memory.events", "oom ", &v)
	       : cgroup_number(folder, "memory.failcnt", &v))
		r->k->limits += (uint64_t)v;
}

void
memory_kills_read(const char *root, struct memory_kills *k)
{
	struct kills_reader r = {.k = k};
	char *proc = xasprintf("%s/proc", root);
	int64_t v;

	*k = (struct memory_kills){0, 0, 0};
	cgroup_each(root, "memory", group_read, &r);
	if (cgroup_number_of(proc, "vmstat", "oom_kill ", &v))
		k->machine = (uint64_t)v;
	free(proc);
}

enum memory_short
memory_kills_since(const char *root, struct memory_kills *k)
{
	struct memory_kills before = *k;

	memory_kills_read(root, k);
	if (k->killed > before.killed && k->limits > before.limits)
		return MEMORY_CGROUP;
	return k->killed > before.killed || k->machine > before.machine ? MEMORY_MACHINE
									: MEMORY_ENOUGH;
}
