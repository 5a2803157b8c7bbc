#include "json/json_push.h"

#include <string.h>

#include "base/utf8.h"

enum { KEY_MAX = 2048 }; /* bytes of a key that are looked at; a path is shorter */

void
json_push_begin(struct json_push *p)
{
	p->event = JSON_PUSH_NOTHING;
	p->fault = NULL;
	p->depth = 0;
	p->state = PUSH_VALUE;
	p->is_key = p->inside = false;
}

void
json_push_free(struct json_push *p)
{
	buf_free(&p->key);
}

bool
json_push_in_text(const struct json_push *p)
{
	return p->state == PUSH_STRING && !p->is_key;
}

/* The array or object that is read now; there is one. */
static struct json_push_level *
innermost(struct json_push *p)
{
	return &p->levels[p->depth - 1];
}

static bool
on_path(struct json_push *p)
{
	return p->depth == 0 || innermost(p)->hit;
}

static void
value_end(struct json_push *p, enum json_push_event event)
{
	p->state = p->depth > 0 ? PUSH_NEXT : PUSH_OVER;
	if (p->inside && p->depth == p->path->n) {
		p->inside = false;
		p->event = event;
	}
}

static void
element_begin(struct json_push *p)
{
	struct json_push_level *level = innermost(p);
	const struct json_step *step = level->on_path ? &p->path->steps[p->depth - 1] : NULL;

	level->hit = step && (step->kind == STEP_EACH || step->index == level->index);
}

static enum json_push_result
container_begin(struct json_push *p, bool object)
{
	bool goes_on = on_path(p) && p->depth < p->path->n &&
		       (p->path->steps[p->depth].kind == STEP_KEY) == object;

	if (p->depth == JSON_DEPTH_MAX)
		return JSON_PUSH_BROKEN;
	p->levels[p->depth++] = (struct json_push_level){.object = object, .on_path = goes_on};
	p->state = object ? PUSH_MEMBER : PUSH_ELEMENT;
	if (!object)
		element_begin(p);
	return JSON_PUSH_MORE;
}

static enum json_push_result
container_end(struct json_push *p, bool object)
{
	if (innermost(p)->object != object)
		return JSON_PUSH_BROKEN;
	p->depth--;
	value_end(p, JSON_PUSH_ENDS);
	return p->depth > 0 ? JSON_PUSH_MORE : JSON_PUSH_DONE;
}

static enum json_push_result
value_begin(struct json_push *p, char c)
{
	static const struct {
		char begin;
		enum scan_type type;
		const char *word;
	} kinds[] = {{'{', SCAN_OBJECT, NULL}, {'[', SCAN_ARRAY, NULL}, {'"', SCAN_STRING, NULL},
	    {'t', SCAN_BOOL, "rue"}, {'f', SCAN_BOOL, "alse"}, {'n', SCAN_NULL, "ull"},
	    {'N', SCAN_NUMBER, "aN"}, {'I', SCAN_NUMBER, "nfinity"}};
	enum scan_type type = SCAN_NUMBER;
	enum json_push_result result = JSON_PUSH_MORE;
	size_t depth = p->depth;
	bool selected = depth == p->path->n && on_path(p);
	size_t k = 0, n = sizeof kinds / sizeof *kinds;

	while (k < n && kinds[k].begin != c)
		k++;
	if (k < n) {
		type = kinds[k].type;
		p->word = kinds[k].word;
		p->state = p->word ? PUSH_WORD : PUSH_STRING;
	} else if (c == '-' || (c >= '0' && c <= '9')) {
		p->state = PUSH_NUMBER;
		p->number[0] = c;
		p->digits = 1;
	} else {
		return JSON_PUSH_BROKEN;
	}
	if (type == SCAN_OBJECT || type == SCAN_ARRAY)
		result = container_begin(p, type == SCAN_OBJECT);
	if (selected) {
		p->inside = true;
		p->event = JSON_PUSH_BEGINS;
		p->selected = type;
	}
	return result;
}

/* Whether the LEN bytes of S are a number as RFC 8259 has it, or -Infinity. */
static bool
number_is_whole(const char *s, size_t len)
{
	const char *end = s + len, *start;

	if (len == 9 && memcmp(s, "-Infinity", 9) == 0)
		return true;
	s += *s == '-';
	start = s;
	while (s < end && *s >= '0' && *s <= '9')
		s++;
	if (s == start || (*start == '0' && s - start > 1))
		return false;
	if (s < end && *s == '.') {
		start = ++s;
		while (s < end && *s >= '0' && *s <= '9')
			s++;
		if (s == start)
			return false;
	}
	if (s < end && (*s == 'e' || *s == 'E')) {
		s++;
		s += s < end && (*s == '-' || *s == '+');
		start = s;
		while (s < end && *s >= '0' && *s <= '9')
			s++;
		if (s == start)
			return false;
	}
	return s == end;
}

static bool
in_number(char c)
{
	return (c >= '0' && c <= '9') || (c && strchr(".-+eE", c)) || (c && strchr("Infity", c));
}

/* The key is read: is the path's next step to it? */
static void
key_end(struct json_push *p)
{
	struct json_push_level *level = innermost(p);
	const struct json_step *step = level->on_path ? &p->path->steps[p->depth - 1] : NULL;

	p->is_key = false;
	p->state = PUSH_COLON;
	level->hit = step && step->len == p->key.len &&
		     (step->len == 0 || memcmp(step->key, p->key.s, step->len) == 0);
	if (level->hit && level->met)
		p->fault = "a key of its path is given twice";
	level->met = level->met || level->hit;
}

static void
key_add(struct json_push *p, const char *bytes, size_t len)
{
	if (p->is_key && innermost(p)->on_path && p->key.len < KEY_MAX)
		buf_add(&p->key, bytes, len);
}

static enum json_push_result
string_byte(struct json_push *p, char c)
{
	if ((unsigned char)c < ' ')
		return JSON_PUSH_BROKEN;
	if (c == '\\') {
		p->state = PUSH_ESCAPE;
		return JSON_PUSH_MORE;
	}
	if (c != '"') {
		key_add(p, &c, 1);
		return JSON_PUSH_MORE;
	}
	if (p->is_key) {
		key_end(p);
		return JSON_PUSH_MORE;
	}
	value_end(p, JSON_PUSH_ENDS);
	return p->depth > 0 ? JSON_PUSH_MORE : JSON_PUSH_DONE;
}

static enum json_push_result
escape_byte(struct json_push *p, char c)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	const char *name = c ? strchr(names, c) : NULL;

	p->state = PUSH_STRING;
	if (c == 'u') {
		p->state = PUSH_HEX;
		p->hex = 4;
		p->code = 0;
	} else if (name) {
		key_add(p, &values[name - names], 1);
	} else {
		return JSON_PUSH_BROKEN;
	}
	return JSON_PUSH_MORE;
}

static enum json_push_result
hex_byte(struct json_push *p, char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *digit = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
	char utf8[4];

	if (!digit)
		return JSON_PUSH_BROKEN;
	p->code = p->code << 4 | (uint32_t)(digit - digits);
	if (--p->hex > 0)
		return JSON_PUSH_MORE;
	p->state = PUSH_STRING;
	if (p->code >= 0xD800 && p->code <= 0xDBFF) {
		p->high = p->code;
		return JSON_PUSH_MORE;
	}
	if (p->code >= 0xDC00 && p->code <= 0xDFFF)
		p->code = 0x10000 + ((p->high - 0xD800) << 10 & 0xFFC00) + (p->code - 0xDC00);
	key_add(p, utf8, utf8_encode(utf8, p->code));
	return JSON_PUSH_MORE;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A byte between the tokens. */
static enum json_push_result
structure_byte(struct json_push *p, char c)
{
	if (is_space(c))
		return JSON_PUSH_MORE;
	switch (p->state) {
	case PUSH_ELEMENT:
		if (c == ']')
			return container_end(p, false);
		return value_begin(p, c);
	case PUSH_MEMBER:
		if (c == '}')
			return container_end(p, true);
		/* FALLTHROUGH */
	case PUSH_KEY:
		if (c != '"')
			return JSON_PUSH_BROKEN;
		buf_clear(&p->key);
		p->is_key = true;
		p->state = PUSH_STRING;
		return JSON_PUSH_MORE;
	case PUSH_COLON: p->state = PUSH_VALUE; return c == ':' ? JSON_PUSH_MORE : JSON_PUSH_BROKEN;
	case PUSH_NEXT:
		if (c == ']' || c == '}')
			return container_end(p, c == '}');
		if (c != ',')
			return JSON_PUSH_BROKEN;
		p->state = innermost(p)->object ? PUSH_KEY : PUSH_VALUE;
		innermost(p)->index++;
		if (!innermost(p)->object)
			element_begin(p);
		return JSON_PUSH_MORE;
	default: return value_begin(p, c);
	}
}

enum json_push_result
json_push_byte(struct json_push *p, char c)
{
	p->event = JSON_PUSH_NOTHING;
	switch (p->state) {
	case PUSH_STRING: return string_byte(p, c);
	case PUSH_ESCAPE: return escape_byte(p, c);
	case PUSH_HEX: return hex_byte(p, c);
	case PUSH_WORD:
		if (c != *p->word)
			return JSON_PUSH_BROKEN;
		if (*++p->word)
			return JSON_PUSH_MORE;
		value_end(p, JSON_PUSH_ENDS);
		return p->depth > 0 ? JSON_PUSH_MORE : JSON_PUSH_DONE;
	case PUSH_NUMBER:
		if (in_number(c)) {
			if (p->digits == sizeof p->number)
				return JSON_PUSH_BROKEN;
			p->number[p->digits++] = c;
			return JSON_PUSH_MORE;
		}
		if (!number_is_whole(p->number, p->digits))
			return JSON_PUSH_BROKEN;
		value_end(p, JSON_PUSH_ENDED);
		if (p->depth == 0)
			return JSON_PUSH_BEFORE;
		return structure_byte(p, c);
	case PUSH_OVER: return JSON_PUSH_BEFORE;
	default: return structure_byte(p, c);
	}
}
