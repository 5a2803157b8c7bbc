/* exit_statuses.h: the exit statuses of a command that are no failure. */
#ifndef EXIT_STATUSES_H
#define EXIT_STATUSES_H

#include <stdbool.h>

#include "base/arena.h"

/* A set of statuses from 1 to 255 is a string in which each is a byte; NULL is the empty one. */
enum { EXIT_STATUS_MAX = 255 };

/* All of them, in ARENA. */
char *exit_statuses_all(struct arena *arena);
/* SET and CODE, in ARENA. */
char *exit_statuses_add(const char *set, int code, struct arena *arena);
bool exit_statuses_has(const char *set, int code);
bool exit_statuses_are_all(const char *set);

/* The set of TEXT, "1,2", in ARENA; NULL: it is none. */
char *exit_statuses_parse(const char *text, struct arena *arena);

#endif
