#include "import/program_limits.h"

#include <signal.h>
#include <stdint.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/util.h"

#define MEMORY_MOST (UINT64_C(2) << 30)

static void
limit_set(int what, rlim_t most)
{
	struct rlimit limit;

	if (getrlimit(what, &limit) < 0)
		_exit(STATUS_TROUBLE);
	if (limit.rlim_max == RLIM_INFINITY || most < limit.rlim_max)
		limit = (struct rlimit){most, limit.rlim_max};
	if (limit.rlim_cur > most)
		limit.rlim_cur = most;
	if (setrlimit(what, &limit) < 0)
		_exit(STATUS_TROUBLE);
}

void
program_limits_set(unsigned seconds)
{
	limit_set(RLIMIT_CPU, seconds);
	limit_set(RLIMIT_DATA, (rlim_t)MEMORY_MOST);
	limit_set(RLIMIT_FSIZE, PROGRAM_SAYS_MOST);
	signal(SIGXFSZ, SIG_DFL);
	signal(SIGXCPU, SIG_DFL);
}
