#define _GNU_SOURCE /* sched_getcpu, sched_setaffinity */
#include "invoke.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "capture.h"
#include "invoke_request.h"
#include "util.h"

enum { PIPE_SIZE = 1 << 20 };

/* Seconds that bench-exec has for what takes it none, unless something stops it. */
enum { GRACE = 5 };

struct invoker {
	char *program;
	volatile pid_t pid;   /* 0: none to signal */
	int socket, out, err; /* our ends */
	volatile sig_atomic_t interrupted;
	struct buf request;
	cpu_set_t everywhere; /* where the caller may run; put back at the end */
};

/* The bench-exec beside this program, else NULL. The caller owns it. */
static char *
program_beside(void)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	char *slash, *path;

	if (n <= 0)
		return NULL;
	self[n] = '\0';
	slash = strrchr(self, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	path = xasprintf("%s/bench-exec", self);
	if (access(path, X_OK) == 0)
		return path;
	free(path);
	return NULL;
}

char *
invoker_program(void)
{
	char *beside = program_beside();

	return beside ? beside : xstrdup("bench-exec");
}

/* Close-on-exec and out of the way of 0, 1 and 2, which may be closed here. */
static int
descriptor_lift(int fd)
{
	int lifted = fcntl(fd, F_DUPFD_CLOEXEC, 3);

	if (lifted < 0)
		die("cannot duplicate a descriptor:");
	close(fd);
	return lifted;
}

static void
pipe_make(int fd[2])
{
	if (pipe(fd))
		die("cannot make a pipe:");
	fd[0] = descriptor_lift(fd[0]);
	fd[1] = descriptor_lift(fd[1]);
	fcntl(fd[0], F_SETFL, O_NONBLOCK);
#ifdef F_SETPIPE_SZ
	/* May be refused: then a command that prints much waits for us more often. */
	fcntl(fd[1], F_SETPIPE_SZ, PIPE_SIZE);
#endif
}

static void
spawn(struct invoker *v, const int fd[3], int cpu)
{
	const char *program = v->program;
	char name[] = "bench-exec", option[32];
	char *argv[] = {name, option, NULL}, *env[] = {NULL};
	char *beside = program ? NULL : program_beside();
	posix_spawn_file_actions_t actions;
	pid_t pid = 0;
	int err;

	snprintf(option, sizeof option, "--serve=%d", cpu);
	err = posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < 3 && !err; i++)
		err = posix_spawn_file_actions_adddup2(&actions, fd[i], i);
	if (!err && !program && !beside)
		err = posix_spawnp(&pid, "bench-exec", &actions, NULL, argv, env);
	else if (!err)
		err = posix_spawn(&pid, program ? program : beside, &actions, NULL, argv, env);
	if (err) {
		errno = err;
		die("cannot start '%s':", program ? program : beside ? beside : "bench-exec");
	}
	v->pid = pid;
	posix_spawn_file_actions_destroy(&actions);
	free(beside);
}

static void
server_start(struct invoker *v)
{
	static const struct timeval grace = {GRACE, 0};
	int sockets[2], out[2], err[2], cpu;
	cpu_set_t here;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets))
		die("cannot make a socket:");
	v->socket = descriptor_lift(sockets[0]);
	setsockopt(v->socket, SOL_SOCKET, SO_SNDTIMEO, &grace, sizeof grace);
	setsockopt(v->socket, SOL_SOCKET, SO_RCVTIMEO, &grace, sizeof grace);
	sockets[1] = descriptor_lift(sockets[1]);
	pipe_make(out);
	pipe_make(err);
	v->out = out[0];
	v->err = err[0];
	/* To wake an idle CPU costs more than all else in an invocation of 100 us:
	 * bench-exec and its client take turns on one, commands run on all. */
	sched_setaffinity(0, sizeof v->everywhere, &v->everywhere);
	cpu = sched_getcpu();
	spawn(v, (int[]){sockets[1], out[1], err[1]}, cpu);
	if (cpu >= 0 && cpu < CPU_SETSIZE) {
		CPU_ZERO(&here);
		CPU_SET(cpu, &here);
		sched_setaffinity(0, sizeof here, &here);
	}
	close(sockets[1]);
	close(out[1]);
	close(err[1]);
}

static void
server_stop(struct invoker *v)
{
	pid_t pid = v->pid;

	v->pid = 0; /* once it is reaped its number may be another's */
	close(v->socket);
	close(v->out);
	close(v->err);
	/* It has nothing left to do, and a stopped one would never do it. */
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

struct invoker *
invoker_start(const char *program)
{
	struct invoker *v = xcalloc(1, sizeof *v);

	v->program = program ? xstrdup(program) : NULL;
	if (sched_getaffinity(0, sizeof v->everywhere, &v->everywhere))
		die("cannot tell which CPUs may be used:");
	server_start(v);
	return v;
}

/* False when bench-exec is gone; the same of the next. */
static bool
request_send(const struct invoker *v)
{
	size_t done = 0;
	ssize_t n;

	while (done < v->request.len) {
		n = send(v->socket, v->request.s + done, v->request.len - done, MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			done += (size_t)n;
	}
	return true;
}

static bool
reply_receive(const struct invoker *v, struct measurement *m)
{
	char *p = (char *)m;
	size_t len = 0;
	ssize_t n;

	while (len < sizeof *m) {
		n = recv(v->socket, p + len, sizeof *m - len, 0);
		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
		if (n > 0)
			len += (size_t)n;
	}
	return true;
}

/* An invocation that never was. */
static void
measurement_none(struct measurement *m, enum invoke_end end, int code)
{
	*m = (struct measurement){.end = end, .code = code, .run_delay_ns = -1};
	for (int i = 0; i < NCOUNTERS; i++)
		m->counters[i] = -1;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What is pending for a stopped process waits for it to go on. */
static void
server_end_command(pid_t pid)
{
	if (pid > 0) {
		kill(pid, SIGTERM);
		kill(pid, SIGCONT);
	}
}

/* Take what the command prints until there is an answer. False when there is
 * none: something keeps bench-exec from its work, a SIGSTOP for example. */
static bool
answer_wait(const struct invoker *v, double timeout, struct output_text *text)
{
	struct pollfd p[3] = {{v->socket, POLLIN, 0}, {v->out, POLLIN, 0}, {v->err, POLLIN, 0}};
	double deadline = now() + timeout + GRACE, left;
	bool asked = false;

	for (;;) {
		if (v->interrupted && !asked) {
			asked = true;
			deadline = now() + GRACE;
		}
		left = fmin(fmax(deadline - now(), 0), 1e6);
		if (poll(p, 3, (int)ceil(left * 1e3)) < 0) {
			if (errno != EINTR)
				die("cannot wait for bench-exec:");
			continue;
		}
		/* After the answer too: then nobody is left who could write more. */
		capture_read(text, v->out, v->err);
		if (p[0].revents)
			return true;
		if (now() < deadline)
			continue;
		if (asked)
			return false;
		/* Once it goes on, it ends all that the command started. */
		server_end_command(v->pid);
		asked = true;
		deadline = now() + GRACE;
	}
}

void
invoker_run(struct invoker *v, const struct invocation *call, struct measurement *m,
    struct output_text *text)
{
	bool answered;
	int err;

	capture_clear(text);
	if (v->interrupted) {
		measurement_none(m, INVOKE_INTERRUPTED, 0);
		return;
	}
	err = invoke_request_build(&v->request, call);
	if (err) {
		measurement_none(m, INVOKE_UNSTARTED, err);
		return;
	}
	answered = request_send(v) && answer_wait(v, call->timeout, text) && reply_receive(v, m);
	if (v->interrupted) {
		if (!answered)
			measurement_none(m, INVOKE_INTERRUPTED, 0);
		else if (m->end == INVOKE_UNSTARTED)
			m->end = INVOKE_INTERRUPTED;
	} else if (!answered || m->end == INVOKE_INTERRUPTED) {
		/* Nobody here asked it to end: what it ran did, or the machine. It will
		 * run nothing more, so that another has to. */
		measurement_none(m, INVOKE_LOST, 0);
		server_stop(v);
		server_start(v);
	}
}

void
invoker_interrupt(struct invoker *v)
{
	v->interrupted = 1;
	server_end_command(v->pid);
}

void
invoker_stop(struct invoker *v)
{
	if (!v)
		return;
	server_stop(v);
	sched_setaffinity(0, sizeof v->everywhere, &v->everywhere);
	buf_free(&v->request);
	free(v->program);
	free(v);
}
