#include "measure/withheld.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCRIPT_MAX = 64 << 10, WORDS_MAX = 8 };

/* SIGN: what a program prints that does not find what the variable would lead to, or NULL.
 * COMMON: it is set for nearly everybody, and few need it. */
static const struct usual {
	const char *name, *sign;
	bool common;
} usual[] = {{"CARGO_HOME", "no such subcommand", false}, {"CC", NULL, false},
    {"CLASSPATH", "ClassNotFoundException", false}, {"CONDA_PREFIX", "No module named", false},
    {"CUDA_HOME", "CUDA", false}, {"CUDA_VISIBLE_DEVICES", NULL, false}, {"CXX", NULL, false},
    {"DISPLAY", "display", true}, {"DOTNET_ROOT", ".NET", false},
    {"GEM_HOME", "cannot load such file", false}, {"GEM_PATH", "cannot load such file", false},
    {"GOPATH", "cannot find package", false}, {"GOROOT", "GOROOT", false},
    {"HTTPS_PROXY", NULL, false}, {"HTTP_PROXY", NULL, false},
    {"JAVA_HOME", "java: not found", false},
    {"JULIA_DEPOT_PATH", "not found in current path", false},
    {"LD_LIBRARY_PATH", "shared librar", false}, {"LD_PRELOAD", NULL, false},
    {"LIBRARY_PATH", NULL, false}, {"LUA_PATH", "module '", false}, {"NODE_OPTIONS", NULL, false},
    {"NODE_PATH", "Cannot find module", false}, {"OPENSSL_CONF", NULL, false},
    {"PERL5LIB", "@INC", false}, {"PKG_CONFIG_PATH", "pkg-config", false},
    {"PYTHONHOME", "No module named", false}, {"PYTHONPATH", "No module named", false},
    {"R_LIBS", "there is no package called", false}, {"RUSTUP_HOME", "rustup", false},
    {"SSH_AUTH_SOCK", "Permission denied (publickey", true}, {"TERM", "TERM", true},
    {"VIRTUAL_ENV", "No module named", false}, {"XDG_RUNTIME_DIR", NULL, true}};

static bool
has_name(char *const *list, const char *name)
{
	size_t n = strlen(name);

	for (; list && *list; list++)
		if (strncmp(*list, name, n) == 0 && (!(*list)[n] || (*list)[n] == '='))
			return true;
	return false;
}

static bool
is_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Whether B has WORD; a NAME only where it is no part of another. */
static bool
text_has(const struct buf *b, const char *word, bool name)
{
	size_t n = strlen(word);
	const char *s = b->s, *end = b->s + b->len;

	for (; s && (size_t)(end - s) >= n; s++) {
		s = memchr(s, word[0], (size_t)(end - s) - n + 1);
		if (!s)
			break;
		if (memcmp(s, word, n) == 0 &&
		    (!name || ((s == b->s || !is_name(s[-1])) && !is_name(s[n]))))
			return true;
	}
	return false;
}

/* Add the first SCRIPT_MAX bytes of WORD, below DIRECTORY (NULL: here), if it is a text. */
static void
script_read(struct buf *b, const char *directory, const char *word)
{
	char *path =
	    directory && *word != '/' ? xasprintf("%s/%s", directory, word) : xstrdup(word);
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	ssize_t n = 0;

	free(path);
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		n = read(fd, buf_room(b, SCRIPT_MAX), SCRIPT_MAX);
	if (n > 0 && !memchr(b->s + b->len, '\0', (size_t)n))
		b->len += (size_t)n;
	close(fd);
}

static void
evidence_read(
    struct buf *b, const struct plan_case *c, const char *directory, const struct output_text *text)
{
	for (size_t i = 0; i < WORDS_MAX && c->argv[i]; i++) {
		buf_printf(b, "%s\n", c->argv[i]);
		script_read(b, directory, c->argv[i]);
		buf_char(b, '\n');
	}
	if (text->err.len)
		buf_add(b, text->err.s, text->err.len);
	buf_char(b, '\n');
	if (text->out.len)
		buf_add(b, text->out.s, text->out.len);
}

void
withheld_add(
    struct buf *b, const struct plan_case *c, const char *directory, const struct output_text *text)
{
	struct buf evidence = BUF_INIT;

	if (text)
		evidence_read(&evidence, c, directory, text);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		const struct usual *u = &usual[i];
		const char *value = getenv(u->name);

		if (!value || !*value || has_name(c->pass_env, u->name) ||
		    has_name(c->env, u->name))
			continue;
		if (!text && u->common)
			continue;
		if (text && !text_has(&evidence, u->name, true) &&
		    (!u->sign || !text_has(&evidence, u->sign, false)))
			continue;
		buf_printf(b, "%s'%s'", b->len ? ", " : "", u->name);
	}
	buf_free(&evidence);
}
