#include "option_common.h"

#include <stdio.h>
#include <stdlib.h>

#include "util.h"

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
