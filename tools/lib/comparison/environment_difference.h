/* environment_difference.h: what differs between two environments, for a message. */
#ifndef ENVIRONMENT_DIFFERENCE_H
#define ENVIRONMENT_DIFFERENCE_H

/* What differs between two environments (JSON objects or NULL), for a message:
 * "cpu_model ('A' and 'B'), cores (4 and 8)"; the caller owns it. */
char *environment_difference(const char *baseline, const char *current);

#endif
