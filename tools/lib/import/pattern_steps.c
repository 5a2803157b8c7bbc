#include "import/pattern_steps.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum { STEPS_MOST = 96, CHARS = PATTERN_CHARS };

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

struct pattern_step *
pattern_steps(const char *pattern, size_t *n)
{
	struct pattern_parse p = {.at = pattern + 1};
	bool simple = *pattern == '^';

	p.steps = xcalloc(STEPS_MOST, sizeof *p.steps);
	while (simple && *p.at && strcmp(p.at, "$") != 0)
		simple = step_read(&p);
	if (!simple || strcmp(p.at, "$") != 0 || p.nopen > 0) {
		free(p.steps);
		return NULL;
	}
	steps_settle(p.steps, p.n);
	*n = p.n;
	return xreallocarray(p.steps, p.n + 1, sizeof *p.steps);
}
