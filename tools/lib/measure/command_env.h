/* command_env.h: the environment of a case's commands. */
#ifndef COMMAND_ENV_H
#define COMMAND_ENV_H

#include "scenario/plan.h"

/* "NAME=VALUE" strings, ending in NULL: BASE, on top what C passes on of the
 * caller's environment, on top what it sets. The caller owns it. */
char **env_join(const struct plan_case *c, char *const *base);
void env_free(char **env); /* may be NULL */

#endif
