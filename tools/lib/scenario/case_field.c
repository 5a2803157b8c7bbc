#include "scenario/case_field.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/case_env.h"
#include "scenario/command.h"
#include "scenario/exit_statuses.h"
#include "scenario/plan_words.h"
#include "scenario/scenario_bounds.h"
#include "scenario/stdout_way.h"
#include "yaml/yaml_field.h"

static const char *const run_keys[] = {"min", "max", "precision", "max-time", "looks", NULL};

void
case_runs(const struct yaml_node *node, struct run_limits *runs)
{
	const struct yaml_node *min, *max, *v;

	if (!node)
		return;
	if (node->kind == YAML_SCALAR) {
		runs->min = runs->max = field_count(node, "runs", 1, SCENARIO_MAX_RUNS);
		return;
	}
	field_keys(node, run_keys, "'runs'");
	if ((min = yaml_get(node, "min")))
		runs->min = field_count(min, "min", 1, SCENARIO_MAX_RUNS);
	if ((max = yaml_get(node, "max")))
		runs->max = field_count(max, "max", 1, SCENARIO_MAX_RUNS);
	if (runs->min > runs->max && min && max)
		yaml_die(min, "'min' (%zu) is over 'max' (%zu)", runs->min, runs->max);
	if (runs->min > runs->max && max)
		runs->min = runs->max;
	else if (runs->min > runs->max)
		runs->max = runs->min;
	if ((v = yaml_get(node, "precision")))
		runs->precision = field_percent(v, "precision");
	if (runs->precision >= 1)
		yaml_die(v, "'precision' must be under 100%%");
	if ((v = yaml_get(node, "max-time")))
		runs->max_time = field_duration(v, "max-time");
	if ((v = yaml_get(node, "looks")))
		runs->looks = field_count(v, "looks", 1, PLAN_LOOKS);
}

bool
case_machine_word(const char *word)
{
	size_t len =
	    strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

	return len > 0 && len <= 100 && !word[len] && isalnum((unsigned char)*word);
}

/* Add the strings of LIST to the WORDS that are there, each once. */
static void
words_append(const struct yaml_node *list, const char *what, const struct scope *scope,
    struct arena *arena, char **words)
{
	size_t n = 0, k;

	if (!list)
		return;
	while (words[n])
		n++;
	for (size_t i = 0; i < field_list(list, what)->n; i++) {
		const struct yaml_node *node = list->items[i];
		char *word = expression_expand_node(node, field_line(node, what), scope, arena);

		if (!*word)
			yaml_die(node, "an empty word in '%s'", what);
		if (strcmp(what, "pass-env") == 0 && !env_name_ok(word))
			yaml_die(node, "'%s' is not the name of an environment variable", word);
		if (strcmp(what, "runs-on") == 0 && !case_machine_word(word))
			yaml_die(node, "'%.100s' in 'runs-on' must be " CASE_MACHINE_WORD, word);
		for (k = 0; k < n && strcmp(words[k], word) != 0; k++)
			;
		if (k < n)
			continue;
		if (n == SCENARIO_MAX_TAGS)
			yaml_die(node, "more than %d words in '%s'", SCENARIO_MAX_TAGS, what);
		words[n++] = word;
	}
}

char **
case_words(const struct yaml_node *defaults, const struct yaml_node *benchmark, const char *what,
    const struct scope *scope, struct arena *arena)
{
	char *words[SCENARIO_MAX_TAGS + 1] = {NULL}, **copy;
	size_t n = 0;

	words_append(yaml_get(defaults, what), what, scope, arena, words);
	words_append(yaml_get(benchmark, what), what, scope, arena, words);
	while (words[n])
		n++;
	copy = arena_array(arena, n + 1, sizeof *copy);
	memcpy(copy, words, n * sizeof *copy);
	return copy;
}

char **
case_command(const struct yaml_node *node, const char *what, const char *with,
    const struct scope *scope, struct arena *arena, bool *shell)
{
	char **argv;
	size_t n = 0;

	*shell = false;
	if (node->kind == YAML_LIST) {
		argv = arena_array(arena, node->n + 1, sizeof *argv);
		for (; n < node->n; n++) {
			const struct yaml_node *word = node->items[n];

			if (word->kind != YAML_SCALAR || yaml_is_null(word))
				yaml_die(word, "a word of '%s' must be a string, not %s", what,
				    yaml_kind_name(word));
			argv[n] = expression_expand_node(word, word->text, scope, arena);
		}
	} else {
		argv = command_parse(
		    expression_expand_node(node, field_text(node, what), scope, arena), with, arena,
		    shell);
		if (!argv && strcmp(with, COMMAND_NO_SHELL) == 0)
			yaml_die(node, "'%s' cannot be split into words without a shell", what);
		if (!argv)
			yaml_die(node, "'shell' of '%s' is not a command: '%.200s'", what, with);
	}
	if (!argv[0] || !*argv[0])
		yaml_die(node, "'%s' is empty: it must be a command", what);
	return argv;
}

char *
case_ignored(const struct yaml_node *node, struct arena *arena)
{
	char *set = NULL;

	if (node->kind != YAML_LIST)
		return field_bool(node, "ignore-failure") ? exit_statuses_all(arena) : NULL;
	for (size_t i = 0; i < node->n; i++)
		set = exit_statuses_add(set,
		    (int)field_count(node->items[i], "ignore-failure", 1, EXIT_STATUS_MAX), arena);
	return set;
}

char *
case_text(
    const struct yaml_node *node, const char *what, const struct scope *scope, struct arena *arena)
{
	if (!node)
		return NULL;
	field_text(node, what);
	return expression_expand_node(node, field_line(node, what), scope, arena);
}

void
case_stdout(const struct yaml_node *node, struct plan_case *c)
{
	char *wrong;

	/* A plain null is the word here. */
	if (yaml_is_null(node) && strcmp(node->text, plan_outputs[STDOUT_NULL]) == 0)
		c->output = STDOUT_NULL;
	else
		c->output = (enum stdout_way)(
		    STDOUT_NULL + field_word(node, "stdout", plan_outputs + STDOUT_NULL));
	wrong = stdout_way_wrong(c);
	if (wrong)
		yaml_die(node, "%s", wrong);
}

char *
case_directory(const struct yaml_node *node, const struct scope *scope, struct arena *arena)
{
	char *path = case_text(node, "working-directory", scope, arena);

	if (path && *path == '/')
		yaml_die(node, "'working-directory' must be relative, so that it is another one in "
			       "each variant");
	return path && *path ? path : NULL;
}

char *
case_description(const struct yaml_node *node, const struct scope *scope, struct arena *arena)
{
	size_t len;
	char *s;

	if (!node)
		return NULL;
	s = expression_expand_node(node, field_text(node, "description"), scope, arena);
	for (len = strlen(s); len > 0 && isspace((unsigned char)s[len - 1]); len--)
		s[len - 1] = '\0';
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 127)
			s[i] = ' ';
	return s;
}
