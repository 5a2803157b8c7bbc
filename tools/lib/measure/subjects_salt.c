#include "measure/subjects_salt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/program_beside.h"
#include "base/util.h"
#include "measure/build.h"
#include "measure/command_env.h"
#include "measure/interrupt.h"
#include "measure/salt_env.h"

/* The builds of one variant. */
struct salted {
	char **folders; /* of each, as far as they were made */
	size_t n;
	char *why; /* what went wrong, or NULL */
};

/* How many lines of LOG, which bench-link wrote, tell of a link: with the salt, or of ALL. */
static size_t
links_count(const char *log, bool all)
{
	FILE *f = fopen(log, "r");
	char line[64];
	size_t n = 0;

	while (f && fgets(line, sizeof line, f))
		n += all || strcmp(line, "plain\n") != 0;
	if (f)
		fclose(f);
	return n;
}

/* Run the build of the plan in DIR with SALT. Returns NULL, or why it failed. */
static char *
salted_run(const struct subjects *u, const char *dir, uint32_t salt, const char *log)
{
	char *program = program_beside("bench-link"), *number, *why;
	char **build = u->plan->build, **argv;
	size_t n = 0;

	if (!build)
		return NULL;
	while (build[n])
		n++;
	argv = xcalloc(n + 3, sizeof *argv);
	argv[0] = program ? program : xstrdup("bench-link");
	argv[1] = (char *)"--";
	memcpy(argv + 2, build, n * sizeof *argv);
	number = xasprintf("%lu", (unsigned long)salt);
	setenv("BENCH_SALT", number, 1);
	setenv("BENCH_LINK_LOG", log, 1);
	why = build_run(argv, dir);
	unsetenv("BENCH_SALT");
	unsetenv("BENCH_LINK_LOG");
	free(number);
	free(argv[0]);
	free(argv);
	return why;
}

/* All builds of variant V. */
static struct salted
variant_build(const struct subjects *u, size_t v, struct build_copies *c, uint32_t first,
    bool quiet, const char *log)
{
	const struct variant *variant = u->variants ? &u->variants[v] : NULL;
	const char *name = variant ? variant->name : NULL;
	struct salted s = {xcalloc(u->plan->builds, sizeof *s.folders), 0, NULL};

	if (!quiet)
		warn("building%s%s %zu times", variant ? " variant " : "", variant ? name : "",
		    u->plan->builds);
	while (s.n < u->plan->builds && !s.why && !interrupt_signal()) {
		uint32_t salt = first + (uint32_t)s.n;
		char *folder =
			 build_copies_add(c, variant ? variant->directory : NULL, salt, &s.why),
		     *why = folder ? salted_run(u, folder, salt, log) : NULL;

		if (why)
			s.why = xasprintf("build %zu of %zu: %s", s.n + 1, u->plan->builds, why);
		free(why);
		if (folder)
			s.folders[s.n++] = folder;
	}
	return s;
}

/* What SUBJECT has of the builds S. */
static struct subject_build *
builds_of(const struct subject *subject, const struct salted *s, uint32_t first)
{
	struct subject_build *b = xcalloc(s->n, sizeof *b);
	const char *within = subject->plan->directory;

	for (size_t i = 0; i < s->n; i++) {
		b[i].salt = first + (uint32_t)i;
		b[i].env = salt_env(subject->env, b[i].salt);
		b[i].directory = within && within[0] == '/'
				     ? xstrdup(within)
				     : xasprintf("%s%s%s", s->folders[i], within ? "/" : "",
					   within ? within : "");
	}
	return b;
}

static void
variant_take(struct subjects *u, size_t v, const struct salted *s, uint32_t first)
{
	for (size_t i = v; i < u->n; i += u->nvariants) {
		struct subject *subject = &u->at[i];

		if (subject->plan->control || subject->over || interrupt_signal())
			continue;
		if (s->why)
			subject_end(subject, ENTRY_FAILED, xstrdup(s->why));
		else
			subject_take_builds(subject, builds_of(subject, s, first), s->n, v);
	}
}

void
subjects_build_salted(
    struct subjects *u, struct build_copies *c, uint32_t first, bool quiet, struct warnings *w)
{
	char *log = xasprintf("%s/links", build_copies_folder(c));

	for (size_t v = 0; u->n > 0 && v < u->nvariants && !interrupt_signal(); v++) {
		/* One salt for both sides would tie their placements: those of like sources are
		 * alike, or, where a few bytes tip what matters over, opposite. */
		uint32_t own = first + (uint32_t)(v * u->plan->builds);
		struct salted s = variant_build(u, v, c, own, quiet, log);

		variant_take(u, v, &s, own);
		for (size_t i = 0; i < s.n; i++)
			free(s.folders[i]);
		free(s.folders);
		free(s.why);
	}
	if (u->plan->build && !interrupt_signal() && links_count(log, false) == 0)
		warnings_add(w, "builds",
		    xstrdup(links_count(log, true)
				? "no linker put the code in another order: the builds differ by "
				  "their environment alone"
				: "the build linked nothing that BENCH_SALT reached: the builds "
				  "differ by their environment alone"),
		    "install mold or lld; let the build find its compiler by PATH");
	free(log);
}
