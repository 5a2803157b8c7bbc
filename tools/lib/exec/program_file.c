#define _GNU_SOURCE /* ST_NOEXEC */
#include "exec/program_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/buf.h"
#include "exec/elf_file.h"
#include "exec/program_exec.h"

/* As many bytes as the kernel looks at, and how often one interpreter may need another. */
enum { HEAD = 256, DEPTH_MAX = 5 };

/* The first bytes of FILE, and how many. FD stays open; below 0: it cannot be read. */
static size_t
head_read(const char *file, char head[HEAD], int *fd)
{
	ssize_t n;

	*fd = open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	n = *fd < 0 ? 0 : read(*fd, head, HEAD);
	return n > 0 ? (size_t)n : 0;
}

static bool
is_script(const char *head, size_t n)
{
	return n > 1 && head[0] == '#' && head[1] == '!';
}

/* Whether the first line has no control character but those that texts have. */
static bool
line_is_text(const char *head, size_t n)
{
	for (size_t i = 0; i < n && head[i] != '\n'; i++)
		if (!head[i] || head[i] == 127 ||
		    ((unsigned char)head[i] < ' ' && !strchr("\t\r\f\v\b\033", head[i])))
			return false;
	return n > 0;
}

bool
program_is_text(const char *file)
{
	char head[HEAD];
	int fd;
	size_t n = head_read(file, head, &fd);

	if (fd >= 0)
		close(fd);
	/* What has "#!" was refused because of its interpreter: no shell is to run it. */
	return line_is_text(head, n) && !is_script(head, n) && !elf_is(head, n);
}

/* The interpreter on the "#!" line of HEAD into NAME: empty when the line names none, or
 * the kernel does not see its end. Returns whether a carriage return ends the line. */
static bool
interpreter_read(const char *head, size_t n, char name[HEAD + 1])
{
	size_t i = 2, len = 0, end;

	while (i < n && (head[i] == ' ' || head[i] == '\t'))
		i++;
	for (end = i; end < n && head[end] != '\n' && head[end]; end++)
		;
	while (i + len < end && head[i + len] != ' ' && head[i + len] != '\t')
		len++;
	if (i + len == HEAD)
		len = 0;
	memcpy(name, head + i, len);
	name[len] = '\0';
	return head[end - 1] == '\r';
}

/* What is looked at to explain CODE: B gets the words. */
struct refusal {
	struct buf *b;
	const char *directory; /* where relative names start, or NULL */
	int code, depth;
};

static char *
name_join(const char *directory, const char *name)
{
	return directory && *name != '/' ? xasprintf("%s/%s", directory, name) : xstrdup(name);
}

/* Add NAME in quotes, a carriage return in it made visible. */
static void
name_add(struct buf *b, const char *name)
{
	buf_char(b, '\'');
	for (; *name; name++)
		if (*name == '\r')
			buf_str(b, "\\r");
		else
			buf_char(b, *name);
	buf_char(b, '\'');
}

static void file_explain(struct refusal *r, const char *file);

/* Add what is wrong with NAME, which the file needs as its WHAT. */
static void
need_explain(struct refusal *r, const char *what, const char *name)
{
	char *file = name_join(r->directory, name);
	size_t start = r->b->len, before;
	struct stat st;

	buf_printf(r->b, "its %s ", what);
	name_add(r->b, name);
	if (lstat(file, &st)) {
		buf_str(r->b,
		    errno == ENOENT || errno == ENOTDIR ? " is not there" : " cannot be reached");
	} else if (r->depth++ < DEPTH_MAX) {
		buf_str(r->b, " cannot be executed: ");
		before = r->b->len;
		file_explain(r, file);
		/* Nothing is wrong with it that can be seen. */
		if (r->b->len == before) {
			r->b->len = start;
			r->b->s[start] = '\0';
		}
	} else {
		buf_str(r->b, " needs too many others");
	}
	free(file);
}

static void
script_explain(struct refusal *r, const char *head, size_t n)
{
	char name[HEAD + 1];
	bool windows = interpreter_read(head, n, name);

	if (!*name) {
		buf_str(r->b,
		    n == HEAD ? "its '#!' line is too long" : "its '#!' line names no interpreter");
		return;
	}
	need_explain(r, "interpreter", name);
	if (windows)
		buf_str(r->b,
		    "; its '#!' line ends in a carriage return '\\r', as lines of Windows "
		    "do: sed -i 's/\\r$//' takes them away");
}

static void
format_explain(struct refusal *r, const char *head, size_t n)
{
	static const char mach[][5] = {"\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe",
	    "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe"};
	const char *machine;

	if (elf_is_foreign(head, n, &machine)) {
		buf_str(r->b, "built for another processor");
		buf_printf(r->b, machine ? ", %s" : "?%s", machine ? machine : "");
		return;
	}
	for (size_t i = 0; n > 4 && i < sizeof mach / sizeof *mach; i++)
		if (memcmp(head, mach[i], 4) == 0) {
			buf_str(r->b, "built for macOS, or for Java?");
			return;
		}
	if (line_is_text(head, n))
		buf_str(r->b, "a text without a '#!' line");
	else if (elf_is(head, n))
		buf_str(r->b, "a damaged program?");
	else if (n > 2 && memcmp(head, "MZ", 2) == 0)
		buf_str(r->b, "built for Windows?");
	else
		buf_str(r->b, "neither a program nor a text");
}

/* Of FILE, which is there, and which this process may not execute. */
static void
access_explain(struct refusal *r, const char *file, const struct stat *st)
{
	struct statvfs fs;

	if (S_ISDIR(st->st_mode))
		buf_str(r->b, "it is a directory");
	else if (!S_ISREG(st->st_mode))
		buf_str(r->b, "it is no regular file");
	else if (statvfs(file, &fs) == 0 && (fs.f_flag & ST_NOEXEC))
		buf_str(r->b, "its file system is mounted with 'noexec'");
	else
		buf_str(r->b, "it is not marked as executable: chmod +x");
}

/* Add what FILE shows of why it could not be executed; maybe nothing. */
static void
file_explain(struct refusal *r, const char *file)
{
	char head[HEAD], loader[ELF_LOADER_MAX];
	struct stat st;
	int fd = -1;
	size_t n = 0;

	if (stat(file, &st)) {
		buf_str(r->b, "it is a link to what is not there");
		return;
	}
	if (S_ISREG(st.st_mode))
		n = head_read(file, head, &fd);
	if (access(file, X_OK) || !S_ISREG(st.st_mode))
		access_explain(r, file, &st);
	else if (r->code == ETXTBSY)
		buf_str(r->b, "a process has it open for writing");
	else if (r->code == E2BIG || r->code == ENOMEM || r->code == EAGAIN)
		;
	else if (st.st_size == 0)
		buf_str(r->b, "it is empty");
	else if (is_script(head, n))
		script_explain(r, head, n);
	else if (r->code == ENOEXEC && n > 0)
		format_explain(r, head, n);
	else if (fd >= 0 && elf_loader(fd, head, n, loader))
		need_explain(r, "loader", loader);
	else if (r->code == ENOENT && line_is_text(head, n))
		buf_str(r->b, "its shell, '/bin/sh', is not there");
	if (fd >= 0)
		close(fd);
}

/* The file that NAME was taken for, which the caller owns; NULL: there is none. */
static char *
file_find(const char *name, char *const *env, const char *directory)
{
	const char *path = program_path(env);
	char candidate[PATH_MAX], *file;
	struct stat st;

	if (strchr(name, '/')) {
		file = name_join(directory, name);
		if (lstat(file, &st) == 0)
			return file;
		free(file);
		return NULL;
	}
	while (program_candidate(&path, name, candidate)) {
		file = name_join(directory, candidate);
		if (lstat(file, &st) == 0)
			return file;
		free(file);
	}
	return NULL;
}

/* Who forgets "./" shall read it. */
static void
absence_explain(struct refusal *r, const char *name)
{
	char *file = name_join(r->directory, name);

	if (*name && !strchr(name, '/') && access(file, X_OK) == 0)
		buf_printf(r->b, "it is not in PATH, but './%s' is there", name);
	free(file);
}

char *
program_refusal(const char *name, char *const *env, const char *directory, int code)
{
	struct buf why = BUF_INIT;
	struct refusal r = {&why, directory, code, 0};
	char *file = *name ? file_find(name, env, directory) : NULL, *text;

	if (file)
		file_explain(&r, file);
	else if (code == ENOENT)
		absence_explain(&r, name);
	text = why.len ? xasprintf("%s (%s)", strerror(code), why.s) : xstrdup(strerror(code));
	buf_free(&why);
	free(file);
	return text;
}
