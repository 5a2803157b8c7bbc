#include "import/row_pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "import/pattern_steps.h"

/* Of one match, before regexec() gets it, which never takes long. */
enum { TRIES_MOST = 1000 };

struct row_pattern {
	regex_t regex;
	struct pattern_step *steps; /* NULL: it is not simple */
	size_t nsteps;
};

struct row_pattern *
row_pattern_new(const char *pattern, char *why, size_t size)
{
	struct row_pattern *p = xcalloc(1, sizeof *p);
	int error = regex_result(regcomp(&p->regex, pattern, REG_EXTENDED));

	if (error != 0) {
		regerror(error, &p->regex, why, size);
		free(p);
		return NULL;
	}
	p->steps = pattern_steps(pattern, &p->nsteps);
	return p;
}

void
row_pattern_free(struct row_pattern *p)
{
	if (!p)
		return;
	regfree(&p->regex);
	free(p->steps);
	free(p);
}

size_t
row_pattern_groups(const struct row_pattern *p)
{
	return p->regex.re_nsub;
}

bool
row_pattern_simple(const struct row_pattern *p)
{
	return p->steps != NULL;
}

struct matching {
	const struct row_pattern *pattern;
	const char *start;
	regmatch_t *groups;
	size_t ngroups, tries;
};

static void
group_mark(struct matching *m, const struct pattern_step *step, const char *s)
{
	if (step->group >= m->ngroups)
		return;
	if (step->kind == STEP_OPEN)
		m->groups[step->group].rm_so = (regoff_t)(s - m->start);
	else
		m->groups[step->group].rm_eo = (regoff_t)(s - m->start);
}

/* Match the steps from number I on against all of S: each takes as much as it can, the first
 * ones before the later ones, which is what POSIX has for such patterns. */
static bool
steps_match(struct matching *m, size_t i, const char *s)
{
	for (; i < m->pattern->nsteps; i++) {
		const struct pattern_step *step = &m->pattern->steps[i];
		size_t n = 0, most = step->many ? SIZE_MAX : 1;

		if (step->kind != STEP_CHAR) {
			group_mark(m, step, s);
			continue;
		}
		if (step->only) {
			if (*s++ != step->only)
				return false;
			continue;
		}
		if (step->rest)
			n = strlen(s);
		while (n < most && step->set[(unsigned char)s[n]])
			n++;
		if (n < step->least)
			return false;
		for (; n > step->least && !step->all; n--) {
			if (++m->tries > TRIES_MOST)
				return false;
			if (steps_match(m, i + 1, s + n))
				return true;
		}
		s += n;
	}
	return *s == '\0';
}

bool
row_pattern_match(const struct row_pattern *p, const char *s, size_t n, regmatch_t *groups)
{
	struct matching m = {.pattern = p, .start = s, .groups = groups, .ngroups = n};

	if (!p->steps)
		return regex_result(regexec(&p->regex, s, n, groups, 0)) == 0;
	for (size_t i = 0; i < n; i++)
		groups[i] = (regmatch_t){-1, -1};
	if (steps_match(&m, 0, s)) {
		if (n > 0)
			groups[0] = (regmatch_t){0, (regoff_t)strlen(s)};
		return true;
	}
	return m.tries > TRIES_MOST && regex_result(regexec(&p->regex, s, n, groups, 0)) == 0;
}
