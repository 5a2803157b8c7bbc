#include "backend/device_watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend/backend_child.h"
#include "backend/device_files.h"
#include "base/clock.h"
#include "base/util.h"

/* What is asked: one byte. The answer to BEGIN is that byte. */
enum { WATCH_BEGIN = 'b', WATCH_END = 'e' };

struct device_watch {
	pid_t pid;
	int socket;
	bool failed;
};

/* Its answer to WATCH_END, in one message. */
struct watch_answer {
	size_t n;
	struct device_tally all[BACKEND_DEVICES];
};

struct watcher {
	const struct backend_kind *kind;
	struct backend_meter meter;
	struct device_reading readings[BACKEND_DEVICES];
	struct watch_answer answer;
};

static void
watcher_read(struct watcher *w)
{
	size_t n = w->kind->sample(&w->meter, w->readings);

	for (size_t i = 0; i < n; i++)
		device_tally_add(&w->answer.all[i], &w->readings[i]);
	w->answer.n = n;
}

static void
watcher_clear(struct watcher *w)
{
	for (size_t i = 0; i < BACKEND_DEVICES; i++)
		device_tally_clear(&w->answer.all[i]);
}

static void
message_send(int fd, const void *data, size_t size)
{
	while (send(fd, data, size, MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
}

/* What the process does until the other end of FD is closed. */
static void
watcher_run(struct watcher *w, int fd)
{
	bool running = false;
	double next = 0;

	for (;;) {
		struct pollfd p = {fd, POLLIN, 0};
		double left = next - clock_seconds();
		char word;

		if (poll(&p, 1,
			!running   ? -1
			: left > 0 ? (int)(left * 1e3) + 1
				   : 0) < 0 &&
		    errno != EINTR)
			return;
		if (p.revents == 0) {
			if (running && next <= clock_seconds()) {
				watcher_read(w);
				next = clock_seconds() + DEVICE_WATCH_PERIOD;
			}
			continue;
		}
		if (recv(fd, &word, 1, 0) != 1)
			return;
		running = word == WATCH_BEGIN;
		if (running)
			watcher_clear(w);
		watcher_read(w);
		next = clock_seconds() + DEVICE_WATCH_PERIOD;
		if (running) {
			message_send(fd, &word, 1);
			continue;
		}
		for (size_t i = 0; i < w->answer.n; i++)
			device_tally_end(&w->answer.all[i]);
		message_send(fd, &w->answer, sizeof w->answer);
	}
}

static void
watcher_main(const struct backend_kind *kind, int fd)
{
	struct watcher *w = xcalloc(1, sizeof *w);

	backend_child_begin();
	/* The terminal's signals are for who measures, which ends this one. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	w->kind = kind;
	w->meter.root = device_root();
	watcher_clear(w);
	watcher_run(w, fd);
}

struct device_watch *
device_watch_start(const struct backend_kind *kind)
{
	struct device_watch *w = xcalloc(1, sizeof *w);
	int ends[2];

	/* Messages keep their bounds, so that an answer is whole or not there. */
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) < 0)
		die("cannot make a socket:");
	for (int i = 0; i < 2; i++)
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	w->pid = fork();
	if (w->pid < 0)
		die("cannot start a process:");
	if (w->pid == 0) {
		close(ends[0]);
		watcher_main(kind, ends[1]);
		_exit(0);
	}
	close(ends[1]);
	w->socket = ends[0];
	return w;
}

/* Send WORD and take the answer of SIZE bytes; whether it came. */
static bool
watch_ask(struct device_watch *w, char word, void *answer, size_t size)
{
	double deadline = clock_seconds() + BACKEND_CHILD_SECONDS;

	if (w->failed)
		return false;
	message_send(w->socket, &word, 1);
	for (;;) {
		struct pollfd p = {w->socket, POLLIN, 0};
		double left = deadline - clock_seconds();
		ssize_t n;

		if (left <= 0)
			break;
		if (poll(&p, 1, (int)(left * 1e3) + 1) <= 0)
			continue;
		n = recv(w->socket, answer, size, 0);
		if (n == (ssize_t)size)
			return true;
		if (n >= 0 || errno != EINTR)
			break;
	}
	w->failed = true;
	return false;
}

void
device_watch_begin(struct device_watch *w)
{
	char word;

	watch_ask(w, WATCH_BEGIN, &word, 1);
}

size_t
device_watch_end(struct device_watch *w, struct device_tally *all)
{
	struct watch_answer answer;

	if (!watch_ask(w, WATCH_END, &answer, sizeof answer) || answer.n > BACKEND_DEVICES)
		return 0;
	memcpy(all, answer.all, answer.n * sizeof *all);
	return answer.n;
}

const char *
device_watch_failed(const struct device_watch *w)
{
	return w->failed ? "its driver crashed or hangs" : NULL;
}

void
device_watch_stop(struct device_watch *w)
{
	if (!w)
		return;
	close(w->socket);
	/* It may be in a driver that does not return. */
	kill(w->pid, SIGKILL);
	while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
		;
	free(w);
}
