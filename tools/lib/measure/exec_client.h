/* exec_client.h: a bench-exec that serves this process: started, asked, ended.
 * invoke.h is what to use it through. */
#ifndef EXEC_CLIENT_H
#define EXEC_CLIENT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "measure/invoke.h"

/* Seconds that bench-exec has for what takes it none, unless something stops it. */
enum { EXEC_GRACE = 5 };

struct exec_client {
	const char *program;     /* borrowed; NULL: the bench-exec that is found */
	volatile pid_t pid;      /* 0: none to signal */
	int socket, out, err;    /* our ends; OUT and ERR, what commands print, do not block */
	bool placed;             /* EVERYWHERE is known */
	struct place everywhere; /* where the caller may run, and commands */
};

/* Start a bench-exec, and stay on one CPU with it if PLACED. Dies when it cannot start. */
void exec_client_start(struct exec_client *c);

/* Kill it. The caller stays where it is. */
void exec_client_stop(struct exec_client *c);

/* Let the caller run everywhere again. */
void exec_client_unplace(const struct exec_client *c);

/* False when bench-exec is gone; the same of the next. */
bool exec_client_send(const struct exec_client *c, const struct buf *request);
bool exec_client_receive(const struct exec_client *c, struct measurement *m);

/* End what it runs; async-signal-safe. */
void exec_client_end_command(const struct exec_client *c);

#endif
