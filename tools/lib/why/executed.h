/* executed.h: what callgrind tells of the processes of one invocation: instructions by address, and
 * calls.
 *
 * The format: valgrind's manual, "Callgrind Format Specification". */
#ifndef EXECUTED_H
#define EXECUTED_H

#include <stddef.h>
#include <stdint.h>

#include "base/intern.h"

/* The instructions at one address, where callgrind knew it, else at one line. */
struct executed_cost {
	uint64_t address; /* within the object, as the linker gave it */
	const struct word *file;
	size_t line;
	double self;
};

/* Calls from one address. */
struct executed_call {
	uint64_t address, target;
	struct executed_function *to;
	double inclusive;
};

struct executed_function {
	const struct word *object, *name;
	double self;
	struct executed_cost *costs;
	size_t ncosts, cap_costs;
	struct executed_call *edges;
	size_t nedges, cap_edges;
};

struct executed {
	struct word_set *words, *keys;
	struct executed_function **functions;
	size_t n, cap;
	char **programs; /* what was started, as callgrind has it: "./a -n 5" */
	size_t nprograms, cap_programs;
	double total;
};

struct executed *executed_new(void);
void executed_free(struct executed *e); /* may be NULL */

/* The function NAME of OBJECT (NULL: not known), made where it is new. */
struct executed_function *executed_function(
    struct executed *e, const struct word *object, const struct word *name);

/* Add *COST, or *CALL, to F. */
void executed_cost_add(struct executed_function *f, const struct executed_cost *cost);
void executed_call_add(struct executed_function *f, const struct executed_call *call);

/* Who knows functions by the address in their object better than callgrind does: which of OBJECT
 * has ADDRESS, or NULL. */
struct executed_namer {
	const char *(*name)(void *context, const struct word *object, uint64_t address);
	void *context;
};

/* Put all that was executed into the functions that NAMER knows. */
void executed_rename(struct executed *e, const struct executed_namer *namer);

/* Add the file of one process at PATH, whose addresses stay for its costs. Dies with PATH:line
 * when it is not what callgrind writes with --dump-instr=yes. */
void executed_read(struct executed *e, const char *path);
/* The files of all processes in FOLDER; dies where there is none. */
void executed_read_folder(struct executed *e, const char *folder);

#endif
