#define _GNU_SOURCE /* vfork, wait4, getauxval, syscall */
#include "exec/execution.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/signals.h"
#include "exec/counters.h"
#include "exec/process_tree.h"
#include "exec/program_exec.h"
#include "machine/cpu_halves.h"

enum { RUN_DELAY_FROM_NS = 1000 * 1000 }; /* to look it up takes about 20 us */

/* What signal handlers need, and what the child, which runs in this memory
 * until its exec, leaves for its parent. */
static struct {
	volatile pid_t pid; /* 0: nothing to kill; set by the child, so never too late */
	volatile sig_atomic_t timed_out, signal;
	volatile int error; /* errno of what kept the command from starting */
	volatile int64_t start_ns;
} running;

/* Where commands may run; set when this process itself has a place. */
static cpu_set_t everywhere;
static bool placed;
static bool gives_way; /* under SCHED_BATCH between commands */

/* The process itself too: it may have left its group. */
static void
command_kill(pid_t pid)
{
	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
}

static void
execution_note_signal(int sig)
{
	int err = errno;

	if (sig == SIGALRM)
		running.timed_out = 1;
	else
		running.signal = sig;
	if (running.pid)
		command_kill(running.pid);
	errno = err;
}

static void
on_ignored(int sig)
{
	(void)sig;
}

/* Every signal to its default, as the command shall find it. Handlers become
 * the default at exec, so what must be ignored here gets an empty one. */
static void
signals_reset(void)
{
	static const long none[16]; /* the kernel's own structure, and a default action */
	struct sigaction sa = {.sa_handler = on_ignored}, old[SIGNALS_ENDING];

	for (size_t i = 0; i < SIGNALS_ENDING; i++)
		sigaction(signals_ending[i], NULL, &old[i]);
	/* sigaction() hides two signals, and posix_spawn() leaves those ignored. */
	for (int sig = 1; sig <= SIGRTMAX; sig++)
		syscall(SYS_rt_sigaction, sig, none, NULL, (size_t)_NSIG / 8);
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < SIGNALS_ENDING; i++) {
		sa.sa_handler = old[i].sa_handler == SIG_IGN ? on_ignored : execution_note_signal;
		sigaction(signals_ending[i], &sa, NULL);
	}
	sa.sa_handler = execution_note_signal;
	sigaction(SIGALRM, &sa, NULL);
	sa.sa_handler = on_ignored;
	sigaction(SIGPIPE, &sa, NULL);
	sigemptyset(&sa.sa_mask);
	sigprocmask(SIG_SETMASK, &sa.sa_mask, NULL);
}

static void
descriptors_keep(void)
{
	struct rlimit r;

	/* 4 is CLOSE_RANGE_CLOEXEC; kernels before 5.11 lack it. */
	if (syscall(SYS_close_range, 3U, ~0U, 4U) == 0)
		return;
	if (getrlimit(RLIMIT_NOFILE, &r) || r.rlim_cur > 65536)
		r.rlim_cur = 65536;
	for (int fd = 3; fd < (int)r.rlim_cur; fd++)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
}

void
execution_shrink(void)
{
	const ElfW(Phdr) *ph = (const ElfW(Phdr) *)getauxval(AT_PHDR);
	size_t n = getauxval(AT_PHNUM), page = (size_t)sysconf(_SC_PAGESIZE);
	int fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
	uintptr_t from, base = 0;

	for (size_t i = 0; ph && i < n; i++)
		if (ph[i].p_type == PT_PHDR)
			base = (uintptr_t)ph - ph[i].p_vaddr;
	for (size_t i = 0; ph && i < n; i++) {
		if (ph[i].p_type != PT_LOAD || (ph[i].p_flags & PF_W))
			continue;
		from = (base + ph[i].p_vaddr) & ~(uintptr_t)(page - 1);
		madvise((void *)from, base + ph[i].p_vaddr + ph[i].p_memsz - from, MADV_DONTNEED);
	}
	if (fd >= 0) {
		ssize_t ignored = write(fd, "5", 1);

		(void)ignored;
		close(fd);
	}
}

void
execution_prepare(void)
{
	signals_reset();
	descriptors_keep();
	prctl(PR_SET_CHILD_SUBREAPER, 1L);
	execution_shrink();
}

int
execution_signal(void)
{
	return running.signal;
}

/* Between commands this takes the CPU from nobody when it is woken: so the client
 * sleeps before it runs, and the kernel sees no reason to move the command at
 * its exec. Commands have the usual policy, and so has it that waits for their
 * end, which must be told at once. */
static void
policy_set(int policy)
{
	static const struct sched_param none;

	if (gives_way)
		sched_setscheduler(0, policy, &none);
}

static _Noreturn void
child_run(const struct execution *x)
{
	running.pid = getpid();
	/* A session has a terminal; without one nothing that is done to it stops a command. */
	if (x->session)
		setsid();
	else
		setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, (long)SIGKILL);
	policy_set(SCHED_OTHER);
	if (placed)
		sched_setaffinity(0, sizeof everywhere, &everywhere);
	if ((x->place && sched_setaffinity(0, sizeof *x->place, (const cpu_set_t *)x->place)) ||
	    (x->in != 0 && dup2(x->in, 0) < 0) || (x->out != 1 && dup2(x->out, 1) < 0) ||
	    (x->err != 2 && dup2(x->err, 2) < 0) || (x->directory && chdir(x->directory)))
		running.error = errno;
	else
		running.error = program_exec(x->argv, x->env, &running.start_ns);
	_exit(127);
}

void
execution_stay(int cpu)
{
	cpu_set_t here;

	if (cpu < 0 || cpu >= CPU_SETSIZE || sched_getaffinity(0, sizeof everywhere, &everywhere))
		return;
	CPU_ZERO(&here);
	CPU_SET(cpu, &here);
	placed = sched_setaffinity(0, sizeof here, &here) == 0;
	gives_way = placed && sched_getscheduler(0) == SCHED_OTHER;
	policy_set(SCHED_BATCH);
}

static void
timer_set(int64_t us)
{
	struct itimerval t = {.it_value = {us / 1000000, us % 1000000}};

	setitimer(ITIMER_REAL, &t, NULL);
}

/* Wait for the end of PID. One that was stopped is waited for until it goes on and ends, or
 * its time is up; but to read a terminal, or to change it, is a wish that nobody grants. */
static void
end_await(pid_t pid, siginfo_t *info, struct measurement *m)
{
	int events = WEXITED | WSTOPPED | WNOWAIT;

	for (;;) {
		if (waitid(P_PID, (id_t)pid, info, events)) {
			if (errno == EINTR)
				continue;
			return;
		}
		if (info->si_code != CLD_STOPPED)
			return;
		m->stopped = info->si_status;
		events = WEXITED | WNOWAIT;
		if (m->stopped == SIGTTIN || m->stopped == SIGTTOU)
			command_kill(pid);
	}
}

static void
end_set(struct measurement *m, const siginfo_t *info)
{
	bool killed = info->si_code != CLD_EXITED && info->si_status == SIGKILL;

	m->code = info->si_status;
	if (running.error) {
		m->end = INVOKE_UNSTARTED;
		m->code = running.error;
	} else if (running.signal) {
		m->end = INVOKE_INTERRUPTED;
	} else if (info->si_code == CLD_EXITED) {
		m->end = INVOKE_EXITED;
	} else if (killed && running.timed_out) {
		m->end = INVOKE_TIMEOUT;
	} else if (killed && (m->stopped == SIGTTIN || m->stopped == SIGTTOU)) {
		m->end = INVOKE_STOPPED;
		m->code = m->stopped;
	} else {
		m->end = INVOKE_SIGNALED;
	}
	if (m->end != INVOKE_EXITED && m->end != INVOKE_SIGNALED)
		m->left = 0; /* they were killed with it */
}

void
execution_measure(const struct execution *x, struct measurement *m)
{
	int events[NCOUNTERS];
	struct rusage ru;
	siginfo_t info = {0};
	pid_t pid;

	memset(m, 0, sizeof *m);
	m->run_delay_ns = -1;
	for (int i = 0; i < NCOUNTERS; i++)
		m->counters[i] = -1;
	if (running.signal || x->in < 0) {
		m->end = running.signal ? INVOKE_INTERRUPTED : INVOKE_UNSTARTED;
		m->code = running.signal ? 0 : -x->in;
		return;
	}
	if (x->counters)
		counters_open(events);
	running.error = 0;
	running.timed_out = 0;
	timer_set(x->timeout_us);
	pid = vfork();
	if (pid == 0)
		child_run(x);
	if (pid < 0) {
		m->end = INVOKE_UNSTARTED;
		m->code = errno;
		timer_set(0);
	} else {
		policy_set(SCHED_OTHER);
		/* It may have come before there was anything to kill. */
		if (running.signal || running.timed_out)
			command_kill(pid);
		end_await(pid, &info, m);
		m->end_ns = clock_ns();
		timer_set(0);
		m->start_ns = running.start_ns;
		if (m->end_ns - m->start_ns >= RUN_DELAY_FROM_NS)
			m->run_delay_ns = tree_run_delay(pid);
		/* Once it is reaped its number may be another's. */
		kill(-pid, SIGKILL);
		running.pid = 0;
		wait4(pid, NULL, 0, &ru);
		tree_usage_add(m, &ru);
		tree_end(m);
		end_set(m, &info);
		policy_set(SCHED_BATCH);
	}
	if (x->counters)
		counters_close(events, m->counters);
}
