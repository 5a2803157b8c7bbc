#define _GNU_SOURCE /* sched_getcpu, sched_setaffinity */
#include "measure/exec_client.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/program_beside.h"
#include "base/util.h"

enum { PIPE_SIZE = 1 << 20 };

char *
exec_client_program(void)
{
	char *beside = program_beside("bench-exec");

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
spawn(struct exec_client *c, const int fd[3], int cpu)
{
	const char *program = c->program;
	char name[] = "bench-exec", option[32];
	char *argv[] = {name, option, NULL}, *env[] = {NULL};
	char *beside = program ? NULL : program_beside("bench-exec");
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
	c->pid = pid;
	posix_spawn_file_actions_destroy(&actions);
	free(beside);
}

void
exec_client_start(struct exec_client *c)
{
	static const struct timeval grace = {EXEC_GRACE, 0};
	int sockets[2], out[2], err[2], cpu;
	cpu_set_t here;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets))
		die("cannot make a socket:");
	c->socket = descriptor_lift(sockets[0]);
	setsockopt(c->socket, SOL_SOCKET, SO_SNDTIMEO, &grace, sizeof grace);
	setsockopt(c->socket, SOL_SOCKET, SO_RCVTIMEO, &grace, sizeof grace);
	sockets[1] = descriptor_lift(sockets[1]);
	pipe_make(out);
	pipe_make(err);
	c->out = out[0];
	c->err = err[0];
	/* To wake an idle CPU costs more than all else in an invocation of 100 us:
	 * bench-exec and its client take turns on one, commands run on all. */
	exec_client_unplace(c);
	cpu = c->placed ? sched_getcpu() : -1;
	spawn(c, (int[]){sockets[1], out[1], err[1]}, cpu);
	if (cpu >= 0 && cpu < CPU_SETSIZE) {
		CPU_ZERO(&here);
		CPU_SET(cpu, &here);
		sched_setaffinity(0, sizeof here, &here);
	}
	close(sockets[1]);
	close(out[1]);
	close(err[1]);
}

void
exec_client_unplace(const struct exec_client *c)
{
	if (c->placed)
		sched_setaffinity(0, sizeof c->everywhere, (const cpu_set_t *)&c->everywhere);
}

void
exec_client_stop(struct exec_client *c)
{
	pid_t pid = c->pid;

	c->pid = 0; /* once it is reaped its number may be another's */
	close(c->socket);
	close(c->out);
	close(c->err);
	/* It has nothing left to do, and a stopped one would never do it. */
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

bool
exec_client_send(const struct exec_client *c, const struct buf *request)
{
	size_t done = 0;
	ssize_t n;

	while (done < request->len) {
		n = send(c->socket, request->s + done, request->len - done, MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			done += (size_t)n;
	}
	return true;
}

bool
exec_client_receive(const struct exec_client *c, struct measurement *m)
{
	char *p = (char *)m;
	size_t len = 0;
	ssize_t n;

	while (len < sizeof *m) {
		n = recv(c->socket, p + len, sizeof *m - len, 0);
		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
		if (n > 0)
			len += (size_t)n;
	}
	return true;
}

/* What is pending for a stopped process waits for it to go on. */
void
exec_client_end_command(const struct exec_client *c)
{
	pid_t pid = c->pid;

	if (pid > 0) {
		kill(pid, SIGTERM);
		kill(pid, SIGCONT);
	}
}
