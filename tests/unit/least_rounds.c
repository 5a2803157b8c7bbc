/* The least number of pairs for many rows: 4 + log2(2 rows / alpha), rounded up. */
#include "check.h"
#include "stats/paired_rounds.h"

int
main(void)
{
	/* log2(40) = 5.32, log2(400) = 8.64, log2(1200) = 10.23, log2(4000) = 11.97,
	 * log2(40000) = 15.29; 2 * 102.4 / 0.05 is 2^12 exactly. */
	CHECK(paired_rounds_least(1, 0.05) == 10);
	CHECK(paired_rounds_least(10, 0.05) == 13);
	CHECK(paired_rounds_least(30, 0.05) == 15);
	CHECK(paired_rounds_least(100, 0.05) == 16);
	CHECK(paired_rounds_least(1000, 0.05) == 20);
	CHECK(paired_rounds_least(1, 1 / 128.0) == 12);
	/* No row counts as one, and never are fewer than ten pairs enough. */
	CHECK(paired_rounds_least(0, 0.05) == paired_rounds_least(1, 0.05));
	CHECK(paired_rounds_least(1, 1) == 10);
	for (size_t rows = 1; rows < 2000; rows++)
		CHECK(paired_rounds_least(rows, 0.05) <= paired_rounds_least(rows + 1, 0.05));
	return failures > 0;
}
