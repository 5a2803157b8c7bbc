#include "measure/run_commands.h"

#include <stdlib.h>
#include <string.h>

#include "base/duplicate.h"
#include "base/util.h"
#include "scenario/plan_commands.h"
#include "scenario/plan_words.h"

void
parameter_words_take(const struct option_row *row, char *value)
{
	struct run_options *o = row->to;
	struct parameter_words *last = o->nparameters ? &o->parameters[o->nparameters - 1] : NULL;

	if (!last || last->n == last->wanted) {
		o->parameters =
		    xreallocarray(o->parameters, o->nparameters + 1, sizeof *o->parameters);
		last = &o->parameters[o->nparameters++];
		*last = (struct parameter_words){.wanted = row->more + 1};
	}
	last->at[last->n++] = value;
}

static bool
words_are_range(const struct parameter_words *w)
{
	return w->wanted == 3;
}

static size_t
ranges_count(const struct run_options *o)
{
	size_t n = 0;

	for (size_t i = 0; i < o->nparameters; i++)
		n += words_are_range(&o->parameters[i]);
	return n;
}

/* One stands for all commands, otherwise each command has its own. */
static void
hooks_check(const struct run_options *o)
{
	size_t most = o->ncommands ? o->ncommands : 1;

	for (int i = 0; i < NHOOKS; i++)
		if (o->hooks[i].n > 1 && o->hooks[i].n != most)
			die_usage("'--%s' is given %zu times for %zu command%s: give it once, or "
				  "once for each command",
			    plan_hooks[i], o->hooks[i].n, o->ncommands,
			    o->ncommands == 1 ? "" : "s");
}

void
run_commands_check(const struct run_options *o)
{
	hooks_check(o);
	if (o->nparameters && !o->ncommands)
		die_usage("'-%c' is for commands: a scenario has 'matrix'",
		    words_are_range(&o->parameters[0]) ? 'P' : 'L');
	if (o->steps.n > ranges_count(o))
		die_usage("'-D %s': a step without a range, -P", o->steps.at[ranges_count(o)]);
	if (o->shell && !o->ncommands)
		die_usage("'--shell' is for commands: a scenario has 'shell'");
	if (o->shell && o->argv)
		die_usage("'--shell' is for -c: the words after -- are run without one");
}

/* The parameters that O gives; the caller owns them. */
static struct parameter *
parameters_make(const struct run_options *o)
{
	struct parameter *list = xcalloc(o->nparameters, sizeof *list);
	size_t step = 0;

	for (size_t i = 0; i < o->nparameters; i++) {
		const struct parameter_words *w = &o->parameters[i];
		char *wrong;

		if (words_are_range(w)) {
			wrong = parameter_range(&list[i], w->at[0], w->at[1], w->at[2],
			    step < o->steps.n ? o->steps.at[step] : NULL);
			step++;
		} else {
			wrong = parameter_list(&list[i], w->at[0], w->at[1]);
		}
		if (wrong)
			die_usage("%s", wrong);
		for (size_t k = 0; k < i; k++)
			if (strcmp(list[k].name, list[i].name) == 0)
				die_usage("parameter '%s' is given twice", list[i].name);
	}
	return list;
}

/* One command may be given twice, to see what differs by itself. */
static void
ids_check(const struct plan *plan)
{
	const char **ids = xreallocarray(NULL, plan->ncases, sizeof *ids);
	size_t first, second;

	for (size_t i = 0; i < plan->ncases; i++)
		ids[i] = plan->cases[i].id;
	if (duplicate_find(ids, plan->ncases, &first, &second))
		die_usage(
		    "'%s' is the name of two commands: give another with --name", ids[second]);
	free(ids);
}

const char *
hook_line(const struct option_list *lines, size_t i)
{
	const char *line = lines->at[lines->n == 1 ? 0 : i];

	return line[strspn(line, " \t\n")] ? line : NULL;
}

struct plan *
run_commands_plan(const struct run_options *o)
{
	struct command_given *given = xcalloc(o->ncommands, sizeof *given);
	struct parameter *params = parameters_make(o);
	struct plan *plan;

	for (size_t i = 0; i < o->ncommands; i++) {
		struct command_given *g = &given[i];

		g->line = o->commands[i];
		g->words = o->argv;
		g->name = i < o->names.n ? o->names.at[i] : NULL;
		for (int k = 0; k < NHOOKS; k++)
			if (o->hooks[k].n)
				g->hooks[k] = hook_line(&o->hooks[k], i);
	}
	plan = plan_of_commands(given, o->ncommands, params, o->nparameters, o->shell);
	ids_check(plan);
	for (size_t i = 0; i < o->nparameters; i++)
		parameter_free(&params[i]);
	free(params);
	free(given);
	return plan;
}
