/* fzy N: N times, look for letters in names by the matcher of fzy. */
#include <stdio.h>
#include <stdlib.h>

#include "match.h"

int
main(int argc, char **argv)
{
	static const char *const names[] = {"tools/lib/measure/subject_write.c",
	    "tests/bench-diff-sessions.bats", "docs/pull-requests.md", "schemas/comparison.json",
	    "tools/lib/comparison/comparison_reason.c", "README.md", "scripts/actions/lib.sh"};
	static const char *const wanted[] = {"tsw", "comr", "lib", "bdse", "md"};
	enum { NAMES = sizeof names / sizeof *names, WANTED = sizeof wanted / sizeof *wanted };
	long n = argc > 1 ? atol(argv[1]) : 1, matches = 0;
	double sum = 0;

	while (n-- > 0)
		for (int i = 0; i < NAMES; i++)
			for (int k = 0; k < WANTED; k++)
				if (has_match(wanted[k], names[i])) {
					matches++;
					sum += match(wanted[k], names[i]) > 1;
				}
	printf("%ld %g\n", matches, sum);
	return 0;
}
