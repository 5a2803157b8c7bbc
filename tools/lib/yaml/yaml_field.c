#include "yaml/yaml_field.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/number.h"
#include "base/suggest.h"

#define DURATION_MAX (30 * 24 * 3600.0)

static size_t
words_count(const char *const *words)
{
	size_t n = 0;

	while (words[n])
		n++;
	return n;
}

void
field_keys(const struct yaml_node *node, const char *const *keys, const char *where)
{
	size_t n = words_count(keys), k;

	if (node->kind != YAML_MAP)
		yaml_die(node, "%s must be a mapping, not %s", where, yaml_kind_name(node));
	for (size_t i = 0; i < node->n; i++) {
		const char *key = node->keys[i]->text;

		for (k = 0; k < n && strcmp(keys[k], key) != 0; k++)
			;
		if (k == n)
			yaml_die(node->keys[i], "unknown key '%s' in %s%s", key, where,
			    suggest_note(key, keys, n));
	}
}

static _Noreturn void
field_wrong(const struct yaml_node *node, const char *what, const char *expected)
{
	if (node->kind != YAML_SCALAR || yaml_is_null(node))
		yaml_die(node, "'%s' must be %s, not %s", what, expected, yaml_kind_name(node));
	yaml_die(node, "'%s' must be %s, not '%s'", what, expected, node->text);
}

const struct yaml_node *
field_map(const struct yaml_node *node, const char *what)
{
	if (node->kind != YAML_MAP)
		field_wrong(node, what, "a mapping");
	return node;
}

const struct yaml_node *
field_list(const struct yaml_node *node, const char *what)
{
	if (node->kind != YAML_LIST)
		field_wrong(node, what, "a list");
	return node;
}

static const char *
field_scalar(const struct yaml_node *node, const char *what, const char *expected)
{
	if (node->kind != YAML_SCALAR || yaml_is_null(node))
		field_wrong(node, what, expected);
	return node->text;
}

const char *
field_text(const struct yaml_node *node, const char *what)
{
	if (!*field_scalar(node, what, "a string"))
		yaml_die(node, "'%s' is empty", what);
	return node->text;
}

const char *
field_line(const struct yaml_node *node, const char *what)
{
	const char *text = field_scalar(node, what, "a string");

	for (const char *s = text; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 127)
			yaml_die(node, "'%s' has a control character (0x%02x)", what,
			    (unsigned)(unsigned char)*s);
	return text;
}

bool
field_bool(const struct yaml_node *node, const char *what)
{
	const char *text = field_scalar(node, what, "true or false");

	if (!node->plain || (strcmp(text, "true") != 0 && strcmp(text, "false") != 0))
		field_wrong(node, what, "true or false");
	return *text == 't';
}

size_t
field_count(const struct yaml_node *node, const char *what, size_t least, size_t most)
{
	char expected[80];
	size_t v;

	snprintf(expected, sizeof expected, "a whole number from %zu to %zu", least, most);
	if (!amount_count(field_scalar(node, what, expected), &v) || v < least || v > most)
		field_wrong(node, what, expected);
	return v;
}

double
field_number(const struct yaml_node *node, const char *what)
{
	const char *text = field_scalar(node, what, "a number");
	double v;

	if (!number_parse(text, strlen(text), &v))
		field_wrong(node, what, "a number");
	return v;
}

double
field_percent(const struct yaml_node *node, const char *what)
{
	double v;
	char *why =
	    amount_percent_read(field_scalar(node, what, "a percentage like 5% or 0.05"), &v);

	if (why)
		yaml_die(node, "'%s' must be %s", what, why);
	return v;
}

double
field_duration(const struct yaml_node *node, const char *what)
{
	static const char expected[] = "a duration like 20s, 1.5m or 500ms";
	const char *text = field_scalar(node, what, expected);
	double v;

	if (!amount_duration(text, &v))
		yaml_die(node, "'%s' must be %s, not '%s'%s", what, expected, text,
		    amount_duration_note(text));
	if (v <= 0 || v > DURATION_MAX)
		field_wrong(node, what, "a duration over 0 and at most 30 days");
	return v;
}

size_t
field_word(const struct yaml_node *node, const char *what, const char *const *words)
{
	const char *text = field_scalar(node, what, "a word");
	size_t n = words_count(words);
	char list[200] = "";

	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], text) == 0)
			return i;
	for (size_t i = 0; i < n; i++) {
		strncat(list,
		    i == 0      ? ""
		    : i + 1 < n ? ", "
				: " or ",
		    sizeof list - strlen(list) - 1);
		strncat(list, words[i], sizeof list - strlen(list) - 1);
	}
	yaml_die(
	    node, "'%s' must be %s, not '%s'%s", what, list, text, suggest_note(text, words, n));
}

const char *
field_name(const struct yaml_node *node, const char *what)
{
	const char *text = field_scalar(node, what, "a word");
	const char *s = text;

	if (isalpha((unsigned char)*s) || *s == '_')
		while (isalnum((unsigned char)*s) || *s == '_' || *s == '-')
			s++;
	if (*s || !*text || s - text > 100)
		yaml_die(node,
		    "%s '%s' must be at most 100 letters, digits, '_' and '-', and begin with a "
		    "letter or '_'",
		    what, text);
	return text;
}
