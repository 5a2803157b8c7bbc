#include "yaml/yaml_tree.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "yaml/yaml_build.h"

struct yaml {
	struct arena *arena;
	struct yaml_node *root;
};

/* The character at MARK, whose index does not count bytes. */
static char
char_at(const char *text, size_t len, const yaml_mark_t *mark)
{
	size_t i = 0;

	for (size_t line = 0; line < mark->line && i < len; i++)
		line += text[i] == '\n';
	for (size_t column = 0; column < mark->column && i < len; column++)
		i += utf8_length(text + i, len - i);
	return i < len ? text[i] : '\0';
}

/* libyaml's words, but for the mistakes that people make most. */
static bool
syntax(struct yaml_builder *b, const yaml_parser_t *parser, const char *text, size_t len)
{
	const char *problem = parser->problem ? parser->problem : "cannot be parsed";
	yaml_mark_t at = parser->problem_mark;
	char c = char_at(text, len, &at);

	if (parser->error == YAML_MEMORY_ERROR)
		die_memory();

	if (strstr(problem, "cannot start any token") && c == '\t')
		return yaml_fail(b, at.line + 1, at.column + 1, "a tab cannot indent: use spaces");
	if (strstr(problem, "cannot start any token"))
		return yaml_fail(b, at.line + 1, at.column + 1,
		    "'%c' cannot start a value: put the value in quotes", c);
	if (strstr(problem, "mapping values are not allowed"))
		return yaml_fail(b, at.line + 1, at.column + 1,
		    "a ':' is not allowed here: put the value in quotes, or mend the indentation");
	if (parser->context && strstr(parser->context, "scanning a tag"))
		return yaml_fail(b, parser->context_mark.line + 1, parser->context_mark.column + 1,
		    "'!' begins a tag here: a text that begins with '!' needs quotes");
	if (!parser->context)
		return yaml_fail(b, at.line + 1, at.column + 1, "%s", problem);
	return yaml_fail(b, at.line + 1, at.column + 1, "%s, %s that begins on line %zu", problem,
	    parser->context, parser->context_mark.line + 1);
}

static bool
tree_parse(struct yaml_builder *b, yaml_parser_t *parser, const char *text, size_t len)
{
	bool ok = true, seen = false, last = false;
	yaml_event_t event;

	while (ok && !last) {
		if (!yaml_parser_parse(parser, &event))
			return syntax(b, parser, text, len);
		switch (event.type) {
		case YAML_DOCUMENT_START_EVENT:
			if (seen)
				ok = yaml_fail(b, event.start_mark.line + 1, 1,
				    "a second document starts here: only one is allowed");
			seen = true;
			break;
		case YAML_STREAM_END_EVENT: last = true; break;
		default: ok = yaml_build(b, &event);
		}
		yaml_event_delete(&event);
	}
	if (ok && !b->root)
		return yaml_fail(b, 1, 1, "the file is empty");
	return ok;
}

/* libyaml would guess UTF-16, and does not say where a bad byte is. */
static bool
characters_ok(struct yaml_builder *b, const char *text, size_t len)
{
	size_t line = 1, column = 1, n;

	for (size_t i = 0; i < len; i += n) {
		uint32_t c = (unsigned char)text[i];

		n = c < 0x80 ? 1 : utf8_length(text + i, len - i);
		if (n == 0)
			return yaml_fail(b, line, column, "byte 0x%02x is not UTF-8", (unsigned)c);
		if (n > 1)
			c = utf8_code(text + i, n);
		if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0))
			return yaml_fail(b, line, column, "control character U+%04X", (unsigned)c);
		column++;
		if (c == '\n') {
			line++;
			column = 1;
		}
	}
	return true;
}

/* How much of TEXT is looked at: as much as a file may have, and no cut character. */
static size_t
whole_length(const char *text, size_t len)
{
	if (len <= YAML_MAX_BYTES)
		return len;
	len = YAML_MAX_BYTES;
	while (len > YAML_MAX_BYTES - 4 && ((unsigned char)text[len] & 0xC0) == 0x80)
		len--;
	return len;
}

struct yaml *
yaml_tree_parse(const char *text, size_t len, const char *file)
{
	struct yaml_builder *b = xcalloc(1, sizeof *b);
	struct yaml *y = xcalloc(1, sizeof *y);
	yaml_parser_t parser;
	struct yaml_node at;
	char *error;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark */
		text += 3;
		len -= 3;
	}
	b->arena = y->arena = arena_new();
	b->file = arena_strdup(y->arena, file);
	/* Of what is no text at all, that is said, and not how much of it there is. */
	if (characters_ok(b, text, whole_length(text, len)) && len > YAML_MAX_BYTES)
		yaml_fail(b, 1, 1, "over %d bytes", YAML_MAX_BYTES);
	if (!b->error) {
		if (!yaml_parser_initialize(&parser))
			die_memory();
		yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
		yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
		tree_parse(b, &parser, text, len);
		yaml_parser_delete(&parser);
	}
	yaml_build_end(b);
	y->root = b->root;
	error = b->error;
	at = (struct yaml_node){.file = file, .line = b->line, .column = b->column};
	free(b);
	if (error) {
		yaml_tree_free(y);
		yaml_die(&at, "%s", error);
	}
	return y;
}

const struct yaml_node *
yaml_tree_root(const struct yaml *y)
{
	return y->root;
}

void
yaml_tree_free(struct yaml *y)
{
	if (!y)
		return;
	arena_free(y->arena);
	free(y);
}
