/* Two invocations at once, and the halves of the machine they run on. */
#define _GNU_SOURCE /* sched_getaffinity, CPU_COUNT, mkdtemp */
#include <math.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/util.h"
#include "check.h"
#include "kept_output.h"
#include "machine/cpu_halves.h"
#include "machine/noise.h"
#include "measure/invoke.h"
#include "measure/measure.h"
#include "measure/schedule.h"
#include "measure/subjects.h"
#include "measure/workspace.h"
#include "scenario/plan_commands.h"

static char *environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C", NULL};

static void
file_put(const char *root, int cpu, const char *siblings)
{
	char *path =
	    xasprintf("%s/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", root, cpu);
	FILE *f;

	for (char *slash = path; (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	f = fopen(path, "w");
	if (!f || fputs(siblings, f) < 0 || fclose(f))
		die("%s:", path);
	free(path);
}

static int
cpus_of(const struct place *p)
{
	return CPU_COUNT((const cpu_set_t *)p);
}

/* Two CPUs that are threads of one core cannot be parted. */
static void
halves_share_no_core(const char *root)
{
	cpu_set_t all, two;
	struct place half[2];
	int cpu[2] = {-1, -1}, n = 0;

	sched_getaffinity(0, sizeof all, &all);
	CPU_ZERO(&two);
	for (int i = 0; i < CPU_SETSIZE && n < 2; i++)
		if (CPU_ISSET(i, &all)) {
			CPU_SET(i, &two);
			cpu[n++] = i;
		}
	if (n < 2) {
		CHECK(!cpu_halves_find("", half));
		return;
	}
	CHECK(cpu_halves_find("/nonexistent", half));
	CHECK(cpus_of(&half[0]) > 0 && cpus_of(&half[0]) == cpus_of(&half[1]));
	for (size_t i = 0; i < sizeof half->mask / sizeof *half->mask; i++)
		CHECK((half[0].mask[i] & half[1].mask[i]) == 0);
	sched_setaffinity(0, sizeof two, &two);
	for (int i = 0; i < 2; i++) {
		char *siblings = xasprintf("%d,%d\n", cpu[0], cpu[1]);

		file_put(root, cpu[i], siblings);
		free(siblings);
	}
	CHECK(!cpu_halves_find(root, half));
	sched_setaffinity(0, sizeof all, &all);
}

/* Each waits for what the other makes: neither could end alone. */
static void
both_run_at_once(void)
{
	char *first[] = {"sh", "-c",
	    "echo >a; while [ ! -e b ]; do sleep 0.01; done; echo first; nproc >&2", NULL};
	char *second[] = {"sh", "-c",
	    "echo >b; while [ ! -e a ]; do sleep 0.01; done; echo second; exit 3", NULL};
	struct invoker *v[2];
	struct place half[2];
	bool halved = cpu_halves_find("", half);
	struct invocation call[2] = {
	    {.argv = first, .env = environment, .timeout = 60, .want_stdout = true},
	    {.argv = second, .env = environment, .timeout = 60, .want_stdout = true}};
	struct output_text text[2] = {{.err = BUF_INIT}, {.err = BUF_INIT}};
	struct kept_output printed[2] = {{.first_ns = 0}, {.first_ns = 0}};
	struct output_sink sinks[2] = {
	    kept_output_sink(&printed[0]), kept_output_sink(&printed[1])};
	struct measurement m[2];

	for (int i = 0; halved && i < 2; i++)
		call[i].place = &half[i];
	for (int i = 0; i < 2; i++)
		call[i].sink = &sinks[i];
	v[0] = invoker_start(NULL);
	v[1] = invoker_start_beside(v[0]);
	invoker_run_both(v, call, m, text);
	CHECK(m[0].end == INVOKE_EXITED && m[0].code == 0);
	CHECK(m[1].end == INVOKE_EXITED && m[1].code == 3);
	CHECK(m[0].start_ns < m[1].end_ns && m[1].start_ns < m[0].end_ns);
	for (int i = 0; i < 2; i++)
		capture_pass(&text[i], &sinks[i]);
	CHECK(strcmp(printed[0].kept[OUTPUT_STDOUT].s, "first\n") == 0);
	CHECK(strcmp(printed[1].kept[OUTPUT_STDOUT].s, "second\n") == 0);
	CHECK(!halved || atoi(text[0].err.s) == cpus_of(&half[0]));

	/* What cannot start, or takes too long, leaves the other alone. */
	call[0].argv = (char *[]){"/nonexistent", NULL};
	call[1].argv = (char *[]){"sh", "-c", "echo", NULL};
	invoker_run_both(v, call, m, text);
	CHECK(m[0].end == INVOKE_UNSTARTED && m[1].end == INVOKE_EXITED && m[1].code == 0);
	call[0].argv = (char *[]){"sleep", "1000", NULL};
	call[0].timeout = 0.05;
	invoker_run_both(v, call, m, text);
	CHECK(m[0].end == INVOKE_TIMEOUT && m[1].end == INVOKE_EXITED && m[1].code == 0);
	call[0].argv = (char *[]){NULL};
	invoker_run_both(v, call, m, text);
	CHECK(m[0].end == INVOKE_UNSTARTED && m[1].end == INVOKE_EXITED && m[1].code == 0);
	invoker_interrupt(v[0]);
	invoker_run_both(v, call, m, text);
	CHECK(m[0].end == INVOKE_INTERRUPTED && m[1].end == INVOKE_EXITED);
	for (int i = 0; i < 2; i++) {
		invoker_stop(v[i]);
		capture_free(&text[i]);
		kept_output_clear(&printed[i]);
	}
}

/* What the machine did meanwhile, it did to both; and a round takes as long as one. */
static void
both_share_their_time(void)
{
	struct command_given commands[] = {{.line = "sleep 0.02"}};
	struct variant variants[2] = {{"base", "/"}, {"head", "/"}};
	struct plan *plan = plan_of_commands(commands, 1, NULL, 0, NULL);
	struct run_limits *runs = &plan->cases[0].runs;
	struct workspace *ws[2] = {workspace_make(), workspace_make()};
	struct place half[2];
	bool halved = cpu_halves_find("", half);
	struct noise *noise = noise_open("", clock_seconds());
	struct measure_options options = {
	    .budget = 60, .seed = 1, .quiet = true, .halves = halved ? half : NULL, .noise = noise};
	struct schedule *s;
	struct subjects u;

	plan->cases[0].warmup = 0;
	runs->min = runs->max = 4;
	subjects_init(&u, plan, variants, 2,
	    (char *const *const[]){workspace_env(ws[0]), workspace_env(ws[1])});
	measure_all(u.at, 1, 2, ws, &options);
	CHECK(u.at[0].n == 4 && u.at[1].n == 4);
	for (size_t i = 0; halved && i < 4; i++)
		CHECK(u.at[0].spans[i] == u.at[1].spans[i]);

	runs->min = runs->max = 8;
	s = schedule_new(u.at, 1, 2, 1);
	for (int i = 0; i < 2; i++) {
		u.at[i].width = INFINITY;
		u.at[i].seconds = i + 1;
	}
	CHECK(schedule_estimate(s, INFINITY) == 3);
	schedule_set_duet(s);
	CHECK(schedule_estimate(s, INFINITY) == 2);
	schedule_free(s);
	subjects_free(&u);
	noise_free(noise);
	for (int i = 0; i < 2; i++)
		workspace_remove(ws[i]);
	plan_free(plan);
}

int
main(int argc, char *argv[])
{
	char folder[] = "/tmp/duet.XXXXXX", *clean;

	(void)argc;
	program_set(argv[0]);
	if (!mkdtemp(folder) || chdir(folder))
		die("cannot make a folder:");
	halves_share_no_core(folder);
	both_run_at_once();
	both_share_their_time();
	clean = xasprintf("rm -rf '%s'", folder);
	if (chdir("/") || system(clean))
		failures++;
	free(clean);
	return failures != 0;
}
