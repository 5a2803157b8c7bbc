/* option_common.h: the options that every tool has. */
#ifndef OPTION_COMMON_H
#define OPTION_COMMON_H

#include <getopt.h>
#include <stddef.h>

enum { OPTION_HELP = 'h', OPTION_VERSION = 'V' };

/* The end of a tool's table for getopt_long(). */
/* clang-format off */
#define OPTION_COMMON \
	{"help", no_argument, NULL, OPTION_HELP}, \
	{"version", no_argument, NULL, OPTION_VERSION}, \
	{NULL, 0, NULL, 0}
/* clang-format on */

/* For C from getopt_long() that is no option of the tool's own: print what USAGE
 * does, or the version, and exit with STATUS_OK; for anything else as die_option(). */
_Noreturn void option_common(int c, void (*usage)(void));

#endif
