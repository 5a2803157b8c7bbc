#include "import/row_pattern.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum {
	STEPS_MOST = 96,   /* of a simple pattern */
	TRIES_MOST = 1000, /* of one match, before regexec() gets it, which never takes long */
	CHARS = 256
};

enum step_kind { STEP_CHAR, STEP_OPEN, STEP_CLOSE };

/* One character of a set, or many; or where a group begins or ends. */
struct pattern_step {
	enum step_kind kind;
	size_t group;
	unsigned least; /* 0 or 1 */
	bool many;      /* else at most 1 */
	bool all;       /* what follows begins with none of its set: it takes all that it can */
	bool rest;      /* it takes all that is left, whatever that is */
	char only;      /* exactly this character; else NUL */
	bool set[CHARS];
};

struct row_pattern {
	regex_t regex;
	struct pattern_step *steps; /* NULL: it is not simple */
	size_t nsteps;
};

struct pattern_parse {
	const char *at; /* what is still to be read */
	struct pattern_step *steps;
	size_t n, groups, open[STEPS_MOST], nopen;
};

/* Add the class that begins behind "[:" to SET. */
static bool
class_read(struct pattern_parse *p, bool *set)
{
	static const struct {
		const char *name;
		int (*is)(int c);
	} known[] = {
	    {"space:]", isspace}, {"digit:]", isdigit}, {"alpha:]", isalpha}, {"alnum:]", isalnum}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t len = strlen(known[i].name);

		if (strncmp(p->at, known[i].name, len) != 0)
			continue;
		for (int c = 0; c < CHARS; c++)
			set[c] |= c < 0x80 && known[i].is(c);
		p->at += len;
		return true;
	}
	return false;
}

/* Read a set, of which '[' was read; false when it is not simple. */
static bool
set_read(struct pattern_parse *p, bool *set)
{
	bool inverse = *p->at == '^', first = true;

	for (p->at += inverse; first || *p->at != ']'; first = false) {
		unsigned char from = (unsigned char)*p->at, to = from;

		if (from == '\0')
			return false;
		p->at++;
		if (from == '[' && strchr(":.=", *p->at)) {
			if (*p->at++ != ':' || !class_read(p, set))
				return false;
			continue;
		}
		if (*p->at == '-' && p->at[1] != ']') {
			to = (unsigned char)p->at[1];
			if (to < from || to == '[')
				return false;
			p->at += 2;
		}
		for (int c = from; c <= to; c++)
			set[c] = true;
	}
	p->at++;
	for (int c = 0; c < CHARS; c++)
		set[c] = c != 0 && set[c] != inverse;
	return true;
}

/* Read one character of a pattern, or a set; false when it is not simple. */
static bool
char_read(struct pattern_parse *p, struct pattern_step *step)
{
	unsigned char c = (unsigned char)*p->at++;

	if (c == '[')
		return set_read(p, step->set);
	if (c == '.') {
		for (int i = 1; i < CHARS; i++)
			step->set[i] = true;
		return true;
	}
	if (c == '\\') {
		c = (unsigned char)*p->at++;
		if (!c || !strchr(".[](){}*+?|^$\\/-", c))
			return false;
	} else if (strchr("*+?{}|^$", c)) {
		return false;
	}
	step->set[c] = true;
	return true;
}

static bool
repeat_read(struct pattern_parse *p, struct pattern_step *step)
{
	char c = *p->at;

	step->least = c != '*' && c != '?';
	step->many = c == '*' || c == '+';
	p->at += c && strchr("*+?", c);
	return !*p->at || !strchr("*+?{", *p->at);
}

static bool
step_read(struct pattern_parse *p)
{
	struct pattern_step *step = &p->steps[p->n];

	if (p->n == STEPS_MOST)
		return false;
	p->n++;
	*step = (struct pattern_step){.kind = STEP_CHAR};
	if (*p->at == '(') {
		p->at++;
		step->kind = STEP_OPEN;
		step->group = p->open[p->nopen++] = ++p->groups;
		return *p->at && !strchr("*+?{|)", *p->at);
	}
	if (*p->at == ')') {
		p->at++;
		step->kind = STEP_CLOSE;
		if (p->nopen == 0)
			return false;
		step->group = p->open[--p->nopen];
		return !*p->at || !strchr("*+?{", *p->at);
	}
	return char_read(p, step) && repeat_read(p, step);
}

/* Find what is matched without a look into the set. */
static void
step_classify(struct pattern_step *step)
{
	size_t n = 0;
	char last = '\0';

	for (int c = 1; c < CHARS; c++)
		if (step->set[c]) {
			last = (char)c;
			n++;
		}
	step->only = n == 1 && step->least == 1 && !step->many ? last : '\0';
	step->rest = n == CHARS - 1 && step->many && step->all;
}

static bool
sets_meet(const bool *a, const bool *b)
{
	for (int c = 0; c < CHARS; c++)
		if (a[c] && b[c])
			return true;
	return false;
}

/* Find the steps that need not try to take less. */
static void
steps_settle(struct pattern_step *steps, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool meet = false;

		for (size_t k = i + 1; k < n; k++) {
			if (steps[k].kind != STEP_CHAR)
				continue;
			meet |= sets_meet(steps[i].set, steps[k].set);
			if (steps[k].least > 0)
				break;
		}
		steps[i].all = !meet;
		if (steps[i].kind == STEP_CHAR)
			step_classify(&steps[i]);
	}
}

static void
simple_read(struct row_pattern *lp, const char *pattern)
{
	struct pattern_parse p = {.at = pattern + 1};
	bool simple = *pattern == '^';

	p.steps = xcalloc(STEPS_MOST, sizeof *p.steps);
	while (simple && *p.at && strcmp(p.at, "$") != 0)
		simple = step_read(&p);
	if (!simple || strcmp(p.at, "$") != 0 || p.nopen > 0) {
		free(p.steps);
		return;
	}
	steps_settle(p.steps, p.n);
	lp->steps = xreallocarray(p.steps, p.n + 1, sizeof *p.steps);
	lp->nsteps = p.n;
}

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
	simple_read(p, pattern);
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
