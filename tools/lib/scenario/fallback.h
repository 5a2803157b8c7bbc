/* fallback.h: what a case runs on where this machine lacks its backend. */
#ifndef FALLBACK_H
#define FALLBACK_H

#include "scenario/matrix.h"
#include "scenario/plan.h"

struct fallback {
	char *from, *why; /* the backend that is not there; why it is not */
	char *skip;       /* why there is no fallback for it either, or NULL */
};

/* For each of the N combinations ALL of benchmark NAME whose backend this machine lacks, by
 * PLAN: put BACKEND in its place, unless this machine lacks that too, or a combination has it
 * that is otherwise the same. Returns N of what was done, FROM NULL where nothing was, made in
 * ARENA; its texts, as those that go into ALL, live as long as PLAN. */
struct fallback *fallback_apply(struct combination *all, size_t n, const char *name,
    const char *backend, struct plan *plan, struct arena *arena);

#endif
