/* libFuzzer target: any bytes are a file of callgrind, or a diff, or trouble that is told. */
#define _GNU_SOURCE /* memfd_create, of trouble.h */
#include "trouble.h"
#include "why/executed_lines.h"
#include "why/hunks.h"

static void
executed_try(const uint8_t *data, size_t size)
{
	FILE *f = fdopen(file_of(data, size), "r");
	struct executed *e = executed_new();
	double sum = 0;

	if (!setjmp(trouble)) {
		executed_lines_read(e, f, "callgrind");
		for (size_t i = 0; i < e->n; i++)
			sum += e->functions[i]->self;
		if (sum > e->total * 1.001 || sum < e->total * 0.999)
			abort();
	}
	executed_free(e);
	fclose(f);
}

static void
hunks_try(const uint8_t *data, size_t size)
{
	FILE *f = fdopen(file_of(data, size), "r");

	if (!setjmp(trouble)) {
		struct hunks *h = hunks_read(f, "diff");

		hunks_have(h, "/build/src/work.c", 3, true);
		hunks_free(h);
	}
	fclose(f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	executed_try(data, size);
	hunks_try(data, size);
	return 0;
}
