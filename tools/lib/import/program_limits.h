/* program_limits.h: bounds of a jq program that may be anybody's: it shall neither hang, nor fill
 * memory or disk. */
#ifndef PROGRAM_LIMITS_H
#define PROGRAM_LIMITS_H

enum { PROGRAM_SAYS_MOST = 16 << 20 }; /* bytes that it may write to files */

/* Let this process, and what it becomes, take SECONDS of CPU time, after which SIGXCPU ends it, 2
 * GiB of memory, and files of PROGRAM_SAYS_MOST bytes, beyond which SIGXFSZ does. Ends the process
 * when that cannot be set. */
void program_limits_set(unsigned seconds);

#endif
