#define _GNU_SOURCE /* wait4 */
#include "exec/process_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PAUSE_NS = 100 * 1000, TRIES = 50 * 1000, STUCK_MAX = 64 };

void
tree_usage_add(struct measurement *m, const struct rusage *ru)
{
	m->user_us += (int64_t)ru->ru_utime.tv_sec * 1000000 + ru->ru_utime.tv_usec;
	m->system_us += (int64_t)ru->ru_stime.tv_sec * 1000000 + ru->ru_stime.tv_usec;
	m->minor_faults += ru->ru_minflt;
	m->major_faults += ru->ru_majflt;
	m->voluntary_switches += ru->ru_nvcsw;
	m->involuntary_switches += ru->ru_nivcsw;
	if (ru->ru_maxrss > m->peak_kib)
		m->peak_kib = ru->ru_maxrss;
}

int64_t
tree_run_delay(pid_t pid)
{
	static const char suffix[] = "/schedstat";
	char path[64] = "/proc/", text[96], digits[16];
	size_t n = sizeof digits, at = 6;
	int64_t v[3] = {0, 0, 0};
	ssize_t got;
	int fd, field = 0;

	for (; pid > 0; pid /= 10)
		digits[--n] = (char)('0' + pid % 10);
	memcpy(path + at, digits + n, sizeof digits - n);
	memcpy(path + at + sizeof digits - n, suffix, sizeof suffix);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	got = read(fd, text, sizeof text);
	close(fd);
	for (ssize_t i = 0; i < got && field < 3; i++) {
		if (text[i] >= '0' && text[i] <= '9')
			v[field] = v[field] * 10 + text[i] - '0';
		else
			field++;
	}
	/* No time slice: the kernel keeps no such statistics. */
	return v[2] > 0 ? v[1] : -1;
}

/* Children of earlier commands that could not be killed: when they end, their use
 * is not the next command's. */
static pid_t stuck[STUCK_MAX];
static size_t nstuck;

/* Where PID is among them, or their number. */
static size_t
stuck_find(pid_t pid)
{
	size_t i = 0;

	while (i < nstuck && stuck[i] != pid)
		i++;
	return i;
}

/* Call EACH for every child, with CONTEXT; returns for how many it says true. */
static size_t
children_each(bool (*each)(pid_t, const void *), const void *context)
{
	char text[4096];
	int fd = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof text);
	pid_t pid = 0;
	size_t n = 0;

	for (ssize_t i = 0; i < got; i++) {
		if (text[i] >= '0' && text[i] <= '9') {
			pid = pid * 10 + text[i] - '0';
		} else if (pid) {
			n += each(pid, context);
			pid = 0;
		}
	}
	if (fd >= 0)
		close(fd);
	return n;
}

static bool
child_kill(pid_t pid, const void *none)
{
	(void)none;
	if (stuck_find(pid) < nstuck)
		return false;
	kill(pid, SIGKILL);
	return true;
}

static bool
child_give_up(pid_t pid, const void *none)
{
	(void)none;
	if (stuck_find(pid) == nstuck && nstuck < STUCK_MAX)
		stuck[nstuck++] = pid;
	return true;
}

/* Reap what is dead. Returns whether there are children left. Who died of SIGKILL was
 * there at the end of the command. */
static bool
children_reap(struct measurement *m)
{
	struct rusage ru;
	pid_t pid;
	int status;

	while ((pid = wait4(-1, &status, WNOHANG, &ru)) > 0) {
		size_t i = stuck_find(pid);

		if (i < nstuck) {
			stuck[i] = stuck[--nstuck];
			continue;
		}
		tree_usage_add(m, &ru);
		m->left += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	}
	return pid == 0 || errno != ECHILD;
}

void
tree_end(struct measurement *m)
{
	const struct timespec pause = {0, PAUSE_NS};

	for (int i = 0; i < TRIES; i++) {
		if (!children_reap(m) || (children_each(child_kill, NULL) == 0 && nstuck > 0))
			return;
		nanosleep(&pause, NULL);
	}
	children_each(child_give_up, NULL);
}

static bool
is_kept(const struct kept_children *kept, pid_t pid)
{
	for (size_t i = 0; i < kept->n; i++)
		if (kept->at[i] == pid)
			return true;
	return false;
}

static bool
child_keep(pid_t pid, const void *context)
{
	struct kept_children *const *kept = context;

	if ((*kept)->n < KEPT_CHILDREN_MAX)
		(*kept)->at[(*kept)->n++] = pid;
	return true;
}

void
tree_keep(struct kept_children *kept)
{
	kept->n = 0;
	children_each(child_keep, &kept);
}

/* Says whether PID was there and is to be killed. */
static bool
child_sweep(pid_t pid, const void *context)
{
	const struct kept_children *kept = context;

	if (is_kept(kept, pid))
		return false;
	kill(pid, SIGKILL);
	return true;
}

static bool
child_reap(pid_t pid, const void *context)
{
	return !is_kept(context, pid) && waitpid(pid, NULL, WNOHANG) == pid;
}

size_t
tree_sweep(const struct kept_children *kept)
{
	const struct timespec pause = {0, PAUSE_NS};
	size_t reaped = 0;

	for (int i = 0; i < TRIES && children_each(child_sweep, kept) > 0; i++) {
		reaped += children_each(child_reap, kept);
		nanosleep(&pause, NULL);
	}
	return reaped;
}
