/* burn ITERATIONS [PERCENT]: ITERATIONS steps of work, and PERCENT more, exactly:
 * a chain of multiplications with look-ups in 64 KiB, no system call. */
#include <stdint.h>
#include <stdlib.h>

enum { WORDS = 8192 };

static uint64_t table[WORDS];

int
main(int argc, char *argv[])
{
	uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 0, x = 1;
	double percent = argc > 2 ? strtod(argv[2], NULL) : 0;

	n += (uint64_t)((double)n * percent / 100 + 0.5);
	for (uint64_t i = 0; i < n; i++) {
		x = x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		x ^= table[x >> 51];
		table[i % WORDS] = x;
	}
	return x == 0;
}
