#include "why/executed_lines.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"

enum { IDS_MAX = 1 << 24, KINDS = 3 };

/* Names that stand for their number once they were written: of objects, files, functions. */
enum kind_of_name { NAME_OBJECT, NAME_FILE, NAME_FUNCTION };

struct lines {
	struct executed *e;
	const char *name;
	size_t at;
	const struct word **ids[KINDS];
	size_t nids[KINDS];
	bool instr, line; /* the positions that a line has */
	size_t event;     /* which of the counts are instructions */
	const struct word *object, *file, *fn, *to_object, *to_function;
	struct executed_function *function;
	uint64_t address, at_line; /* of the line before */
	double calls;              /* of a 'calls=' whose line is to come; 0: none */
	uint64_t target;           /* of these */
	bool whole;                /* the totals came, which are last */
};

static _Noreturn void
wrong(const struct lines *r, const char *what)
{
	die("%s:%zu: %s", r->name, r->at, what);
}

/* The word of "(5) text", or of "(5)" alone, or of "text". */
static const struct word *
name_of(struct lines *r, enum kind_of_name kind, const char *s)
{
	unsigned long id;
	char *end;

	if (*s != '(' || !isdigit((unsigned char)s[1]))
		return intern_word(r->e->words, s);
	id = strtoul(s + 1, &end, 10);
	if (*end != ')' || id >= IDS_MAX)
		wrong(r, "expected a name such as '(5) main'");
	for (end++; *end == ' ';)
		end++;
	if (id >= r->nids[kind]) {
		size_t n = 2 * id + 64;

		r->ids[kind] = xreallocarray(r->ids[kind], n, sizeof *r->ids[kind]);
		memset(r->ids[kind] + r->nids[kind], 0, (n - r->nids[kind]) * sizeof *r->ids[kind]);
		r->nids[kind] = n;
	}
	if (*end)
		r->ids[kind][id] = intern_word(r->e->words, end);
	if (!r->ids[kind][id])
		wrong(r, "a number stands for no name");
	return r->ids[kind][id];
}

static struct executed_function *
function_now(struct lines *r)
{
	if (!r->fn)
		wrong(r, "counts stand before the first 'fn='");
	if (!r->function)
		r->function = executed_function(r->e, r->object, r->fn);
	return r->function;
}

/* "fn=(3) main" and its like; false for a key that is none of these. */
static bool
name_line(struct lines *r, const char *key, size_t n, const char *value)
{
	static const struct {
		const char *key;
		enum kind_of_name kind;
	} keys[] = {{"ob", NAME_OBJECT}, {"fl", NAME_FILE}, {"fi", NAME_FILE}, {"fe", NAME_FILE},
	    {"fn", NAME_FUNCTION}, {"cob", NAME_OBJECT}, {"cfi", NAME_FILE}, {"cfl", NAME_FILE},
	    {"cfn", NAME_FUNCTION}};
	const struct word **const to[] = {&r->object, &r->file, &r->file, &r->file, &r->fn,
	    &r->to_object, NULL, NULL, &r->to_function};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct word *word;

		if (strlen(keys[i].key) != n || strncmp(keys[i].key, key, n) != 0)
			continue;
		word = name_of(r, keys[i].kind, value);
		if (to[i])
			*to[i] = word;
		if (to[i] == &r->fn || to[i] == &r->object)
			r->function = NULL;
		return true;
	}
	return false;
}

/* A position: "0x1060", "17", "+3", "-2" or "*", relative to *LAST. */
static bool
position_read(char **s, uint64_t *last)
{
	char sign = **s, *end;
	uint64_t v;

	if (sign == '*') {
		++*s;
		return true;
	}
	if (sign == '+' || sign == '-')
		++*s;
	if (!isxdigit((unsigned char)**s))
		return false;
	v = strtoull(*s, &end, 0);
	*s = end;
	*last = sign == '+' ? *last + v : sign == '-' ? *last - v : v;
	return true;
}

/* The count of instructions in the counts S; less counts than events: the last ones are 0. */
static double
count_read(const struct lines *r, char *s)
{
	for (size_t i = 0;; i++) {
		char *end;
		double v;

		while (*s == ' ')
			s++;
		if (!*s)
			return 0;
		v = strtod(s, &end);
		if (end == s || !isfinite(v) || v < 0)
			wrong(r, "expected a count");
		if (i == r->event)
			return v;
		s = end;
	}
}

static void
cost_add(struct lines *r, struct executed_function *f, double self)
{
	const struct executed_cost cost = {r->address, r->file, (size_t)r->at_line, self};

	executed_cost_add(f, &cost);
	r->e->total += self;
}

static void
call_add(struct lines *r, struct executed_function *f, double inclusive)
{
	const struct word *object = r->to_object ? r->to_object : r->object;
	struct executed_call call = {r->address, r->target, NULL, inclusive};

	if (!r->to_function)
		wrong(r, "'calls=' stands without 'cfn='");
	call.to = executed_function(r->e, object, r->to_function);
	executed_call_add(f, &call);
	r->calls = 0;
	r->to_object = r->to_function = NULL;
}

/* "0x1060 7 1", where it was executed and how often. */
static void
cost_line(struct lines *r, char *s)
{
	struct executed_function *f = function_now(r);

	if (r->instr && !position_read(&s, &r->address))
		wrong(r, "expected an address");
	while (*s == ' ')
		s++;
	if (r->line && !position_read(&s, &r->at_line))
		wrong(r, "expected a line number");
	if (r->calls > 0)
		call_add(r, f, count_read(r, s));
	else
		cost_add(r, f, count_read(r, s));
}

static void
program_add(struct executed *e, const char *command)
{
	e->programs = xgrow(e->programs, e->nprograms, &e->cap_programs, sizeof *e->programs);
	e->programs[e->nprograms++] = xstrdup(command);
}

/* "1 0x1200 12": how many calls, and of what. */
static void
calls_line(struct lines *r, char *s)
{
	char *end;

	r->calls = strtod(s, &end);
	if (end == s || !(r->calls > 0) || !isfinite(r->calls))
		wrong(r, "expected how many calls there were");
	while (*end == ' ')
		end++;
	r->target = r->address;
	if (r->instr && *end && !position_read(&end, &r->target))
		wrong(r, "expected an address");
}

static void
positions_line(struct lines *r, const char *value)
{
	r->instr = strstr(value, "instr") != NULL;
	r->line = strstr(value, "line") != NULL;
}

static void
events_line(struct lines *r, char *value)
{
	char *rest = value, *word;
	size_t i = 0;

	while ((word = strtok_r(rest, " ", &rest))) {
		if (strcmp(word, "Ir") == 0) {
			r->event = i;
			return;
		}
		i++;
	}
	wrong(r, "expected the event 'Ir'");
}

static void
line_read(struct lines *r, char *s)
{
	char *equals = strchr(s, '='), *colon = strchr(s, ':');
	size_t n = strcspn(s, "=: ");

	if (!*s || *s == '#')
		return;
	if (isdigit((unsigned char)*s) || strchr("+-*", *s)) {
		cost_line(r, s);
	} else if (equals && s + n == equals) {
		if (strncmp(s, "calls=", 6) == 0)
			calls_line(r, equals + 1);
		else if (!name_line(r, s, n, equals + 1) && strncmp(s, "jump", 4) != 0 &&
			 strncmp(s, "jcnd", 4) != 0)
			wrong(r, "expected a line of callgrind");
	} else if (colon && s + n == colon) {
		for (colon++; *colon == ' ';)
			colon++;
		if (strncmp(s, "positions:", 10) == 0)
			positions_line(r, colon);
		else if (strncmp(s, "events:", 7) == 0)
			events_line(r, colon);
		else if (strncmp(s, "totals:", 7) == 0)
			r->whole = true;
		else if (strncmp(s, "cmd:", 4) == 0)
			program_add(r->e, colon);
	} else {
		wrong(r, "expected a line of callgrind");
	}
}

void
executed_lines_read(struct executed *e, FILE *f, const char *name)
{
	struct lines r = {.e = e, .name = name, .line = true};
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	while ((n = getline(&line, &cap, f)) >= 0) {
		r.at++;
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			line[--n] = '\0';
		if (strlen(line) != (size_t)n)
			wrong(&r, "expected text, found a NUL");
		line_read(&r, line);
	}
	if (ferror(f))
		die("%s:", name);
	if (r.at == 0)
		die("%s: expected a file of callgrind, found an empty one", name);
	if (!r.whole)
		die("%s:%zu: the file ends before its 'totals:': it was cut", name, r.at);
	free(line);
	for (int i = 0; i < KINDS; i++)
		free(r.ids[i]);
}
