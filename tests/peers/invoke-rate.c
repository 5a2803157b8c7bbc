/* invoke-rate [-b COMMAND] N MIB PROGRAM [ARGUMENT ...]: invoke PROGRAM N times
 * through invoke.h while holding MIB of memory, after COMMAND once; print the mean microseconds
 * that were reported, the invocations in a second, and the largest reported peak in KiB. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/util.h"
#include "measure/invoke.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

int
main(int argc, char *argv[])
{
	char *env[] = {NULL};
	struct invocation call = {.env = env, .timeout = 60};
	struct output_text text = {.err = BUF_INIT};
	struct measurement m;
	struct invoker *v;
	double begin, us, sum = 0;
	long n, peak = 0;
	size_t size;
	volatile char *p;
	char shell[] = "/bin/sh", option[] = "-c", script[] = ":";
	char *before[] = {shell, option, script, NULL};

	program_set(argv[0]);
	if (argc > 2 && strcmp(argv[1], "-b") == 0) {
		before[2] = argv[2];
		argc -= 2;
		argv += 2;
	}
	if (argc < 4 || (n = strtol(argv[1], NULL, 10)) < 1)
		die("usage: invoke-rate [-b COMMAND] N MIB PROGRAM [ARGUMENT ...]");
	size = (size_t)strtoul(argv[2], NULL, 10) << 20;
	p = xmalloc(size);
	for (size_t i = 0; i < size; i += 4096)
		p[i] = 1;
	call.argv = before;
	v = invoker_start(NULL);
	invoker_run(v, &call, &m, &text);
	call.argv = argv + 3;
	begin = now();
	for (long i = 0; i < n; i++) {
		invoker_run(v, &call, &m, &text);
		if (m.end != INVOKE_EXITED || m.code != 0)
			die("'%s' failed", argv[3]);
		sum += (double)(m.end_ns - m.start_ns) / 1e3;
		if (m.peak_kib > peak)
			peak = (long)m.peak_kib;
	}
	us = (now() - begin) / (double)n;
	printf("%.3f %.1f %ld\n", sum / (double)n, 1e6 / us, peak);
	invoker_stop(v);
	capture_free(&text);
	free((void *)p);
	return 0;
}
