/* history: write a history to measure with: RUNS results documents of CASES cases each as
 * FOLDER/N.json, over two years, the same each time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "uniform.h"

static void
case_write(FILE *f, int i, int run)
{
	double ms = 10 + i % 50 + uniform() / 5;
	int batch = 1 << i % 4;
	const char *device = i / 4 % 2 ? "cuda" : "cpu";

	fprintf(f,
	    "%s\n{\"name\":\"case%d\",\"id\":\"case%d/backend=%s,batch_size=%d\","
	    "\"params\":{\"backend\":\"%s\",\"batch_size\":%d},\"status\":\"ok\",\"iterations\":1,"
	    "\"metrics\":{\"duration_ms\":{\"unit\":\"ms\",\"better\":\"lower\",\"gate\":true,"
	    "\"samples\":[%.6f,%.6f]}}}",
	    i ? "," : "", i / 8, i / 8, device, batch, device, batch, ms, ms + (run % 7) / 100.0);
}

static int
document_write(const char *folder, int run, int runs, int cases)
{
	time_t t = 1704067200 + (time_t)(63072000.0 * run / runs);
	char path[4096], when[32];
	FILE *f;

	snprintf(path, sizeof path, "%s/%d.json", folder, run);
	strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", gmtime(&t));
	f = fopen(path, "w");
	if (!f)
		return 1;
	fprintf(f,
	    "{\"schema\":\"benchpipe/results/1\",\"version\":\"0\",\"timestamp\":\"%s\","
	    "\"suite\":\"history\",\"environment\":{\"cpu\":\"x86_64\",\"git_commit\":"
	    "\"%040x\",\"git_ref\":\"main\",\"fingerprint\":\"d3329e4ab2fec45f\"},\"benchmarks\":[",
	    when, (unsigned)run);
	for (int i = 0; i < cases; i++)
		case_write(f, i, run);
	fputs("\n]}\n", f);
	return fclose(f) != 0;
}

int
main(int argc, char **argv)
{
	int runs = argc == 4 ? atoi(argv[2]) : 0, cases = argc == 4 ? atoi(argv[3]) : 0;

	if (runs < 1 || cases < 1) {
		fprintf(stderr, "usage: history FOLDER RUNS CASES\n");
		return 2;
	}
	for (int run = 0; run < runs; run++)
		if (document_write(argv[1], run, runs, cases)) {
			perror(argv[1]);
			return 2;
		}
	return 0;
}
