/* loop vfork|spawn|fork N PROGRAM: start PROGRAM N times as simply as can be
 * and print the mean microseconds of one turn and the turns in a second. */
#define _GNU_SOURCE /* vfork, wait4, environ */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static pid_t
start(const char *how, char **argv)
{
	pid_t pid = -1;

	if (strcmp(how, "spawn") == 0)
		return posix_spawn(&pid, argv[0], NULL, NULL, argv, environ) ? -1 : pid;
	pid = strcmp(how, "vfork") == 0 ? vfork() : fork();
	if (pid == 0) {
		execve(argv[0], argv, environ);
		_exit(127);
	}
	return pid;
}

int
main(int argc, char *argv[])
{
	struct rusage ru;
	double begin, us;
	long n;
	int st;

	if (argc < 4 || (n = strtol(argv[2], NULL, 10)) < 1) {
		fputs("usage: loop vfork|spawn|fork N PROGRAM\n", stderr);
		return 2;
	}
	begin = now();
	for (long i = 0; i < n; i++) {
		pid_t pid = start(argv[1], argv + 3);

		if (pid < 0 || wait4(pid, &st, 0, &ru) != pid || st != 0)
			return 1;
	}
	us = (now() - begin) / (double)n;
	printf("%.3f %.1f\n", us, 1e6 / us);
	return 0;
}
