/* check.h: what a unit test says when something is not so. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int failures;

#define CHECK(c)                                                                                   \
	do {                                                                                       \
		if (!(c)) {                                                                        \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #c);            \
			failures++;                                                                \
		}                                                                                  \
	} while (0)

/* STATEMENT ends the program as die() does. What is open stays so here. */
#define CHECK_DIES(statement)                                                                      \
	do {                                                                                       \
		int status_ = 0;                                                                   \
		pid_t pid_ = fork();                                                               \
		if (pid_ == 0) {                                                                   \
			if (freopen("/dev/null", "w", stderr))                                     \
				statement;                                                         \
			_exit(0);                                                                  \
		}                                                                                  \
		CHECK(waitpid(pid_, &status_, 0) == pid_);                                         \
		if (!WIFEXITED(status_) || WEXITSTATUS(status_) != 2) {                            \
			fprintf(                                                                   \
			    stderr, "%s:%d: does not die: %s\n", __FILE__, __LINE__, #statement);  \
			failures++;                                                                \
		}                                                                                  \
	} while (0)

#endif
