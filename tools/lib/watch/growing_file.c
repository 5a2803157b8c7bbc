#include "watch/growing_file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/util.h"

struct growing_file {
	const char *path;
	int fd; /* -1: not open */
	bool standard, over;
	bool skipping; /* the rest of a line that is too long */
	off_t offset;
	dev_t device;
	ino_t inode;
	size_t taken; /* bytes of TEXT that were returned */
	struct buf text;
};

struct growing_file *
growing_file_new(const char *path)
{
	struct growing_file *g = xcalloc(1, sizeof *g);

	g->path = path;
	g->fd = -1;
	g->standard = input_is_standard(path);
	if (g->standard)
		g->fd = STDIN_FILENO;
	return g;
}

void
growing_file_free(struct growing_file *g)
{
	if (g->fd >= 0 && !g->standard)
		close(g->fd);
	buf_free(&g->text);
	free(g);
}

/* Forget what was not returned yet; whether that was the beginning of a line. */
static bool
text_drop(struct growing_file *g)
{
	bool some = g->text.len > g->taken || g->skipping;

	buf_clear(&g->text);
	g->taken = 0;
	g->skipping = false;
	return some;
}

/* Open the file if it is there. */
static bool
file_open(struct growing_file *g)
{
	struct stat st;

	g->fd = open(g->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (g->fd < 0 && errno != ENOENT && errno != ESTALE)
		die("cannot open '%s':", g->path);
	if (g->fd < 0)
		return false;
	if (fstat(g->fd, &st))
		die("cannot read '%s':", g->path);
	if (S_ISDIR(st.st_mode))
		die("'%s' is a folder, not a file of events", g->path);
	g->device = st.st_dev;
	g->inode = st.st_ino;
	g->offset = 0;
	return true;
}

/* Whether, at the end of G's file, another one is in its place, or it was emptied: then what comes
 * next is from there. */
static bool
file_changed(struct growing_file *g)
{
	struct stat st;

	if (g->standard)
		return false;
	if (fstat(g->fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < g->offset &&
	    lseek(g->fd, 0, SEEK_SET) == 0) {
		g->offset = 0;
		return true;
	}
	if (stat(g->path, &st) || (st.st_dev == g->device && st.st_ino == g->inode))
		return false;
	close(g->fd);
	g->fd = -1;
	return true;
}

/* Read more; the number of bytes, 0: there is nothing now. */
static size_t
text_read(struct growing_file *g)
{
	enum { PIECE = 1 << 16 };
	ssize_t n;

	/* Standard input, whose flags are others' too, must not keep the others waiting. */
	if (g->standard && poll(&(struct pollfd){.fd = g->fd, .events = POLLIN}, 1, 0) <= 0)
		return 0;
	memmove(g->text.s, g->text.s + g->taken, g->text.len - g->taken);
	g->text.len -= g->taken;
	g->taken = 0;
	do
		n = read(g->fd, buf_room(&g->text, PIECE), PIECE);
	while (n < 0 && errno == EINTR);
	/* A file of a network may have gone with its folder: another one may come. */
	if (n < 0 && errno != EAGAIN && errno != ESTALE)
		die("cannot read '%s':", input_name(g->path));
	if (n == 0 && g->standard)
		g->over = true;
	if (n <= 0)
		return 0;
	g->text.len += (size_t)n;
	g->text.s[g->text.len] = '\0';
	g->offset += n;
	return (size_t)n;
}

/* Take the next whole line out of the text. */
static enum growing_news
line_take(struct growing_file *g, const char **line, size_t *len)
{
	char *from, *end;

	if (g->text.len == g->taken)
		return GROWING_NOTHING;
	from = g->text.s + g->taken;
	end = memchr(from, '\n', g->text.len - g->taken);
	if (!end) {
		if (g->text.len - g->taken > GROWING_LINE_MAX) {
			text_drop(g);
			g->skipping = true;
		}
		return GROWING_NOTHING;
	}
	*end = '\0';
	g->taken = (size_t)(end + 1 - g->text.s);
	*line = from;
	*len = (size_t)(end - from);
	if (!g->skipping && *len <= GROWING_LINE_MAX)
		return GROWING_LINE;
	g->skipping = false;
	return GROWING_DAMAGED;
}

enum growing_news
growing_file_next(struct growing_file *g, const char **line, size_t *len)
{
	enum growing_news news;

	for (;;) {
		news = line_take(g, line, len);
		if (news != GROWING_NOTHING)
			return news;
		if (g->over)
			return text_drop(g) ? GROWING_DAMAGED : GROWING_OVER;
		if (g->fd < 0 && !file_open(g))
			return GROWING_NOTHING;
		if (g->text.s == NULL)
			buf_str(&g->text, "");
		if (text_read(g) > 0)
			continue;
		if (g->over)
			continue;
		if (!file_changed(g))
			return GROWING_NOTHING;
		text_drop(g);
		return GROWING_FRESH;
	}
}
