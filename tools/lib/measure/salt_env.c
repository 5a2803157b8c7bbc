#include "measure/salt_env.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "base/util.h"

enum { PAD_MAX = 4096, ADDED = 4 };

static bool
env_has(char *const *env, const char *name)
{
	size_t n = strlen(name);

	for (; *env; env++)
		if (strncmp(*env, name, n) == 0 && (*env)[n] == '=')
			return true;
	return false;
}

/* Add NAME=VALUE, both copied, to the N variables of LIST unless it is there. */
static void
variable_add(char **list, size_t *n, const char *name, const char *value)
{
	if (!env_has(list, name))
		list[(*n)++] = xasprintf("%s=%s", name, value);
}

char **
salt_env(char *const *env, uint32_t salt)
{
	char *number = xasprintf("%lu", (unsigned long)salt), *pad, **list;
	struct rng rng;
	size_t n = 0, length;

	while (env[n])
		n++;
	list = xcalloc(n + ADDED + 1, sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = xstrdup(env[i]);
	rng_seed(&rng, salt);
	length = rng_below(&rng, PAD_MAX);
	pad = xmalloc(length + 1);
	memset(pad, 'x', length);
	pad[length] = '\0';
	variable_add(list, &n, "BENCH_SALT", number);
	variable_add(list, &n, "PYTHONHASHSEED", number);
	variable_add(list, &n, "PERL_HASH_SEED", number);
	variable_add(list, &n, "BENCH_PAD", pad);
	free(number);
	free(pad);
	return list;
}
