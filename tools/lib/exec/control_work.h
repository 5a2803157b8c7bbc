/* control_work.h: the fixed workload of the control row. */
#ifndef CONTROL_WORK_H
#define CONTROL_WORK_H

#include <stdint.h>

/* Some milliseconds of integer work and of dependent reads and writes in 256 KiB:
 * always the same work. Returns its result. */
uint32_t control_work(void);

#endif
