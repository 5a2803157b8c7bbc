#include "measure/command_env.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

static size_t
list_length(char *const *list)
{
	size_t n = 0;

	while (list && list[n])
		n++;
	return n;
}

/* Put "NAME=VALUE" into LIST, replacing an earlier NAME. */
static void
env_put(char **list, const char *entry)
{
	size_t name = strcspn(entry, "="), i;

	for (i = 0; list[i]; i++)
		if (strncmp(list[i], entry, name + 1) == 0)
			break;
	free(list[i]);
	list[i] = xstrdup(entry);
}

char **
env_join(const struct plan_case *c, char *const *base)
{
	size_t room = list_length(base) + list_length(c->pass_env) + list_length(c->env) + 1;
	char **list = xcalloc(room, sizeof *list);

	for (size_t i = 0; base[i]; i++)
		env_put(list, base[i]);
	for (size_t i = 0; c->pass_env && c->pass_env[i]; i++) {
		const char *value = getenv(c->pass_env[i]);
		char *entry;

		if (!value)
			continue;
		entry = xasprintf("%s=%s", c->pass_env[i], value);
		env_put(list, entry);
		free(entry);
	}
	for (size_t i = 0; c->env && c->env[i]; i++)
		env_put(list, c->env[i]);
	return list;
}

void
env_free(char **env)
{
	for (size_t i = 0; env && env[i]; i++)
		free(env[i]);
	free(env);
}
