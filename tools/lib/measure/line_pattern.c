#define _GNU_SOURCE /* memmem */
#include "measure/line_pattern.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "measure/line_literal.h"

struct line_pattern {
	regex_t regex;
	size_t groups;
	char *literal; /* stands in every match */
	size_t literal_len;
};

struct line_pattern *
line_pattern_new(const char *expression, struct buf *why)
{
	struct line_pattern *p = xcalloc(1, sizeof *p);
	char message[256];
	int err = regex_result(regcomp(&p->regex, expression, REG_EXTENDED | REG_NEWLINE));

	if (err) {
		regerror(err, &p->regex, message, sizeof message);
		buf_str(why, message);
		free(p);
		return NULL;
	}
	p->groups = p->regex.re_nsub < LINE_GROUPS ? p->regex.re_nsub + 1 : LINE_GROUPS;
	p->literal = line_literal_find(expression);
	p->literal_len = strlen(p->literal);
	return p;
}

void
line_pattern_free(struct line_pattern *p)
{
	if (!p)
		return;
	regfree(&p->regex);
	free(p->literal);
	free(p);
}

bool
line_pattern_possible(const struct line_pattern *p, const struct line *line)
{
	return p->literal_len == 0 || memmem(line->text, line->len, p->literal, p->literal_len);
}

/* The first match that begins at FROM or later in TEXT, which ends before TO; with N groups,
 * whose places are TEXT's. What stands before FROM is seen, what stands from TO on is not. */
static bool
text_search(const struct line_pattern *p, const char *text, size_t from, size_t to, int flags,
    size_t n, regmatch_t *m)
{
	regmatch_t whole[1];

#ifdef REG_STARTEND
	if (n == 0)
		m = whole;
	m[0].rm_so = (regoff_t)from;
	m[0].rm_eo = (regoff_t)to;
	return regex_result(regexec(&p->regex, text, n, m, flags | REG_STARTEND)) == 0;
#else
	char *copy = xstrndup(text + from, to - from);
	bool found;

	if (from > 0 && text[from - 1] != '\n')
		flags |= REG_NOTBOL;
	found = regex_result(regexec(&p->regex, copy, n, n ? m : whole, flags)) == 0;
	free(copy);
	for (size_t i = 0; found && i < n && m[i].rm_so >= 0; i++) {
		m[i].rm_so += (regoff_t)from;
		m[i].rm_eo += (regoff_t)from;
	}
	return found;
#endif
}

bool
line_pattern_next(const struct line_pattern *p, const struct line *line, struct line_match *m)
{
	const char *text = line->text - line->begun;
	size_t len = line->begun + line->len + line->ended, from = 0;
	regmatch_t at[LINE_GROUPS];
	int flags = 0;

	if (m->n > 0) {
		from = (size_t)(m->group[0].text - text) + m->group[0].len;
		from += m->group[0].len == 0;
	} else if (!line_pattern_possible(p, line)) {
		return false;
	}
	/* The two ends are in sight, but no line begins before the one or after the other. */
	flags |= line->begun ? REG_NOTBOL : 0;
	flags |= line->ended ? REG_NOTEOL : 0;
	if (from > len || !text_search(p, text, from, len, flags, p->groups, at))
		return false;
	m->n = p->groups;
	for (size_t i = 0; i < m->n; i++)
		m->group[i] = at[i].rm_so < 0 ? (struct line_group){NULL, 0}
					      : (struct line_group){text + at[i].rm_so,
						    (size_t)(at[i].rm_eo - at[i].rm_so)};
	return true;
}

/* Whether the first LEN bytes of LINE match, whatever follows. */
static bool
begin_matches(const struct line_pattern *p, const struct line *line, size_t len)
{
	const char *text = line->text - line->begun;

	return text_search(p, text, line->begun, line->begun + len, REG_NOTEOL, 0, NULL);
}

bool
line_pattern_moment(const struct line_pattern *p, const struct line *line, int64_t *at_ns)
{
	const char *text = line->text - line->begun;
	size_t low = 0, high = line->narrivals;

	if (!line_pattern_possible(p, line) ||
	    !text_search(p, text, line->begun, line->begun + line->len, 0, 0, NULL))
		return false;
	*at_ns = line->at_ns;
	if (high == 0 || !begin_matches(p, line, line->len))
		return true;
	/* What matches goes on to match when more follows: find the first arrival. */
	high--;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (begin_matches(p, line, line->arrivals[middle].len))
			high = middle;
		else
			low = middle + 1;
	}
	*at_ns = line->arrivals[low].at_ns;
	return true;
}
