/* exec_protocol.h: the messages between invoke.c and bench-exec --serve.
 *
 * bench-exec has a stream socket as standard input and the pipes that commands
 * print to as standard output and error. One request, one reply, in turn. The
 * reply is a struct measurement, sent when nothing that the command started is
 * alive any more. Both ends are built from the same source: no versions. */
#ifndef EXEC_PROTOCOL_H
#define EXEC_PROTOCOL_H

#include <stdint.h>

#include "exec/measurement.h"
#include "machine/cpu_halves.h"

enum { EXEC_REQUEST_MAX = 1 << 20 }; /* bytes, with the header */
enum { EXEC_STRINGS_MAX = 1 << 16 };

enum {
	EXEC_DIRECTORY = 1, /* a string follows: the working directory */
	EXEC_INPUT = 2,     /* a string follows: the file for standard input */
	EXEC_STDOUT = 4,    /* standard output is wanted */
	EXEC_COUNTERS = 8,  /* open perf events */
	EXEC_PLACE = 16,    /* the CPUs of the head's place are all that it may use */
	EXEC_OUTPUT = 32,   /* a string follows: the file for standard output, to be emptied */
	EXEC_AGAIN = 64     /* all the rest is as in the last request */
};

/* Followed by NUL-terminated strings: directory, input, output, arguments,
 * environment. */
struct exec_request {
	uint32_t size; /* bytes, with this header */
	uint32_t flags;
	uint32_t argc, envc;
	int64_t timeout_us;
	struct place place;
};

#endif
