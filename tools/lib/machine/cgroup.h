/* cgroup.h: the control groups that this process is in, by cgroups(7). */
#ifndef CGROUP_H
#define CGROUP_H

#include <stdbool.h>
#include <stdint.h>

/* Call EACH with CONTEXT for the folder of the group of this process in every hierarchy that
 * controls WHAT ("cpu" or "memory"), and then for those of the groups above it, as far as
 * they can be seen here. V2 tells which version's files it has. Below ROOT ("" but in
 * tests) /proc and what it says is mounted are looked at. */
void cgroup_each(const char *root, const char *what,
    void (*each)(const char *folder, bool v2, void *context), void *context);

/* The number that file NAME of FOLDER begins with, or that follows KEY at the start of a
 * line there. False when there is none. */
bool cgroup_number(const char *folder, const char *name, int64_t *v);
bool cgroup_number_of(const char *folder, const char *name, const char *key, int64_t *v);

/* The two numbers of file NAME of FOLDER. False when there are none. */
bool cgroup_pair(const char *folder, const char *name, int64_t *a, int64_t *b);

#endif
