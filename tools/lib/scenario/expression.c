#include "scenario/expression.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/suggest.h"

enum { NAME_SHOWN = 100 };

bool
expression_in(const char *text)
{
	return strstr(text, "${{") != NULL;
}

static size_t
name_length(const char *s)
{
	static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
	static const char rest[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789-";

	return strspn(s, first) ? strspn(s, rest) : 0;
}

static const char *
spaces_skip(const char *s)
{
	return s + strspn(s, " \t\n");
}

static char *
unknown(const char *context, const char *name, const char *const *known, size_t n)
{
	char *note = suggest_note(name, known, n), *error;

	if (n == 0)
		error = xasprintf("undefined '%s.%s': nothing is defined here", context, name);
	else
		error = xasprintf("undefined '%s.%s'%s", context, name, note);
	free(note);
	return error;
}

static char *
matrix_value(const struct scope *scope, const char *name, char **error)
{
	const char **known;

	for (size_t i = 0; i < scope->nparams; i++)
		if (strcmp(scope->params[i].key, name) == 0)
			return xstrdup(scope->params[i].value);
	if (scope->nparams == 0) {
		*error = xasprintf("undefined 'matrix.%s': there is no matrix here", name);
		return NULL;
	}
	known = xreallocarray(NULL, scope->nparams, sizeof *known);
	for (size_t i = 0; i < scope->nparams; i++)
		known[i] = scope->params[i].key;
	*error = unknown("matrix", name, known, scope->nparams);
	free(known);
	return NULL;
}

static char *
env_value(const struct scope *scope, const char *name, char **error)
{
	size_t len = strlen(name), n = 0;
	char **known;

	if (!scope->env) {
		*error = xasprintf("'env.%s' cannot be used here", name);
		return NULL;
	}
	for (; scope->env[n]; n++)
		if (strncmp(scope->env[n], name, len) == 0 && scope->env[n][len] == '=')
			return xstrdup(scope->env[n] + len + 1);
	known = xreallocarray(NULL, n + 1, sizeof *known);
	for (size_t i = 0; i < n; i++)
		known[i] = xstrndup(scope->env[i], strcspn(scope->env[i], "="));
	*error = unknown("env", name, (const char *const *)known, n);
	for (size_t i = 0; i < n; i++)
		free(known[i]);
	free(known);
	return NULL;
}

/* The text in single quotes at *S, where '' is one quote; NULL: no end. */
static char *
literal(const char **s)
{
	struct buf text = BUF_INIT;
	const char *p = *s + 1;

	for (; *p && (*p != '\'' || p[1] == '\''); p++) {
		p += *p == '\'';
		buf_char(&text, *p);
	}
	if (!*p) {
		buf_free(&text);
		return NULL;
	}
	*s = p + 1;
	return buf_take(&text);
}

/* What the expression at *S (after "${{") stands for; *S then is behind it. */
static char *
evaluate(const char **s, const struct scope *scope, char **error)
{
	const char *p = spaces_skip(*s);
	size_t len = name_length(p);
	char *context, *name = NULL, *value = NULL;
	int shown;

	if (*p == '\'') {
		*s = p;
		if (!(value = literal(s)))
			*error = xstrdup("a quote in '${{' is not closed");
		return value;
	}
	context = xstrndup(p, len);
	p += len;
	if (*p == '.') {
		len = name_length(p + 1);
		name = len ? xstrndup(p + 1, len) : NULL;
		p += 1 + len;
	} else if (*p == '[' && p[1] == '\'') {
		p++;
		name = literal(&p);
		if (name && *p++ != ']') {
			free(name);
			name = NULL;
		}
	}
	if (name && strcmp(context, "matrix") == 0) {
		value = matrix_value(scope, name, error);
	} else if (name && strcmp(context, "env") == 0) {
		value = env_value(scope, name, error);
	} else {
		p = spaces_skip(*s);
		shown = (int)strcspn(p, "}\n");
		while (shown > 0 && p[shown - 1] == ' ')
			shown--;
		*error =
		    xasprintf("'%.*s' is not an expression known here: matrix.KEY, env.NAME or "
			      "'text' in single quotes",
			shown > NAME_SHOWN ? NAME_SHOWN : shown, p);
	}
	free(context);
	free(name);
	*s = p;
	return value;
}

char *
expression_expand(const char *text, const struct scope *scope, char **error)
{
	struct buf out = BUF_INIT;
	const char *open;

	*error = NULL;
	while ((open = strstr(text, "${{")) && !*error) {
		char *value;

		buf_add(&out, text, (size_t)(open - text));
		text = open + 3;
		if (!strstr(text, "}}")) {
			*error = xstrdup("'${{' without '}}'");
			break;
		}
		value = evaluate(&text, scope, error);
		if (!value)
			break;
		buf_str(&out, value);
		free(value);
		text = spaces_skip(text);
		if (strncmp(text, "}}", 2) != 0)
			*error =
			    xstrdup("'}}' must follow: operators and functions are not supported");
		else if (out.len > EXPRESSION_MAX)
			*error = xasprintf("expands to more than %d bytes", EXPRESSION_MAX);
		text += *error ? 0 : 2;
	}
	if (*error) {
		buf_free(&out);
		return NULL;
	}
	buf_str(&out, text);
	return buf_take(&out);
}

char *
expression_expand_node(
    const struct yaml_node *node, const char *text, const struct scope *scope, struct arena *arena)
{
	char *copy, *expanded, *error;

	if (arena_size(arena) > EXPRESSION_MAX_ARENA)
		yaml_die(node, "the scenario expands to more than %d bytes", EXPRESSION_MAX_ARENA);
	if (!expression_in(text))
		return arena_strdup(arena, text);
	expanded = expression_expand(text, scope, &error);
	if (!expanded)
		yaml_die(node, "%s", error);
	copy = arena_strdup(arena, expanded);
	free(expanded);
	return copy;
}
