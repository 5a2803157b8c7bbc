#include "watch/event_read.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "json/json_push.h"
#include "json/json_string.h"

static const char *const text_keys[EVENT_TEXTS] = {
    "event", "case", "variant", "status", "reason", "suite", "host", "shard"};
static const char *const number_keys[EVENT_NUMBERS] = {
    "subjects", "done", "left", "ms", "median", "lost", "silence"};
static const char *const kinds[EVENT_OTHER] = {
    "session", "case", "invocation", "outlier", "failure", "progress", "end"};

/* Whether LINE is one JSON object, and nothing more. */
static bool
is_object(const char *line, size_t len)
{
	static const struct json_path whole = {NULL, 0};
	struct json_push push = {.path = &whole};
	enum json_push_result result = JSON_PUSH_MORE;
	size_t i = 0;

	if (len == 0 || *line != '{' || strlen(line) != len)
		return false;
	json_push_begin(&push);
	while (i < len && result == JSON_PUSH_MORE)
		result = json_push_byte(&push, line[i++]);
	json_push_free(&push);
	return result == JSON_PUSH_DONE && i + strspn(line + i, " \t\r") == len && !push.fault;
}

/* The byte behind the string, array, object or word that begins at S, which is good JSON. */
static const char *
value_end(const char *s)
{
	bool quoted = false;
	int depth = 0;

	for (;; s++) {
		if (quoted) {
			if (*s == '\\')
				s++;
			else if (*s == '"')
				quoted = false;
		} else if (*s == '"') {
			quoted = true;
		} else if (*s == '[' || *s == '{') {
			depth++;
		} else if (*s == ']' || *s == '}') {
			depth--;
		} else {
			continue;
		}
		if (!quoted && depth <= 0)
			return s + 1;
	}
}

static const char *
blanks_skip(const char *s)
{
	return s + strspn(s, " \t\r");
}

static int
key_find(const char *const *keys, int n, const char *key)
{
	for (int i = 0; i < n; i++)
		if (strcmp(keys[i], key) == 0)
			return i;
	return -1;
}

/* Take the value of KEY from S to END. */
static bool
member_take(struct event *e, const char *key, const char *s, const char *end)
{
	int text = key_find(text_keys, EVENT_TEXTS, key);
	int number = key_find(number_keys, EVENT_NUMBERS, key);

	if (text >= 0 && *s == '"') {
		buf_clear(&e->texts[text]);
		json_string_decode(&e->texts[text], s, (size_t)(end - s));
	} else if (number >= 0 && *s != 'n') {
		return number_parse(s, (size_t)(end - s), &e->numbers[number]);
	} else {
		return text < 0 || *s == 'n';
	}
	return strlen(e->texts[text].s) == e->texts[text].len;
}

bool
event_read(struct event *e, const char *line, size_t len)
{
	struct buf key = BUF_INIT;
	bool good = is_object(line, len);
	const char *s, *end;
	int kind;

	for (int i = 0; i < EVENT_TEXTS; i++) {
		buf_clear(&e->texts[i]);
		buf_str(&e->texts[i], "");
	}
	for (int i = 0; i < EVENT_NUMBERS; i++)
		e->numbers[i] = NAN;
	if (!good)
		return false;
	for (s = blanks_skip(line + 1); good && *s != '}'; s = blanks_skip(s)) {
		end = value_end(s);
		buf_clear(&key);
		json_string_decode(&key, s, (size_t)(end - s));
		s = blanks_skip(blanks_skip(end) + 1);
		end = strchr("\"[{", *s) ? value_end(s) : s + strcspn(s, ",} \t\r");
		good = member_take(e, key.s ? key.s : "", s, end);
		s = blanks_skip(end);
		s += *s == ',';
	}
	buf_free(&key);
	kind = key_find(kinds, EVENT_OTHER, e->texts[EVENT_NAME].s);
	e->kind = kind < 0 ? EVENT_OTHER : (enum event_kind)kind;
	return good && e->texts[EVENT_NAME].len > 0;
}

void
event_free(struct event *e)
{
	for (int i = 0; i < EVENT_TEXTS; i++)
		buf_free(&e->texts[i]);
}
