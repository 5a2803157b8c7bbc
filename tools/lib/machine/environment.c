#define _GNU_SOURCE /* sched_getaffinity, gnu_get_libc_version */
#include "machine/environment.h"

#include <ctype.h>
#include <glob.h>
#include <inttypes.h>
#include <math.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include "backend/backend.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/input.h"
#include "base/number.h"
#include "machine/cpu_quota.h"
#include "machine/git_state.h"

#define DUET "duet"

struct environment {
	char *os, *os_release, *cpu, *cpu_model, *cpu_stepping, *kernel;
	char *runner, *git_commit, *git_ref;
	long cores;
	double cpu_quota; /* CPUs; INFINITY: it does not bound the cores */
	double memory_mb;
	bool git_dirty, duet;
	struct backend_list *backends;
	struct warnings warnings;
	char fingerprint[17];
	const struct variant *variants;
	struct git_state *git; /* of each of them */
	size_t nvariants;
};

/* The value after ':' or '=' on the first line of FILE that starts with KEY,
 * without white space and quotes around it; NULL when there is none. */
static char *
file_value(const char *file, const char *key)
{
	char line[1024], *value = NULL;
	FILE *f = input_probe(file);

	while (f && !value && fgets(line, sizeof line, f)) {
		size_t len = strlen(key);
		char *s, *end;

		if (strncmp(line, key, len) != 0)
			continue;
		s = line + len + strspn(line + len, " \t");
		if (*s != ':' && *s != '=')
			continue;
		s += 1 + strspn(s + 1, " \t\"");
		end = s + strlen(s);
		while (end > s && strchr(" \t\r\n\"", end[-1]))
			end--;
		if (end > s)
			value = xstrndup(s, (size_t)(end - s));
	}
	if (f)
		fclose(f);
	return value;
}

static char *
first_of(char *a, char *b)
{
	if (a) {
		free(b);
		return a;
	}
	return b;
}

static long
usable_cores(void)
{
#ifdef CPU_COUNT
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof set, &set) == 0)
		return CPU_COUNT(&set);
#endif
	return sysconf(_SC_NPROCESSORS_ONLN);
}

/* The CPUs that may be used, and of these the part that a quota allows, rounded up. */
static void
cores_probe(struct environment *env)
{
	double quota = cpu_quota("");

	env->cores = usable_cores();
	env->cpu_quota = INFINITY;
	if (quota < (double)env->cores) {
		env->cpu_quota = quota;
		env->cores = (long)ceil(quota);
	}
}

static char *
copy_variable(const char *name)
{
	const char *s = getenv(name);

	return s && *s ? xstrdup(s) : NULL;
}

static char *
runner_name(void)
{
	const char *kind = getenv("RUNNER_ENVIRONMENT"), *image = getenv("ImageOS");

	if (getenv("GITHUB_ACTIONS"))
		return xasprintf("%s%s%s", kind && *kind ? kind : "github",
		    image && *image ? " " : "", image && *image ? image : "");
	return xstrdup(getenv("CI") ? "ci" : "local");
}

static void
probe_git(struct environment *env)
{
	struct git_state g;

	git_state_read(NULL, &g);
	env->git_dirty = g.dirty;
	env->git_commit = first_of(g.commit, copy_variable("GITHUB_SHA"));
	env->git_ref = first_of(copy_variable("GITHUB_HEAD_REF"), copy_variable("GITHUB_REF_NAME"));
	env->git_ref = first_of(env->git_ref, g.branch);
}

static void
fingerprint(struct environment *env)
{
	uint64_t h = HASH_START;
	char cores[32];

	snprintf(cores, sizeof cores, "%ld", env->cores);
	h = hash_string(h, env->cpu);
	h = hash_string(h, env->cpu_model);
	h = hash_string(h, env->cpu_stepping);
	h = hash_string(h, cores);
	h = hash_string(h, env->os);
	h = hash_string(h, env->os_release);
	for (size_t i = 0; i < env->backends->n; i++) {
		const struct backend *b = &env->backends->at[i];

		if (backend_only_named(b))
			continue;
		h = hash_string(h, b->name);
		for (size_t k = 0; k < b->ndevices; k++)
			h = hash_string(h, b->devices[k].name);
	}
	if (env->duet)
		h = hash_string(h, DUET);
	/* The cores are whole ones: half of one more is another machine too. */
	if (isfinite(env->cpu_quota)) {
		char quota[NUMBER_MAX];

		number_format(quota, number_round(env->cpu_quota, 6));
		h = hash_string(h, quota);
	}
	snprintf(env->fingerprint, sizeof env->fingerprint, "%016" PRIx64, h);
}

struct environment *
environment_probe(void)
{
	struct environment *env = xcalloc(1, sizeof *env);
	char *family = file_value("/proc/cpuinfo", "cpu family");
	char *model = file_value("/proc/cpuinfo", "model");
	long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
	struct utsname u;

	if (uname(&u) == 0) {
		env->cpu = xstrdup(u.machine);
		env->kernel = xasprintf("%s %s", u.sysname, u.release);
		env->os = xstrdup(u.sysname);
	}
	env->os_release = file_value("/etc/os-release", "PRETTY_NAME");
	env->cpu_model = first_of(
	    file_value("/proc/cpuinfo", "model name"), file_value("/proc/cpuinfo", "CPU part"));
	env->cpu_stepping = xasprintf("%s.%s", family ? family : "", model ? model : "");
	free(family);
	free(model);
	cores_probe(env);
	if (pages > 0 && page > 0)
		env->memory_mb = (double)pages * (double)page / 1e6;
	env->runner = runner_name();
	env->backends = backend_probe(env->cpu_model);
	probe_git(env);
	fingerprint(env);
	return env;
}

void
environment_set_duet(struct environment *env)
{
	env->duet = true;
	fingerprint(env);
}

void
environment_set_variants(struct environment *env, const struct variant *variants, size_t n)
{
	env->variants = variants;
	env->nvariants = n;
	env->git = xcalloc(n, sizeof *env->git);
	for (size_t i = 0; i < n; i++)
		git_state_read(variants[i].directory, &env->git[i]);
}

void
environment_free(struct environment *env)
{
	if (!env)
		return;
	for (size_t i = 0; i < env->nvariants; i++)
		git_state_free(&env->git[i]);
	free(env->git);
	free(env->os);
	free(env->os_release);
	free(env->cpu);
	free(env->cpu_model);
	free(env->cpu_stepping);
	free(env->kernel);
	free(env->runner);
	free(env->git_commit);
	free(env->git_ref);
	backend_list_free(env->backends);
	warnings_free(&env->warnings);
	free(env);
}

static void
member(struct json_writer *w, const char *key, const char *value)
{
	if (value)
		json_string(w, key, value);
}

static void
write_tools(struct json_writer *w)
{
	json_object_begin(w, "tools");
	json_string(w, "benchpipe", VERSION);
#ifdef __GLIBC__
	json_string(w, "glibc", gnu_get_libc_version());
#endif
	json_object_end(w);
}

/* The commits of the variants; none, when none is known. */
static void
write_variants(const struct environment *env, struct json_writer *w)
{
	bool any = false;

	for (size_t i = 0; i < env->nvariants; i++)
		any = any || env->git[i].commit;
	if (!any)
		return;
	json_object_begin(w, "variants");
	for (size_t i = 0; i < env->nvariants; i++) {
		json_object_begin(w, env->variants[i].name);
		member(w, "git_commit", env->git[i].commit);
		member(w, "git_ref", env->git[i].branch);
		if (env->git[i].dirty)
			json_bool(w, "git_dirty", true);
		json_object_end(w);
	}
	json_object_end(w);
}

void
environment_write(const struct environment *env, struct json_writer *w, const char *key)
{
	json_object_begin(w, key);
	member(w, "os", env->os_release ? env->os_release : env->os);
	member(w, "cpu", env->cpu);
	member(w, "cpu_model", env->cpu_model);
	json_integer(w, "cores", env->cores);
	if (env->memory_mb > 0)
		json_number(w, "memory_mb", number_round(env->memory_mb, 6));
	member(w, "kernel", env->kernel);
	if (isfinite(env->cpu_quota))
		json_number(w, "cpu_quota", number_round(env->cpu_quota, 6));
	if (env->duet)
		json_string(w, "design", DUET);
	member(w, "runner", env->runner);
	backend_list_write(env->backends, w, "backends");
	backend_list_write_details(env->backends, w);
	write_tools(w);
	member(w, "git_commit", env->git_commit);
	member(w, "git_ref", env->git_ref);
	if (env->git_dirty)
		json_bool(w, "git_dirty", true);
	write_variants(env, w);
	if (env->warnings.n)
		warnings_write(&env->warnings, w, "warnings");
	json_string(w, "fingerprint", env->fingerprint);
	json_object_end(w);
}

struct warnings *
environment_warnings(struct environment *env)
{
	return &env->warnings;
}

long
environment_cores(const struct environment *env)
{
	return env->cores;
}

double
environment_cpu_quota(const struct environment *env)
{
	return env->cpu_quota;
}

const char *
environment_fingerprint(const struct environment *env)
{
	return env->fingerprint;
}
