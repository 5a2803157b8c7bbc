#define _GNU_SOURCE /* prctl, MAP_ANONYMOUS */
#include "exec/exec_server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/util.h"
#include "exec/exec_protocol.h"
#include "exec/execution.h"

enum { LARGE = 1 << 15 }; /* bytes of a request that are not kept in memory */

/* Take one request into AREA. False at the end of the client. */
static bool
request_read(char *area)
{
	struct pollfd socket = {0, POLLIN, 0};
	struct exec_request head = {0};
	size_t len = 0;
	ssize_t n;

	/* Who waits in recv() is also woken when the client has read the last reply. */
	poll(&socket, 1, -1);
	for (;;) {
		n = recv(0, area + len, EXEC_REQUEST_MAX - len, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		len += (size_t)n;
		if (len < sizeof head)
			continue;
		memcpy(&head, area, sizeof head);
		if (head.size < sizeof head || head.size > EXEC_REQUEST_MAX || len > head.size)
			return false;
		if (len == head.size)
			return area[len - 1] == '\0' && head.argc > 0 &&
			       head.argc < EXEC_STRINGS_MAX &&
			       head.envc < EXEC_STRINGS_MAX - head.argc;
	}
}

/* N strings from S on, to end below END. Returns the end of the last, or NULL. */
static char *
strings_take(char *s, const char *end, char **list, size_t n)
{
	size_t i;

	for (i = 0; i < n && s < end; i++) {
		list[i] = s;
		s += strlen(s) + 1;
	}
	list[i] = NULL;
	return i == n ? s : NULL;
}

/* Fill X, the input aside, from the request in AREA. LIST holds its pointers.
 * False when the request is not whole. */
static bool
request_parse(char *area, char **list, struct execution *x, char **input)
{
	struct exec_request head;
	char *s = area + sizeof head, *one[2];
	const char *end;

	memcpy(&head, area, sizeof head);
	end = area + head.size;
	*input = NULL;
	*x = (struct execution){.argv = list, .env = list + head.argc + 1, .err = 2};
	x->out = head.flags & EXEC_STDOUT ? 1 : -1;
	x->timeout_us = head.timeout_us;
	x->counters = (head.flags & EXEC_COUNTERS) != 0;
	if (head.flags & EXEC_PLACE)
		x->place = &((const struct exec_request *)(const void *)area)->place;
	if (head.flags & EXEC_DIRECTORY) {
		s = strings_take(s, end, one, 1);
		x->directory = one[0];
	}
	if (s && (head.flags & EXEC_INPUT)) {
		s = strings_take(s, end, one, 1);
		*input = one[0];
	}
	s = s ? strings_take(s, end, list, head.argc) : NULL;
	return s && strings_take(s, end, list + head.argc + 1, head.envc);
}

int
exec_serve(int cpu)
{
	size_t lists = (EXEC_STRINGS_MAX + 4) * sizeof(char *);
	char *input, *area = mmap(NULL, EXEC_REQUEST_MAX + lists, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	char **list = (char **)(void *)(area + EXEC_REQUEST_MAX) + 1;
	int null = open("/dev/null", O_RDWR);
	struct execution x;
	struct measurement m;

	if (area == MAP_FAILED)
		die("cannot map memory:");
	if (null < 0)
		die("cannot open '/dev/null':");
	/* Out of the terminal's reach: the client decides what ^C means. */
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, (long)SIGTERM);
	execution_stay(cpu);
	execution_prepare();
	while (request_read(area)) {
		if (!request_parse(area, list, &x, &input))
			return STATUS_TROUBLE;
		if (x.out < 0)
			x.out = null;
		/* O_NONBLOCK: not to wait for somebody who writes to a pipe. */
		x.in = input ? open(input, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : null;
		if (x.in < 0)
			x.in = -errno;
		/* The last command may have left other flags behind. */
		fcntl(x.in, F_SETFL, 0);
		fcntl(1, F_SETFL, 0);
		fcntl(2, F_SETFL, 0);
		execution_measure(&x, &m);
		if (input && x.in >= 0)
			close(x.in);
		if (((struct exec_request *)(void *)area)->size > LARGE) {
			madvise(area, EXEC_REQUEST_MAX + lists, MADV_DONTNEED);
			execution_shrink();
		}
		if (send(0, &m, sizeof m, MSG_NOSIGNAL) != (ssize_t)sizeof m)
			break;
	}
	return STATUS_OK;
}
