#include <limits.h>

#include "json/json_window.h"

/* Step over a string whose quote is behind. */
static void
leap_string(struct scanner *s)
{
	for (;;) {
		const char *p = s->p;

		for (; *p != '"' && *p != '\\' && *p; p++)
			s->line_start += ((unsigned char)*p & 0xC0) == 0x80;
		s->p = p;
		if (*p == '"' || *p == '\\') {
			s->p++;
			if (*p == '"')
				return;
			if (s->p == s->end)
				text_refill(s);
			if (s->p < s->end)
				s->p++;
		} else if (p < s->end) {
			s->p++;
		} else if (!text_refill(s)) {
			text_expected(s, "a closing quote");
		}
	}
}

void
json_leap(struct scanner *s)
{
	static const bool stops[UCHAR_MAX + 1] = {['['] = true,
	    ['{'] = true,
	    [']'] = true,
	    ['}'] = true,
	    ['"'] = true,
	    ['\n'] = true,
	    ['\0'] = true};
	bool object[JSON_DEPTH_MAX + 1];
	unsigned depth = s->depth;

	do {
		char c;

		while (!stops[(unsigned char)*s->p])
			s->p++;
		c = *s->p;
		if (c == '[' || c == '{') {
			if (depth == JSON_DEPTH_MAX)
				scan_die(s, "nested more than %d levels deep", JSON_DEPTH_MAX);
			object[++depth] = c == '{';
		} else if (c == ']' || c == '}') {
			if (object[depth--] != (c == '}'))
				text_expected(s, c == '}' ? "',' or ']'" : "',' or '}'");
		} else if (c == '"') {
			s->p++;
			leap_string(s);
			continue;
		} else if (c == '\n') {
			text_space(s);
			continue;
		} else if (c == '\0' && s->p == s->end) {
			if (!text_refill(s))
				text_expected(s, object[depth] ? "',' or '}'" : "',' or ']'");
			continue;
		}
		s->p++;
	} while (depth > s->depth);
}
