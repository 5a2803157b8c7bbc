#include "measure/line_split.h"

#include <stdlib.h>
#include <string.h>

enum { NENDS = 3 };
static const char ends[NENDS] = {'\n', '\r', '\0'};

void
line_split_begin(struct line_split *s)
{
	buf_clear(&s->text);
	buf_char(&s->text, '\n');
	s->narrivals = 0;
	s->number = 1;
	s->open = s->part = s->after_return = false;
}

static void
line_give(struct line_split *s, bool ended, int64_t at_ns)
{
	size_t len = s->text.len - 1;
	struct line line = {.len = len,
	    .number = s->number,
	    .begun = s->number > 1,
	    .ended = ended,
	    .part = s->part,
	    .at_ns = at_ns,
	    .arrivals = s->arrivals,
	    .narrivals = s->narrivals};

	if (ended)
		buf_char(&s->text, '\n');
	line.text = s->text.s + 1;
	s->take(s->who, &line);
}

static void
line_over(struct line_split *s, bool ended, int64_t at_ns)
{
	line_give(s, ended, at_ns);
	s->text.len = 1;
	s->text.s[1] = '\0';
	s->narrivals = 0;
	s->number++;
	s->open = s->part = false;
}

/* Add LEN bytes to the line, and give it in parts when it gets too long. */
static void
line_add(struct line_split *s, const char *bytes, size_t len, int64_t at_ns)
{
	s->open = true;
	while (len > 0) {
		size_t room = OUTPUT_LINE_MAX + 1 - s->text.len, n = len < room ? len : room;

		if (n == 0) {
			s->part = true;
			line_give(s, false, at_ns);
			memmove(s->text.s + 1, s->text.s + s->text.len - OUTPUT_LINE_SHARED,
			    OUTPUT_LINE_SHARED);
			s->text.len = 1 + OUTPUT_LINE_SHARED;
			s->narrivals = 0;
			continue;
		}
		buf_add(&s->text, bytes, n);
		bytes += n;
		len -= n;
	}
	s->arrivals = xgrow(s->arrivals, s->narrivals, &s->cap, sizeof *s->arrivals);
	s->arrivals[s->narrivals++] = (struct line_arrival){s->text.len - 1, at_ns};
}

void
line_split_take(struct line_split *s, const char *bytes, size_t len, int64_t at_ns)
{
	const char *p = bytes, *end = bytes + len, *next[NENDS] = {NULL, NULL, NULL};

	while (p < end) {
		const char *stop = end;

		if (s->after_return) {
			s->after_return = false;
			if (*p == '\n') {
				p++;
				continue;
			}
		}
		/* Each kind of end is looked for once, and again behind where it was found. */
		for (int i = 0; i < NENDS; i++) {
			if (!next[i] || next[i] < p)
				next[i] = memchr(p, ends[i], (size_t)(end - p));
			if (!next[i])
				next[i] = end;
			if (next[i] < stop)
				stop = next[i];
		}
		if (stop > p)
			line_add(s, p, (size_t)(stop - p), at_ns);
		if (stop == end)
			return;
		line_over(s, true, at_ns);
		s->after_return = *stop == '\r';
		p = stop + 1;
	}
}

void
line_split_end(struct line_split *s, int64_t at_ns)
{
	if (!s->open)
		return;
	/* What came of it may have been read later than the command ended. */
	if (s->narrivals > 0 && s->arrivals[s->narrivals - 1].at_ns > at_ns)
		at_ns = s->arrivals[s->narrivals - 1].at_ns;
	line_over(s, false, at_ns);
}

void
line_split_free(struct line_split *s)
{
	buf_free(&s->text);
	free(s->arrivals);
	s->arrivals = NULL;
	s->narrivals = s->cap = 0;
}
