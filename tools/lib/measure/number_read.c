#include "measure/number_read.h"

#include <ctype.h>
#include <string.h>

#include "base/printed.h"
#include "measure/metric_time.h"

enum { SHOWN = 40 /* bytes of the output in a message */, BESIDE = 15 };

static const char blanks[] = " \t\r";

int
number_read_shown(size_t len)
{
	return (int)(len < SHOWN ? len : SHOWN);
}

static struct number_span
trimmed(const char *text, struct number_span s)
{
	while (s.from < s.to && strchr(blanks, text[s.from]))
		s.from++;
	while (s.to > s.from && strchr(blanks, text[s.to - 1]))
		s.to--;
	return s;
}

static bool
matched_wrong(const struct number_read *r, struct buf *why, const char *which)
{
	size_t len = r->at.to - r->at.from;

	buf_printf(why, "the pattern matched '%.*s', which %s", number_read_shown(len),
	    r->text + r->at.from, which);
	return false;
}

bool
number_read_part(const struct number_read *r, struct buf *why)
{
	size_t from = r->at.from, to = r->at.to;

	while (from > 0 && r->at.from - from < BESIDE && !isspace((unsigned char)r->text[from - 1]))
		from--;
	while (to < r->len && to - r->at.to < BESIDE && !isspace((unsigned char)r->text[to]))
		to++;
	buf_printf(why,
	    "the pattern matched '%.*s', a part of '%.*s': let it match the whole number, or with "
	    "the number what stands beside it",
	    number_read_shown(r->at.to - r->at.from), r->text + r->at.from,
	    number_read_shown(to - from), r->text + from);
	return false;
}

/* Only where the pattern says nothing of what stands there can the number go on unseen. */
static bool
is_part(const struct number_read *r, const struct number_place *at)
{
	return (r->at.from == at->match.from && printed_begun(r->text, r->at.from, r->at.to)) ||
	       (r->at.to == at->match.to &&
		   printed_continues(r->text, r->len, r->at.from, r->at.to));
}

/* What may stand behind a unit; a word goes on with the rest. */
static bool
unit_ends(const struct number_read *r, size_t at)
{
	return at >= r->len || (!isalnum((unsigned char)r->text[at]) &&
				   !strchr("_=-/", r->text[at] ? r->text[at] : ' '));
}

static size_t
blanks_skip(const struct number_read *r, size_t at, size_t end)
{
	static const char nbsp[] = "\xC2\xA0";

	for (;; at += r->text[at] == *nbsp ? 2 : 1)
		if (at >= end || (r->text[at] != ' ' && r->text[at] != '\t' &&
				     (at + 2 > end || memcmp(r->text + at, nbsp, 2) != 0)))
			return at;
}

/* Take the unit of LEN bytes at FROM. */
static void
unit_take(struct number_read *r, const struct unit *u, size_t from, size_t len)
{
	r->unit = *u;
	r->unit_at = (struct number_span){from, from + len};
	r->has_unit = true;
}

/* "1m30.5s", its first number ends at END: to the end of what matched, or behind the match
 * while nothing separates them. The value is then in ms. 0: it is no such time, else its end. */
static size_t
compound_take(struct number_read *r, size_t end, bool inside)
{
	double ms;
	size_t n = metric_time_compound(
	    r->text + r->at.from, (inside ? r->at.to : r->len) - r->at.from, inside, &ms);
	struct unit u;

	if (n == 0 || r->at.from + n <= end || !unit_of("ms", &u))
		return 0;
	r->v = ms;
	r->timed = true;
	unit_take(r, &u, end, r->at.from + n - end);
	return r->at.from + n;
}

/* The unit between END, the end of the number, and the end of what matched as the number. */
static bool
unit_inside(struct number_read *r, size_t end, struct buf *why)
{
	size_t from = blanks_skip(r, end, r->at.to), n;
	struct unit u;

	n = unit_read(r->text + from, r->at.to - from, &u);
	if (n && from + n == r->at.to) {
		unit_take(r, &u, from, n);
		return true;
	}
	if (compound_take(r, end, true) == r->at.to)
		return true;
	buf_printf(why, "the pattern matched '%.*s', which has '%.*s' behind the number",
	    number_read_shown(r->at.to - r->at.from), r->text + r->at.from,
	    number_read_shown(r->at.to - from), r->text + from);
	return false;
}

/* The unit behind the number, which ends at what matched. A lone "m", "min" or "h" behind a
 * blank is taken for one only where ASKED for units: "5 min 2 max 9". */
static void
unit_behind(struct number_read *r, bool asked)
{
	size_t from = blanks_skip(r, r->at.to, r->len), n;
	struct unit u;

	n = unit_read(r->text + from, r->len - from, &u);
	if (n == 0)
		return;
	if (!unit_ends(r, from + n)) {
		if (from == r->at.to)
			compound_take(r, r->at.to, false);
		return;
	}
	if (!asked && from > r->at.to && strcmp(u.base, "ms") == 0 && u.times >= 6e4)
		return;
	if (!asked && u.kind == UNIT_WORD && u.times == u.over && !memchr(r->text + from, '/', n))
		return; /* it says what is counted, and that is for the scenario to say */
	unit_take(r, &u, from, n);
}

static bool
unit_of_group(struct number_read *r, struct number_span group, struct buf *why)
{
	struct unit u;
	size_t n;

	group = trimmed(r->text, group);
	if (group.from == group.to)
		return true;
	n = unit_read(r->text + group.from, group.to - group.from, &u);
	if (n != group.to - group.from) {
		buf_printf(why, "'%.*s' is not a unit that is known",
		    number_read_shown(group.to - group.from), r->text + group.from);
		return false;
	}
	unit_take(r, &u, group.from, n);
	return true;
}

/* Read the number at R->at, and its unit. */
static bool
number_take(struct number_read *r, const struct metric_rule *rule, const struct number_place *at,
    struct buf *why)
{
	const char *s = r->text + r->at.from, *which;
	size_t len = r->at.to - r->at.from, n;
	struct unit ms;

	if (metric_time_clock(s, len, &r->v)) {
		unit_of("ms", &ms);
		unit_take(r, &ms, r->at.from, len);
		r->timed = true;
		return true;
	}
	n = printed_scan(s, len, rule->decimal, &r->v, &which);
	if (n == 0)
		return matched_wrong(r, why, which);
	if (n < len)
		return unit_inside(r, r->at.from + n, why);
	if (rule->unit_group)
		return unit_of_group(r, at->unit, why);
	unit_behind(r, plan_unit_auto(rule));
	return true;
}

bool
number_read(struct number_read *r, const struct metric_rule *rule, const char *text, size_t len,
    const struct number_place *place, struct buf *why)
{
	*r = (struct number_read){.text = text, .len = len, .at = trimmed(text, place->number)};
	if (is_part(r, place))
		return number_read_part(r, why);
	return number_take(r, rule, place, why);
}
