/* interrupt.h: SIGINT, SIGTERM and others as a wish to end the measuring, not the program. */
#ifndef INTERRUPT_H
#define INTERRUPT_H

/* From now on the signals that end a program (signals.h) end nothing, unless they were
 * ignored: then they still are. Only interrupt_raise() gives them back. */
void interrupt_catch(void);

/* The first signal that came since, or 0. */
int interrupt_signal(void);

/* Have STOP called with WHAT, from the handler, for every signal that comes.
 * STOP NULL: no longer. */
void interrupt_notify(void (*stop)(void *what), void *what);

/* End by the signal that came, if any did. */
void interrupt_raise(void);

#endif
