#define _GNU_SOURCE /* prctl, MAP_ANONYMOUS, F_GETPIPE_SZ */
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
#include "exec/surroundings.h"

enum { LARGE = 1 << 15 };           /* bytes of a request that are not kept in memory */
enum { LONG_NS = 2 * 1000 * 1000 }; /* of a command: to look what it altered takes some us */

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

/* The files of a request, NULL: none. */
struct request_files {
	char *directory, *input, *output;
};

/* Fill X, its files aside, and FILES from the request in AREA. LIST holds its pointers.
 * False when the request is not whole. */
static bool
request_parse(char *area, char **list, struct execution *x, struct request_files *files)
{
	struct exec_request head;
	char *s = area + sizeof head, *one[2];
	const char *end;

	memcpy(&head, area, sizeof head);
	end = area + head.size;
	*files = (struct request_files){NULL, NULL, NULL};
	*x = (struct execution){.argv = list, .env = list + head.argc + 1, .err = 2};
	x->out = head.flags & EXEC_STDOUT ? 1 : -1;
	x->timeout_us = head.timeout_us;
	x->counters = (head.flags & EXEC_COUNTERS) != 0;
	if (head.flags & EXEC_PLACE)
		x->place = &((const struct exec_request *)(const void *)area)->place;
	if (head.flags & EXEC_DIRECTORY) {
		s = strings_take(s, end, one, 1);
		files->directory = one[0];
	}
	if (s && (head.flags & EXEC_INPUT)) {
		s = strings_take(s, end, one, 1);
		files->input = one[0];
	}
	if (s && (head.flags & EXEC_OUTPUT)) {
		s = strings_take(s, end, one, 1);
		files->output = one[0];
	}
	x->directory = files->directory;
	s = s ? strings_take(s, end, list, head.argc) : NULL;
	return s && strings_take(s, end, list + head.argc + 1, head.envc);
}

/* Open what X reads and prints to: FILES, or else NULL_FD. */
static void
files_open(struct execution *x, const struct request_files *files, int null_fd)
{
	/* O_NONBLOCK: not to wait for somebody who writes to a pipe. */
	x->in = files->input ? open(files->input, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
			     : null_fd;
	if (x->in < 0)
		x->in = -errno;
	if (x->out < 0)
		x->out = null_fd;
	if (!files->output || x->in < 0)
		return;
	x->out = open(files->output, O_WRONLY | O_TRUNC | O_NOCTTY | O_CLOEXEC);
	if (x->out < 0) {
		int err = errno;

		if (files->input)
			close(x->in);
		x->in = -err;
	}
}

static void
files_close(const struct execution *x, const struct request_files *files)
{
	if (x->in < 0)
		return;
	if (files->input)
		close(x->in);
	if (files->output)
		close(x->out);
}

/* The last command may have left other flags or another size, 0: no matter, of pipe FD. */
static void
pipe_restore(int fd, int size)
{
	fcntl(fd, F_SETFL, 0);
	if (size > 0 && fcntl(fd, F_GETPIPE_SZ) != size)
		fcntl(fd, F_SETPIPE_SZ, size);
}

/* What every command is to find, and whether the last one may have altered it. */
struct guard {
	struct surroundings usual;
	bool doubtful;
};

/* Before a command; AGAIN: the last one was the same. Returns whether it may run: not where
 * another than itself has altered for good what it is to find. */
static bool
guard_before(struct guard *g, bool again)
{
	bool fine = again || !g->doubtful || surroundings_restore(&g->usual);

	if (!again)
		g->doubtful = false;
	return fine;
}

/* After a command: put back what M altered. A short one that is repeated is looked after when
 * another one follows. */
static void
guard_after(struct guard *g, bool again, struct measurement *m)
{
	g->doubtful = again && m->end_ns - m->start_ns < LONG_NS;
	if (!g->doubtful)
		m->altered = !surroundings_restore(&g->usual);
}

/* Leave the terminal's reach: the client decides what ^C means, and a command that asks for
 * a terminal has none. Note in G what every command is to find. */
static void
server_prepare(int cpu, struct guard *g)
{
	if (setsid() < 0)
		setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, (long)SIGTERM);
	execution_stay(cpu);
	surroundings_note(&g->usual);
	g->doubtful = false;
	execution_prepare();
}

int
exec_serve(int cpu)
{
	size_t lists = (EXEC_STRINGS_MAX + 4) * sizeof(char *);
	char *area = mmap(NULL, EXEC_REQUEST_MAX + lists, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	char **list = (char **)(void *)(area + EXEC_REQUEST_MAX) + 1;
	int null = open("/dev/null", O_RDWR);
	struct guard guard;
	struct request_files files;
	struct execution x;
	struct measurement m;
	int sizes[2] = {fcntl(1, F_GETPIPE_SZ), fcntl(2, F_GETPIPE_SZ)};

	if (area == MAP_FAILED)
		die("cannot map memory:");
	if (null < 0)
		die("cannot open '/dev/null':");
	server_prepare(cpu, &guard);
	while (request_read(area)) {
		const struct exec_request *head = (struct exec_request *)(void *)area;
		bool again = (head->flags & EXEC_AGAIN) != 0;

		if (!request_parse(area, list, &x, &files) || !guard_before(&guard, again))
			return STATUS_TROUBLE;
		files_open(&x, &files, null);
		fcntl(x.in, F_SETFL, 0);
		pipe_restore(1, again ? 0 : sizes[0]);
		pipe_restore(2, again ? 0 : sizes[1]);
		execution_measure(&x, &m);
		guard_after(&guard, again, &m);
		files_close(&x, &files);
		if (head->size > LARGE) {
			madvise(area, EXEC_REQUEST_MAX + lists, MADV_DONTNEED);
			execution_shrink();
		}
		if (send(0, &m, sizeof m, MSG_NOSIGNAL) != (ssize_t)sizeof m)
			break;
	}
	return STATUS_OK;
}
