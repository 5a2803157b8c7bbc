#include "link/salted_link.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/util.h"
#include "link/path_find.h"
#include "link/salted_go.h"

static const char *const linkers[] = {"ld", "ld.bfd", "ld.gold", "ld.lld", "ld.mold", NULL};
static const char *const compilers[] = {
    "cc", "c89", "c99", "c++", "gcc", "g++", "clang", "clang++", "gfortran", NULL};

/* Whether the N bytes of NAME before a program's own name are a target that is this machine: what
 * is linked for another one has a linker of its own. */
static bool
target_is_here(const char *name, size_t n)
{
	struct utsname here;
	size_t machine;

	if (n == 0)
		return true;
	if (name[n - 1] != '-' || uname(&here))
		return false;
	machine = strlen(here.machine);
	return n > machine && strncmp(name, here.machine, machine) == 0 && name[machine] == '-';
}

/* Whether NAME, but for a target before it and a version after it, is WORD. */
static bool
is_named(const char *name, const char *word)
{
	size_t n = strlen(name), w = strlen(word);
	const char *dash = strrchr(name, '-');

	if (dash && dash[1] && strspn(dash + 1, "0123456789.") == strlen(dash + 1))
		n = (size_t)(dash - name);
	return n >= w && strncmp(name + n - w, word, w) == 0 && target_is_here(name, n - w);
}

static bool
is_compiler(const char *name)
{
	for (const char *const *w = compilers; *w; w++)
		if (is_named(name, *w))
			return true;
	return false;
}

static bool
is_linker(const char *name)
{
	for (const char *const *w = linkers; *w; w++)
		if (strcmp(name, *w) == 0)
			return true;
	return false;
}

bool
salted_link_name(const char *name)
{
	return is_compiler(name) || is_linker(name) || strcmp(name, "go") == 0;
}

struct link_filling {
	const char *folder, *program;
};

static void
link_make(const char *name, void *data)
{
	const struct link_filling *f = data;
	char *path;

	if (!salted_link_name(name))
		return;
	path = xasprintf("%s/%s", f->folder, name);
	if (symlink(f->program, path) && errno != EEXIST)
		die("cannot make '%s':", path);
	free(path);
}

void
salted_link_fill(const char *folder, const char *program)
{
	struct link_filling f = {folder, program};

	path_names(link_make, &f);
	/* A compiler looks for its linker in places of its own before it does in PATH. */
	for (const char *const *w = linkers; *w; w++)
		link_make(*w, &f);
}

static _Noreturn void
become(const char *file, char **argv)
{
	execv(file, argv);
	die("cannot run '%s':", file);
}

void
salted_link_note(const struct salted_link *l, const char *how)
{
	int fd = l->log ? open(l->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

	/* One write: several linkers run at once. */
	if (fd >= 0 && write(fd, how, strlen(how)) < 0)
		warn("cannot write '%s':", l->log);
	if (fd >= 0)
		close(fd);
}

/* ARGV with the N words FIRST after its name; the list is the caller's. */
static char **
words_insert(char *const *argv, char *const *first, size_t n)
{
	size_t rest = 0;
	char **list;

	while (argv[1 + rest])
		rest++;
	list = xcalloc(rest + n + 2, sizeof *list);
	list[0] = argv[0];
	memcpy(list + 1, first, n * sizeof *list);
	memcpy(list + 1 + n, argv + 1, rest * sizeof *list);
	return list;
}

/* Its own programs do not meet those that stand in for them again: a compiler may look for another
 * of its name in PATH. */
static void
path_leave(const char *folder)
{
	char *path = path_without(folder);

	setenv("PATH", path, 1);
	free(path);
}

static _Noreturn void
compiler_run(const struct salted_link *l, const char *file, char **argv)
{
	char *place = xasprintf("-B%s/", l->folder);
	char *first[] = {(char *)"-ffunction-sections", (char *)"-fdata-sections", place};

	path_leave(l->folder);
	become(file, words_insert(argv, first, sizeof first / sizeof *first));
}

/* Whether the linker is to make a program or a library of sections that may stand in any order. */
static bool
may_shuffle(char *const *argv)
{
	for (size_t i = 1; argv[i]; i++)
		if (strcmp(argv[i], "-r") == 0 || strcmp(argv[i], "-i") == 0 ||
		    strcmp(argv[i], "--relocatable") == 0 || strncmp(argv[i], "-T", 2) == 0 ||
		    strncmp(argv[i], "--script", 8) == 0 ||
		    strncmp(argv[i], "--section-ordering-file", 23) == 0 ||
		    strncmp(argv[i], "--symbol-ordering-file", 22) == 0)
			return false;
	return true;
}

/* Whether ARGV asks the linker about itself, as a build does that wants to know which one it has:
 * the answer is that of the linker that was meant, and nothing is linked. */
static bool
is_question(char *const *argv)
{
	for (size_t i = 1; argv[i]; i++)
		if (strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "--help") == 0)
			return true;
	return argv[1] && !argv[2] && (strcmp(argv[1], "-v") == 0 || strcmp(argv[1], "-V") == 0);
}

/* Run FILE with ARGV and without a word; whether it ended with status 0. */
static bool
runs_well(const char *file, char **argv)
{
	pid_t pid = fork();
	int status, null;

	if (pid < 0)
		return false;
	if (pid == 0) {
		null = open("/dev/null", O_RDWR);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execv(file, argv);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Link as ARGV says, in the order of the salt; false when that cannot be. */
static bool
shuffled(const struct salted_link *l, char **argv)
{
	static const char *const globs[] = {".text*", ".rodata*", ".data*", ".bss*"};
	enum { GLOBS = sizeof globs / sizeof *globs };
	char *file = path_find("mold", l->folder), *first[GLOBS] = {NULL}, **words;
	size_t n = 0;
	bool mold = file, ok;

	if (mold)
		first[n++] = xasprintf("--shuffle-sections=%lu", (unsigned long)l->salt);
	else
		file = path_find("ld.lld", l->folder);
	/* lld would shuffle what runs before main() too. */
	for (; !mold && n < GLOBS; n++)
		first[n] = xasprintf("--shuffle-sections=%s=%lu", globs[n], (unsigned long)l->salt);
	if (!file)
		return false;
	words = words_insert(argv, first, n);
	words[0] = file;
	ok = runs_well(file, words);
	if (ok)
		salted_link_note(l, mold ? "mold\n" : "lld\n");
	free(words);
	for (size_t i = 0; i < n; i++)
		free(first[i]);
	free(file);
	return ok;
}

static _Noreturn void
linker_run(const struct salted_link *l, const char *file, char **argv)
{
	path_leave(l->folder);
	if (is_question(argv))
		become(file, argv);
	if (may_shuffle(argv)) {
		if (shuffled(l, argv))
			exit(STATUS_OK);
		salted_link_note(l, "plain\n");
	}
	become(file, argv);
}

void
salted_link_run(const struct salted_link *l, const char *name, char **argv)
{
	char *file = path_find(name, l->folder);

	if (!file)
		die("there is no '%s' in PATH beside the one of bench-link", name);
	if (is_linker(name))
		linker_run(l, file, argv);
	if (strcmp(name, "go") == 0)
		become(file, salted_go(l, file, argv));
	compiler_run(l, file, argv);
}
