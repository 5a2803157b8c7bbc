#include "import/import_map.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/temporary.h"
#include "base/util.h"
#include "import/program_limits.h"
#include "json/json_scanner.h"

enum { SAID_MOST = 2000, NOT_FOUND = 127, PROGRAM_MOST = 100000, ANSWER_MOST = 64 << 20 };

#define ANSWER_END "\"that is all\""
#define ANSWER_FAILED "\"it failed\""

struct import_map {
	pid_t reader, jq;
	int from;           /* what jq writes */
	FILE *to, *answers; /* of questions; or NULL */
	FILE *said;
	const struct import_format *format;
	unsigned seconds;
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

/* The program of FORMAT, which says ANSWER_END behind what it makes of each input, and
 * ANSWER_FAILED with the reason where it fails. The caller owns it. */
static char *
marked_program(const struct import_format *format)
{
	struct buf b = BUF_INIT;
	FILE *f = fopen(format->path, "r");

	if (!f)
		die("%s:", format->path);
	buf_str(&b, "try (");
	buf_read(&b, f, PROGRAM_MOST, format->path);
	fclose(f);
	buf_str(&b, "\n) catch [" ANSWER_FAILED ", tostring], " ANSWER_END);
	return buf_take(&b);
}

/* Whether the program 'jq' is gojq, which neither knows this option nor needs it. jq itself would
 * keep its answers without it, and be waited for without end: so only what has said no is gojq. */
static bool
jq_is_gojq(void)
{
	int ended = system("jq --unbuffered -n 1 >/dev/null 2>&1");

	return ended != -1 && WIFEXITED(ended) && WEXITSTATUS(ended) != 0;
}

/* Run jq with the program of FORMAT; with MARKED that prints ANSWER_END behind each of its inputs.
 */
_Noreturn static void
jq_run(const struct import_format *format, unsigned seconds, int in, int out, int said, bool marked)
{
	char *program = marked ? marked_program(format) : NULL;
	bool buffered =
	    marked && jq_is_gojq(); /* before the limits, which a shell may not fit in */

	program_limits_set(seconds);
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(said, 2) < 0)
		_exit(STATUS_TROUBLE);
	for (int fd = 3; fd < 64; fd++)
		close(fd);
	if (buffered)
		execlp("jq", "jq", "-c", program, (char *)NULL);
	else if (marked)
		execlp("jq", "jq", "-c", "--unbuffered", program, (char *)NULL);
	else
		execlp("jq", "jq", "-c", "-f", format->path, (char *)NULL);
	_exit(errno == ENOENT ? NOT_FOUND : STATUS_TROUBLE);
}

_Noreturn static void
reader_run(void (*read)(void *to_read, FILE *to), void *to_read, int out)
{
	FILE *to = fdopen(out, "w");

	/* When jq has ended, which says why, there is no more to say. */
	signal(SIGPIPE, SIG_DFL);
	if (!to)
		die("cannot write rows:");
	read(to_read, to);
	/* When jq has ended before its rows did, it says why. */
	if (fclose(to) != 0 && errno != EPIPE)
		die("cannot write rows:");
	_exit(STATUS_OK);
}

/* Start jq; what it is to read goes to the descriptor that is returned. */
static int
jq_start(struct import_map *m, const struct import_format *format, bool marked)
{
	int rows[2], mapped[2];

	m->format = format;
	m->said = temporary_file();
	pipe_make(rows);
	pipe_make(mapped);
	m->jq = fork_now();
	if (m->jq == 0) {
		close(rows[1]);
		close(mapped[0]);
		jq_run(format, m->seconds, rows[0], mapped[1], fileno(m->said), marked);
	}
	close(rows[0]);
	close(mapped[1]);
	m->from = mapped[0];
	return rows[1];
}

struct import_map *
import_map_start(const struct import_format *format, unsigned seconds,
    void (*read)(void *to_read, FILE *to), void *to_read)
{
	struct import_map *m = xcalloc(1, sizeof *m);
	int to;

	m->seconds = seconds;
	to = jq_start(m, format, false);
	m->reader = fork_now();
	if (m->reader == 0) {
		close(m->from);
		reader_run(read, to_read, to);
	}
	close(to);
	return m;
}

struct import_map *
import_map_open(const struct import_format *format, unsigned seconds)
{
	struct import_map *m = xcalloc(1, sizeof *m);

	m->seconds = seconds;
	m->to = fdopen(jq_start(m, format, true), "w");
	m->answers = fdopen(m->from, "r");
	if (!m->to || !m->answers)
		die("cannot ask jq:");
	return m;
}

/* Die with the reason in LINE, an answer, when the program failed. */
static void
failure_tell(const struct import_map *m, const char *line, const char *name)
{
	const size_t len = strlen("[" ANSWER_FAILED);
	struct scanner *s;
	const char *why;
	size_t n;

	if (strncmp(line, "[" ANSWER_FAILED, len) != 0)
		return;
	s = scanner_of_text(line + len + 1, strlen(line + len + 1), name);
	scan_type(s);
	why = scan_string(s, &n);
	die("%s: %s: %.*s", name, m->format->path, (int)n, why);
}

bool
import_map_ask(
    struct import_map *m, const char *name, const char *row, size_t len, struct buf *answer)
{
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	bool ended = fwrite(row, 1, len, m->to) != len || fflush(m->to) != 0;
	char *line = NULL;
	size_t cap = 0;

	signal(SIGPIPE, before);
	while (!ended) {
		ssize_t n = getline(&line, &cap, m->answers);

		if (n < 0)
			ended = true;
		else if (strcmp(line, ANSWER_END "\n") == 0)
			break;
		else
			failure_tell(m, line, name);
		if (!ended)
			buf_add(answer, line, (size_t)n);
		if (answer->len > ANSWER_MOST)
			die("%s: %s: makes more than %d MiB of one row", name, m->format->path,
			    ANSWER_MOST >> 20);
	}
	free(line);
	return !ended;
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

	if (m->to) {
		void (*before)(int) = signal(SIGPIPE, SIG_IGN);

		fclose(m->to);
		signal(SIGPIPE, before);
		fclose(m->answers);
	} else {
		close(m->from);
	}
	jq = status_of(m->jq);
	reader = m->reader ? status_of(m->reader) : 0;
	if (WIFEXITED(reader) && WEXITSTATUS(reader) != STATUS_OK)
		exit(STATUS_TROUBLE);
	if (WIFEXITED(jq) && WEXITSTATUS(jq) == NOT_FOUND)
		die("jq is needed and was not found");
	if (WIFSIGNALED(jq) && WTERMSIG(jq) == SIGXCPU)
		die("%s: %s: took more than %u seconds of CPU time: does it end?", name,
		    m->format->path, m->seconds);
	if (WIFSIGNALED(jq) && WTERMSIG(jq) == SIGXFSZ)
		die("%s: %s: said more than %d MiB on standard error", name, m->format->path,
		    PROGRAM_SAYS_MOST >> 20);
	said_read(m, &said);
	if (WIFSIGNALED(jq))
		die("%s: %s: jq was ended by signal %d%s%s", name, m->format->path, WTERMSIG(jq),
		    *said.s ? ": " : "", said.s);
	if (WEXITSTATUS(jq) != 0)
		die("%s: %s: %s", name, m->format->path, said.s);
	buf_free(&said);
	if (WIFSIGNALED(reader))
		die("%s: its reader was ended by signal %d", name, WTERMSIG(reader));
	fclose(m->said);
	free(m);
}
