#include "base/option.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/amount.h"
#include "base/util.h"

void
option_common(int c, void (*usage)(void))
{
	if (c == OPTION_HELP)
		usage();
	else if (c == OPTION_VERSION)
		printf("%s (benchpipe) %s\n", program_name(), VERSION);
	else
		die_option();
	stdout_close();
	exit(STATUS_OK);
}

size_t
option_count(const char *what, const char *s, size_t least, size_t most)
{
	size_t v;

	if (!amount_count(s, &v) || v < least || v > most)
		die_usage("'%s': %s must be a whole number from %zu to %zu", s, what, least, most);
	return v;
}

double
option_duration(const char *what, const char *s)
{
	double v;

	if (!amount_duration(s, &v) || v <= 0 || v > 1e7)
		die_usage("'%s': %s must be a time such as 500ms, 20s or 15m", s, what);
	return v;
}
