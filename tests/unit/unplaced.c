/* A machine of more CPUs than a set of them has room for. */
#define _GNU_SOURCE /* sched_getaffinity, syscall */
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/util.h"
#include "check.h"
#include "machine/cpu_halves.h"
#include "measure/invoke.h"

/* In place of the C library's, as the kernel answers there. */
int
sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set)
{
	(void)pid;
	(void)size;
	(void)set;
	errno = EINVAL;
	return -1;
}

static long
cpus_here(unsigned long mask[128])
{
	memset(mask, 0, 128 * sizeof *mask);
	return syscall(SYS_sched_getaffinity, 0, 128 * sizeof *mask, mask);
}

int
main(int argc, char *argv[])
{
	unsigned long before[128], after[128];
	char *command[] = {"sh", "-c", "exit 3", NULL},
	     *environment[] = {"PATH=/usr/bin:/bin", NULL};
	struct invocation call = {.argv = command, .env = environment, .timeout = 60};
	struct output_text text = {.err = BUF_INIT};
	struct invoker *invoker;
	struct measurement m;
	struct place half[2];

	(void)argc;
	program_set(argv[0]);
	CHECK(cpus_here(before) > 0);
	invoker = invoker_start(NULL);
	CHECK(cpus_here(after) > 0 && memcmp(before, after, sizeof before) == 0);
	for (int i = 0; i < 2; i++) {
		invoker_run(invoker, &call, &m, &text);
		CHECK(m.end == INVOKE_EXITED && m.code == 3);
	}
	invoker_stop(invoker);
	capture_free(&text);
	CHECK(!cpu_halves_find("", half));
	return failures != 0;
}
