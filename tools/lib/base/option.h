/* option.h: the options that every tool has, and values of the command line. */
#ifndef OPTION_H
#define OPTION_H

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

/* S as a whole number from LEAST to MOST; dies, saying what WHAT must be. */
size_t option_count(const char *what, const char *s, size_t least, size_t most);
/* S as a time in seconds, over 0; dies, saying what WHAT must be. */
double option_duration(const char *what, const char *s);

#endif
