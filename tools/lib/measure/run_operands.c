#include "measure/run_operands.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/util.h"

/* How WORD, the first operand, is measured, for who gives it as he would to time(1) or others. */
static const char *
command_hint(const char *word)
{
	return word && strpbrk(word, " \t\n") ? "to measure a command line, give it with -c"
					      : "to measure a command, put -- before it";
}

static void
scenario_take(struct run_options *o, const struct operands *operands)
{
	if (operands->dashes)
		die_usage("a command is wanted after --");
	if (operands->n > 1)
		die_usage(
		    "unexpected operand '%s' (%s)", operands->at[1], command_hint(operands->at[0]));
	o->scenario = operands->n ? operands->at[0] : "-";
}

void
run_scenario_check(const struct run_options *o, const char *operand)
{
	if (!input_is_standard(o->scenario) && access(o->scenario, F_OK) && errno == ENOENT)
		die("there is no scenario '%s' (%s)", o->scenario, command_hint(operand));
	if (!operand && isatty(STDIN_FILENO))
		die_usage("a scenario is wanted (%s)", command_hint(NULL));
}

/* Whether a shell would find the program NAME; what has a '/' is looked for here. */
static bool
is_program(const char *name)
{
	const char *path = getenv("PATH");
	bool found = strchr(name, '/') && access(name, X_OK) == 0;

	for (size_t n; !found && path && !strchr(name, '/'); path += n + 1) {
		char *file;

		n = strcspn(path, ":");
		file = xasprintf("%.*s/%s", (int)n, n ? path : ".", name);
		found = access(file, X_OK) == 0;
		free(file);
		if (!path[n])
			break;
	}
	return found;
}

/* One word with blanks that names no program is most likely a line that a shell should read. */
static void
command_line_check(const struct run_options *o, const struct operands *operands)
{
	const char *word = operands->at[0];

	if (!*word)
		die("the command after -- is empty");
	if (operands->n > 1 || o->nvariants || !strpbrk(word, " \t\n") || is_program(word))
		return;
	die("there is no program '%s' (to measure a command line, give it with -c)", word);
}

void
run_operands_take(struct run_options *o, const struct operands *operands)
{
	if (operands->before < operands->n) {
		struct buf line = BUF_INIT;

		if (operands->before > 0)
			die_usage("unexpected operand '%s': a command after -- stands alone",
			    operands->at[0]);
		if (o->ncommands > 0)
			die_usage("give commands with -c or after --, not both");
		for (size_t i = 0; i < operands->n; i++)
			buf_printf(&line, "%s%s", i ? " " : "", operands->at[i]);
		command_line_check(o, operands);
		o->commands = xcalloc(1, sizeof(char *));
		o->commands[o->ncommands++] = buf_take(&line);
		o->argv = operands->at;
	} else if (o->ncommands > 0) {
		if (operands->n)
			die_usage("unexpected operand '%s': a scenario cannot stand beside -c",
			    operands->at[0]);
	} else {
		scenario_take(o, operands);
	}
}
