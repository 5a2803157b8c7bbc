#include "scenario/plan_commands.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/util.h"
#include "scenario/command.h"
#include "scenario/matrix.h"
#include "scenario/plan_words.h"
#include "scenario/scenario_bounds.h"

/* COMMAND as a benchmark's name: bounded, on one line. */
static char *
name_of_command(const char *command)
{
	struct buf b = BUF_INIT;
	size_t n;

	for (const char *s = command; *s && b.len <= SCENARIO_MAX_NAME - 4; s += n) {
		n = utf8_length(s, strnlen(s, 4));
		if (n == 0 || (unsigned char)*s < ' ' || *s == 127) {
			buf_char(&b, n ? ' ' : '?');
			n = 1;
		} else {
			buf_add(&b, s, n);
		}
	}
	return buf_take(&b);
}

char **
command_words(
    const char *line, const char *what, const char *with, struct arena *arena, bool *shell)
{
	char **argv = command_parse(line, with, arena, shell);

	if (!argv && strcmp(with, COMMAND_NO_SHELL) == 0)
		die("%s cannot be split into words without a shell: '%.200s'", what, line);
	if (!argv)
		die("'%.200s' is not a shell", with);
	if (!argv[0] || !*argv[0])
		die("%s is empty", what);
	return argv;
}

/* Whether command G has parameter P. */
static bool
command_uses(const struct command_given *g, const struct parameter *p)
{
	for (int i = 0; i < NHOOKS; i++)
		if (g->hooks[i] && parameter_in(g->hooks[i], p))
			return true;
	if (!g->words)
		return parameter_in(g->line, p);
	for (size_t i = 0; g->words[i]; i++)
		if (parameter_in(g->words[i], p))
			return true;
	return false;
}

/* The cases of one command. */
struct command_cases {
	struct plan *plan;
	const struct command_given *given;
	const char *shell;
	struct combination_at at;
};

static char **
line_expand(const struct command_cases *k, const char *line, const char *what, bool *shell)
{
	char *text = parameter_expand(line, &k->at);
	char **argv = command_words(text, what, k->shell, k->plan->memory, shell);

	free(text);
	return argv;
}

static char **
words_expand(const struct command_cases *k)
{
	size_t n = 0;
	char **argv;

	while (k->given->words[n])
		n++;
	argv = arena_array(k->plan->memory, n + 1, sizeof *argv);
	for (size_t i = 0; i < n; i++) {
		char *word = parameter_expand(k->given->words[i], &k->at);

		argv[i] = arena_strdup(k->plan->memory, word);
		free(word);
	}
	return argv;
}

static void
params_set(const struct command_cases *k, struct plan_case *c)
{
	struct arena *memory = k->plan->memory;
	char *id, number[NUMBER_MAX];
	double v;

	c->params = arena_array(memory, k->at.n, sizeof *c->params);
	for (size_t i = 0; i < k->at.n; i++) {
		const struct parameter *p = &k->at.params[i];
		const char *value = p->values[k->at.at[i]];
		struct param *to = &c->params[c->nparams++];

		to->key = arena_strdup(memory, p->name);
		to->value = arena_strdup(memory, value);
		if (number_parse(value, strlen(value), &v)) {
			number_format(number, v);
			to->bare = strcmp(number, value) == 0;
		}
	}
	id = param_case_id(c->name, c->params, c->nparams);
	c->id = arena_strdup(memory, id);
	free(id);
}

static void
case_of_command(struct command_cases *k, struct plan_case *c)
{
	const struct command_given *g = k->given;
	struct arena *memory = k->plan->memory;
	char *name = name_of_command(g->name ? g->name : g->line);
	bool shell;

	c->name = arena_strdup(memory, name);
	free(name);
	params_set(k, c);
	if (g->words)
		c->argv = words_expand(k);
	else
		c->argv = line_expand(k, g->line, "a command", &c->shell);
	for (int i = 0; i < NHOOKS; i++)
		if (g->hooks[i])
			c->hooks[i] = line_expand(k, g->hooks[i], plan_hooks[i], &shell);
	c->tags = c->env = c->pass_env = arena_alloc(memory, sizeof(char *));
	c->warmup = PLAN_WARMUP;
	plan_run_limits(&c->runs);
	c->timeout = PLAN_TIMEOUT;
}

/* Go to the next of the combinations; false after the last one. */
static bool
combination_next(struct combination_at *c, size_t *at)
{
	for (size_t i = c->n; i-- > 0; at[i] = 0)
		if (++at[i] < c->params[i].n)
			return true;
	return false;
}

/* Add the cases of K's command, at each combination of its parameters. */
static void
command_add(struct command_cases *k, size_t *cap, size_t *at)
{
	struct plan *plan = k->plan;

	memset(at, 0, k->at.n * sizeof *at);
	do {
		if (plan->ncases == MATRIX_MAX)
			die("more than %d commands", MATRIX_MAX);
		plan->cases = xgrow(plan->cases, plan->ncases, cap, sizeof *plan->cases);
		plan->cases[plan->ncases] = (struct plan_case){.name = NULL};
		case_of_command(k, &plan->cases[plan->ncases++]);
	} while (combination_next(&k->at, at));
}

struct plan *
plan_of_commands(const struct command_given *commands, size_t n, const struct parameter *params,
    size_t nparams, const char *shell)
{
	struct parameter *used = xreallocarray(NULL, nparams, sizeof *used);
	size_t *at = xreallocarray(NULL, nparams, sizeof *at), cap = 0;
	bool *seen = xcalloc(nparams, sizeof *seen);
	struct command_cases k = {.plan = plan_new(), .shell = shell, .at = {used, at, 0}};

	for (size_t i = 0; i < n; i++) {
		k.given = &commands[i];
		k.at.n = 0;
		for (size_t p = 0; p < nparams; p++) {
			if (!command_uses(k.given, &params[p]))
				continue;
			seen[p] = true;
			used[k.at.n++] = params[p];
		}
		command_add(&k, &cap, at);
	}
	for (size_t p = 0; p < nparams; p++)
		if (!seen[p])
			die_usage("parameter '%s': no command has '{%s}'", params[p].name,
			    params[p].name);
	free(used);
	free(at);
	free(seen);
	return k.plan;
}
