#include "measure/callgrind.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/temporary.h"
#include "base/util.h"

enum { ENV_GRAIN = 4096, OPTIONS = 9 };

struct callgrind {
	char *program, *folder;
};

/* The one whose folder an exit on the way must remove. */
static struct callgrind *current;

char *
callgrind_program(void)
{
	const char *path = getenv("PATH"), *end;

	for (; path && *path; path = *end ? end + 1 : end) {
		char *file;

		end = path + strcspn(path, ":");
		file = xasprintf("%.*s/valgrind", (int)(end - path), path);
		if (end > path && access(file, X_OK) == 0)
			return file;
		free(file);
	}
	return NULL;
}

/* Add up the totals that are in FOLDER, and empty it unless KEPT. -1: there is none. */
static double
totals_take(const char *folder, bool kept)
{
	char *pattern = xasprintf("%s/*", folder), line[256];
	double sum = -1, v;
	glob_t found = {0};
	size_t n = input_glob(pattern, &found) ? found.gl_pathc : 0;

	for (size_t i = 0; i < n; i++) {
		FILE *f = input_probe(found.gl_pathv[i]);

		while (f && fgets(line, sizeof line, f))
			if (sscanf(line, "totals: %lf", &v) == 1)
				sum = (sum < 0 ? 0 : sum) + v;
		if (f)
			fclose(f);
		if (!kept)
			unlink(found.gl_pathv[i]);
	}
	globfree(&found);
	free(pattern);
	return sum;
}

static void
folder_remove(void)
{
	if (current) {
		totals_take(current->folder, false);
		rmdir(current->folder);
	}
}

struct callgrind *
callgrind_new(void)
{
	struct callgrind *c = xcalloc(1, sizeof *c);

	c->program = callgrind_program();
	if (!c->program)
		die("'valgrind' is not installed");
	c->folder = temporary_folder();
	if (!current)
		atexit(folder_remove);
	current = c;
	return c;
}

void
callgrind_free(struct callgrind *c)
{
	if (!c)
		return;
	folder_remove();
	current = NULL;
	free(c->program);
	free(c->folder);
	free(c);
}

/* ENV with one more variable, so that all of it has a multiple of ENV_GRAIN
 * bytes: where strings stand in memory changes counts by some instructions. */
static char **
env_fill(char *const *env)
{
	static const char name[] = "BENCH_FILL=";
	size_t n = 0, bytes = sizeof name, fill;
	char **filled, *last;

	for (; env[n]; n++)
		bytes += strlen(env[n]) + 1;
	fill = (ENV_GRAIN - bytes % ENV_GRAIN) % ENV_GRAIN;
	filled = xcalloc(n + 2, sizeof *filled);
	if (n)
		memcpy(filled, env, n * sizeof *filled);
	last = xmalloc(sizeof name + fill);
	memcpy(last, name, sizeof name - 1);
	memset(last + sizeof name - 1, 'x', fill);
	last[sizeof name - 1 + fill] = '\0';
	filled[n] = last;
	return filled;
}

/* The option that has each process write a file of its own into FOLDER; the caller owns it. */
static char *
output_option(const char *folder)
{
	struct buf b = BUF_INIT;

	buf_str(&b, "--callgrind-out-file=");
	for (; *folder; folder++)
		buf_str(&b, *folder == '%' ? "%%" : (char[]){*folder, '\0'});
	buf_str(&b, "/%p");
	return buf_take(&b);
}

void
callgrind_run(struct callgrind *c, struct invoker *v, const struct invocation *call,
    struct measurement *m, struct output_text *text, const char *keep, double *count)
{
	char *output = output_option(keep ? keep : c->folder);
	char *instr = keep ? "--dump-instr=yes" : "--dump-instr=no";
	/* Nothing of the user's own settings, and no files for a debugger. */
	char *options[OPTIONS] = {c->program, "-q", "--command-line-only=yes", "--vgdb=no",
	    "--tool=callgrind", "--trace-children=yes", "--demangle=no", instr, output};
	char **env = env_fill(call->env), **argv;
	struct invocation under = *call;
	size_t n = 0;

	while (call->argv[n])
		n++;
	argv = xcalloc(OPTIONS + n + 2, sizeof *argv);
	memcpy(argv, options, sizeof options);
	argv[OPTIONS] = "--";
	memcpy(argv + OPTIONS + 1, call->argv, n * sizeof *argv);
	under.argv = argv;
	under.env = env;
	under.want_counters = false;
	invoker_run(v, &under, m, text);
	*count = totals_take(keep ? keep : c->folder, keep != NULL);
	free(output);
	for (n = 0; call->env[n]; n++)
		;
	free(env[n]);
	free(env);
	free(argv);
}
