/* invoke.h: one invocation of a command, measured by a bench-exec that stays
 * small: started early and asked over a socket, it is what forks, so neither
 * the caller's memory nor its fork cost is in what is measured. */
#ifndef INVOKE_H
#define INVOKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "exec/measurement.h"
#include "machine/cpu_halves.h"
#include "measure/output_queue.h"

struct invocation {
	char *const *argv;              /* ends in NULL; argv[0] is looked up in ENV's PATH */
	char *const *env;               /* ends in NULL; all of the environment */
	const char *directory;          /* NULL: the caller's */
	const char *input;              /* file on standard input; NULL: /dev/null */
	const char *output;             /* file for standard output, emptied first; or NULL */
	const struct place *place;      /* the CPUs it may use; NULL: the caller's */
	double timeout;                 /* seconds, > 0 */
	bool want_stdout;               /* read it; else it goes to OUTPUT or /dev/null */
	bool want_counters;             /* open perf events where the kernel has them */
	const struct output_sink *sink; /* who gets what it prints; NULL: nobody */
};

/* What is at hand of what a command printed. Reused from call to call. */
enum { OUTPUT_TAIL = 1 << 16 };
struct output_text {
	struct output_queue queue; /* what the sink has not got yet: see capture_pass() */
	struct buf out, err;       /* the last OUTPUT_TAIL bytes, or more, of each */
	int64_t first_byte_ns;     /* of standard output, when it was read; 0: none */
	bool show;                 /* pass on what is read to standard error */
	bool open;                 /* what was passed on ends within a line */
};

struct invoker;

/* The bench-exec that is started unless another is named: the one beside this
 * program, else what PATH has. The caller owns it. */
char *exec_client_program(void);

/* Start PROGRAM, a bench-exec (NULL: the one beside this program, else in
 * PATH). From now on this process adopts orphans: where a command kills its bench-exec,
 * the processes that it leaves become children of this process, and are killed. Dies when it
 * cannot start. */
struct invoker *invoker_start(const char *program);
/* Another of the same, to run something beside what FIRST runs. */
struct invoker *invoker_start_beside(struct invoker *first);
/* From now on pass on to standard error what commands print, as far as it is read. */
void invoker_show(struct invoker *v);
/* Run one invocation. Fills M and TEXT, whose old contents are dropped. While it runs, the
 * sink of CALL gets only what there is no room for in the queue of TEXT. When
 * bench-exec itself is killed, does not answer some seconds after the timeout, or has what
 * it passes on to commands altered for good, another is started; dies when that cannot be. */
void invoker_run(struct invoker *v, const struct invocation *call, struct measurement *m,
    struct output_text *text);
/* Two invocations at the same time, I by V[I]: the second is requested right
 * after the first, some 0.1 ms later. Otherwise as invoker_run(). */
void invoker_run_both(struct invoker *const v[2], const struct invocation call[2],
    struct measurement m[2], struct output_text text[2]);
/* From a signal handler: kill the running invocation and make all further ones
 * end INVOKE_INTERRUPTED at once. */
void invoker_interrupt(struct invoker *v);
void invoker_stop(struct invoker *v);

/* Give SINK what the queue of TEXT still holds, when the command has ended. */
void capture_pass(struct output_text *text, const struct output_sink *sink);
void capture_free(struct output_text *text);

#endif
