#include "scenario/plan_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/utf8.h"
#include "base/util.h"
#include "scenario/command.h"
#include "scenario/matrix.h"
#include "scenario/plan_parse.h"
#include "scenario/scenario.h"
#include "scenario/scenario_bounds.h"
#include "json/json_bounds.h"

/* A plan begins with '{' as a YAML flow mapping may, but it has a schema. */
static bool
is_document(const char *text)
{
	const char *s = text + strspn(text, " \t\r\n");

	if (*s != '{')
		return false;
	while ((s = strstr(s, "\"schema\""))) {
		s += strlen("\"schema\"");
		s += strspn(s, " \t\r\n");
		if (*s == ':' && strncmp(s + 1 + strspn(s + 1, " \t\r\n"), "\"benchpipe/", 11) == 0)
			return true;
	}
	return false;
}

struct plan *
plan_load(const char *path)
{
	const char *name = input_name(path);
	FILE *f = input_open(path);
	size_t limit = YAML_MAX_BYTES, n;
	struct buf b = BUF_INIT;
	struct plan *plan;

	do {
		n = fread(buf_room(&b, 65536), 1, 65536, f);
		b.len += n;
		if (b.len > n) /* only the first block tells what it is */
			continue;
		b.s[b.len] = '\0';
		if (b.s[strspn(b.s, " \t\r\n")] == '{')
			limit = JSON_BYTES_MAX;
	} while (n > 0 && b.len <= limit);
	if (ferror(f))
		die("cannot read '%s':", name);
	input_close(f);
	buf_str(&b, "");
	if (is_document(b.s))
		plan = plan_parse(b.s, b.len, name);
	else
		plan = scenario_parse(b.s, b.len, input_is_standard(path) ? NULL : path);
	buf_free(&b);
	return plan;
}

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

struct plan *
plan_of_commands(char *const *commands, size_t n)
{
	struct plan *plan = plan_new();

	if (n > MATRIX_MAX)
		die("more than %d commands", MATRIX_MAX);
	plan->cases = xcalloc(n, sizeof *plan->cases);
	plan->ncases = n;
	for (size_t i = 0; i < n; i++) {
		struct plan_case *c = &plan->cases[i];
		char *name = name_of_command(commands[i]), **argv;
		size_t words = 0;

		c->name = c->id = arena_strdup(plan->memory, name);
		free(name);
		argv = command_parse(commands[i], &c->shell);
		while (argv[words])
			words++;
		if (words == 0 || !*argv[0])
			die("command %zu is empty", i + 1);
		c->argv = arena_array(plan->memory, words + 1, sizeof *c->argv);
		for (size_t k = 0; k < words; k++) {
			c->argv[k] = arena_strdup(plan->memory, argv[k]);
			free(argv[k]);
		}
		free(argv);
		c->tags = c->env = c->pass_env = arena_alloc(plan->memory, sizeof(char *));
		c->warmup = PLAN_WARMUP;
		plan_run_limits(&c->runs);
		c->timeout = PLAN_TIMEOUT;
	}
	return plan;
}
