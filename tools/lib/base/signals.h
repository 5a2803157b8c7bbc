/* signals.h: the signals that end a program by default, and those that a failed write sends. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <signal.h>
#include <stdbool.h>

enum { SIGNALS_ENDING = 12 };

/* All that a program is asked to end by; SIGXFSZ and crashes are not among them. */
extern const int signals_ending[SIGNALS_ENDING];

/* From now on a write to a pipe that nobody reads and one beyond the quota of a file
 * end nothing: they fail, with EPIPE and EFBIG. SIGPIPE from another process still
 * ends this one. What is ignored stays so; a command that is started has the default. */
void signals_catch_writes(void);

/* From now on what becomes of a child is told, also where this program was started with SIGCHLD
 * ignored: the system forgets children then, and who waits for one finds none. */
void signals_keep_children(void);

/* Whether a write of this process sent it SIG, as INFO tells. */
bool signal_is_of_write(int sig, const siginfo_t *info);

/* End by SIG, without a core file: nothing has crashed. Returns when SIG is blocked. */
void signal_end(int sig);

/* End by SIGPIPE, as a filter does whose reader has gone. Returns when SIGPIPE has been
 * ignored since the start. */
void signal_end_pipe(void);

#endif
