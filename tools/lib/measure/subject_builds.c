#include <stdlib.h>

#include "base/util.h"
#include "measure/command_env.h"
#include "measure/subject.h"

void
subject_take_builds(struct subject *u, struct subject_build *b, size_t n, size_t lag)
{
	free(u->directory);
	u->plain_env = u->env;
	u->builds = b;
	u->nbuilds = n;
	u->lag = lag;
	if (u->cap && !u->salts)
		u->salts = xcalloc(u->cap, sizeof *u->salts);
	subject_turn_to(u, 0);
}

bool
subject_turn_to(struct subject *u, size_t i)
{
	if (!u->nbuilds)
		return i == 0;
	if (i >= u->nbuilds)
		return false;
	u->directory = u->builds[i].directory;
	u->env = u->builds[i].env;
	u->turn = i;
	return true;
}

void
subject_turn(struct subject *u, bool warmup)
{
	size_t block = u->n / 2;

	if (u->nbuilds && warmup)
		subject_turn_to(u, u->warmed % u->nbuilds);
	else if (u->nbuilds)
		subject_turn_to(u, (block + u->lag * (block / u->nbuilds)) % u->nbuilds);
}

void
subject_builds_free(struct subject *u)
{
	for (size_t i = 0; i < u->nbuilds; i++) {
		env_free(u->builds[i].env);
		free(u->builds[i].directory);
	}
	env_free(u->plain_env);
	if (!u->nbuilds) {
		env_free(u->env);
		free(u->directory);
	}
	free(u->builds);
	free(u->salts);
}
