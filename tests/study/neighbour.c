/* neighbour SEED: keeps every CPU busy by bursts until it is killed: on and
 * off for random times of 0.3 s in the mean, all CPUs at once and now and then
 * one alone, with work that also fills the caches. */
#define _GNU_SOURCE /* CPU_COUNT, sched_getaffinity */
#include <math.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { WORDS = 1 << 20 };

static uint64_t memory[WORDS];

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
uniform(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return ((double)(*state >> 11) + 1) / 9007199254740993.0;
}

static void
work_until(double end)
{
	uint64_t x = 1;

	while (now() < end)
		for (int i = 0; i < 20000; i++) {
			x = x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			memory[x >> 44] += x;
		}
}

static void
sleep_until(double end)
{
	double whole;
	struct timespec t;

	t.tv_nsec = (long)(modf(end, &whole) * 1e9);
	t.tv_sec = (time_t)whole;
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL))
		;
}

/* All workers draw the same times from the same seed; NUMBER decides who takes part. */
_Noreturn static void
worker(uint64_t state, int number, double at)
{
	for (;;) {
		int alone = uniform(&state) < 0.3, who = uniform(&state) < 0.5;
		double on = -0.3 * log(uniform(&state)), off = -0.3 * log(uniform(&state));

		if (!alone || who == number % 2)
			work_until(at + on);
		sleep_until(at + on + off);
		at += on + off;
	}
}

int
main(int argc, char *argv[])
{
	uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
	double at = now();
	cpu_set_t cpus;
	int n = 1;

	if (sched_getaffinity(0, sizeof cpus, &cpus) == 0)
		n = CPU_COUNT(&cpus);
	for (int i = 1; i < n; i++) {
		pid_t parent = getpid();

		if (fork() == 0) {
			/* Whoever kills the first ends them all. */
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			if (getppid() != parent)
				return 0;
			worker(seed, i, at);
		}
	}
	worker(seed, 0, at);
}
