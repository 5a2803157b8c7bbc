#include "import/import_map.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/temporary.h"
#include "base/util.h"

enum { SAID_MOST = 2000, NOT_FOUND = 127 };

struct import_map {
	pid_t reader, jq;
	int from; /* what jq writes */
	FILE *said;
	const struct import_format *format;
};

static void
pipe_make(int fd[2])
{
	if (pipe(fd) < 0)
		die("cannot make a pipe:");
}

static pid_t
fork_now(void)
{
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid < 0)
		die("cannot make a process:");
	return pid;
}

_Noreturn static void
jq_run(const struct import_format *format, int in, int out, int said)
{
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(said, 2) < 0)
		_exit(STATUS_TROUBLE);
	for (int fd = 3; fd < 64; fd++)
		close(fd);
	execlp("jq", "jq", "-c", "-f", format->path, (char *)NULL);
	_exit(errno == ENOENT ? NOT_FOUND : STATUS_TROUBLE);
}

_Noreturn static void
reader_run(void (*read)(void *to_read, FILE *to), void *to_read, int out)
{
	FILE *to = fdopen(out, "w");

	if (!to)
		die("cannot write rows:");
	read(to_read, to);
	/* When jq has ended before its rows did, it says why. */
	if (fclose(to) != 0 && errno != EPIPE)
		die("cannot write rows:");
	_exit(STATUS_OK);
}

struct import_map *
import_map_start(
    const struct import_format *format, void (*read)(void *to_read, FILE *to), void *to_read)
{
	struct import_map *m = xcalloc(1, sizeof *m);
	int rows[2], mapped[2];

	m->format = format;
	m->said = temporary_file();
	pipe_make(rows);
	pipe_make(mapped);
	m->jq = fork_now();
	if (m->jq == 0) {
		close(rows[1]);
		close(mapped[0]);
		jq_run(format, rows[0], mapped[1], fileno(m->said));
	}
	close(rows[0]);
	close(mapped[1]);
	m->reader = fork_now();
	if (m->reader == 0) {
		close(mapped[0]);
		reader_run(read, to_read, rows[1]);
	}
	close(rows[1]);
	m->from = mapped[0];
	return m;
}

int
import_map_fd(const struct import_map *m)
{
	struct pollfd p = {.fd = m->from, .events = POLLIN};
	int bytes = 0;

	while (poll(&p, 1, -1) < 0)
		if (errno != EINTR)
			die("cannot wait for jq:");
	if (ioctl(m->from, FIONREAD, &bytes) < 0)
		die("cannot read from jq:");
	return bytes > 0 ? m->from : -1;
}

static int
status_of(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die("cannot wait for a process:");
	return status;
}

/* The first line of what jq said, without its own name before it. */
static void
said_read(struct import_map *m, struct buf *b)
{
	static const char start[] = "jq: error";
	const char *colon;

	rewind(m->said);
	buf_read(b, m->said, SAID_MOST, "jq");
	if (!b->s)
		buf_str(b, "");
	b->s[strcspn(b->s, "\n")] = '\0';
	if (strncmp(b->s, start, sizeof start - 1) != 0)
		return;
	colon = strstr(b->s, "): ");
	if (colon)
		memmove(b->s, colon + 3, strlen(colon + 3) + 1);
}

void
import_map_end(struct import_map *m, const char *name)
{
	int reader, jq;
	struct buf said = BUF_INIT;

	close(m->from);
	jq = status_of(m->jq);
	reader = status_of(m->reader);
	if (WIFEXITED(reader) && WEXITSTATUS(reader) != STATUS_OK)
		exit(STATUS_TROUBLE);
	if (WIFEXITED(jq) && WEXITSTATUS(jq) == NOT_FOUND)
		die("jq is needed and was not found");
	if (WIFSIGNALED(jq))
		die("%s: jq was ended by signal %d", name, WTERMSIG(jq));
	if (WEXITSTATUS(jq) != 0) {
		said_read(m, &said);
		die("%s: %s: %s", name, m->format->path, said.s);
	}
	if (WIFSIGNALED(reader))
		die("%s: its reader was ended by signal %d", name, WTERMSIG(reader));
	fclose(m->said);
	free(m);
}
