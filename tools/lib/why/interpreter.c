#include "why/interpreter.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

static const char *const interpreters[] = {"python", "pypy", "node", "nodejs", "deno", "bun",
    "ruby", "perl", "php", "java", "lua", "luajit", "Rscript", "R", "julia", "dotnet", "mono",
    "guile", "tclsh", "beam.smp", "erl", "elixir", "ghci", "octave"};

/* Whether the N bytes at NAME are that of an interpreter, with a version behind it or not. */
static bool
is_interpreter(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof interpreters / sizeof *interpreters; i++) {
		size_t len = strlen(interpreters[i]), k = len;

		if (n < len || strncmp(name, interpreters[i], len) != 0)
			continue;
		while (k < n && (isdigit((unsigned char)name[k]) || name[k] == '.'))
			k++;
		if (k == n)
			return true;
	}
	return false;
}

/* The name of the program that COMMAND starts, and its length in *N. */
static const char *
program_of(const char *command, size_t *n)
{
	const char *name;

	*n = strcspn(command, " ");
	for (name = command + *n; name > command && name[-1] != '/';)
		name--;
	*n -= (size_t)(name - command);
	return name;
}

bool
interpreter_named(const char *command)
{
	size_t n;
	const char *name = program_of(command, &n);

	return is_interpreter(name, n);
}

char *
interpreter_untold(const char *command)
{
	size_t n;
	const char *name = program_of(command, &n);

	return xasprintf("cannot tell: '%.*s' runs the program, and callgrind sees the functions "
			 "of the interpreter alone",
	    (int)n, name);
}

char *
interpreter_of(const struct executed *e)
{
	for (size_t i = 0; i < e->nprograms; i++)
		if (interpreter_named(e->programs[i]))
			return interpreter_untold(e->programs[i]);
	return NULL;
}

bool
interpreter_runs(const struct executed *e)
{
	char *told = interpreter_of(e);

	free(told);
	return told != NULL;
}

char *
interpreter_reason(const struct executed *e, const struct call_graph *g)
{
	char *reason = interpreter_of(e);
	size_t n = 0;
	const char *name = e->nprograms ? program_of(e->programs[e->nprograms - 1], &n) : "";

	if (reason || g->executed)
		return reason;
	return xasprintf("cannot tell: '%.*s' is no part of the build, and neither is anything "
			 "else that was executed",
	    (int)n, name);
}
