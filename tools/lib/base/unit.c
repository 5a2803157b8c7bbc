#include "base/unit.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define MICRO_SIGN "\xC2\xB5"
#define GREEK_MU "\xCE\xBC"

enum { WORD_MAX = 20 }; /* bytes of one word of a unit */

struct unit_name {
	const char *name;
	const char *base;
	double times, over;
};

/* In the order in which they are looked for; a time's base is "ms". */
static const struct unit_name time_names[] = {{"ns", "ms", 1, 1e6}, {"us", "ms", 1, 1e3},
    {MICRO_SIGN "s", "ms", 1, 1e3}, {GREEK_MU "s", "ms", 1, 1e3}, {"ms", "ms", 1, 1},
    {"s", "ms", 1e3, 1}, {"ps", "ms", 1, 1e9}, {"m", "ms", 6e4, 1}, {"min", "ms", 6e4, 1},
    {"h", "ms", 36e5, 1}, {"nsec", "ms", 1, 1e6}, {"usec", "ms", 1, 1e3}, {"msec", "ms", 1, 1},
    {"sec", "ms", 1e3, 1}, {"secs", "ms", 1e3, 1}, {"mins", "ms", 6e4, 1}, {"hr", "ms", 36e5, 1},
    {"hrs", "ms", 36e5, 1}, {"nanosecond", "ms", 1, 1e6}, {"nanoseconds", "ms", 1, 1e6},
    {"microsecond", "ms", 1, 1e3}, {"microseconds", "ms", 1, 1e3}, {"millisecond", "ms", 1, 1},
    {"milliseconds", "ms", 1, 1}, {"second", "ms", 1e3, 1}, {"seconds", "ms", 1e3, 1},
    {"minute", "ms", 6e4, 1}, {"minutes", "ms", 6e4, 1}, {"hour", "ms", 36e5, 1},
    {"hours", "ms", 36e5, 1}};

/* What a prefix may stand before, without a blank. */
static const struct unit_name prefixed_names[] = {{"B", "B", 1, 1}, {"bit", "bit", 1, 1},
    {"bits", "bit", 1, 1}, {"Hz", "Hz", 1, 1}, {"hz", "Hz", 1, 1}, {"bps", "bit/s", 1, 1}};
static const struct unit_name other_names[] = {{"byte", "B", 1, 1}, {"bytes", "B", 1, 1},
    {"Byte", "B", 1, 1}, {"Bytes", "B", 1, 1}, {"%", "%", 1, 1}, {"percent", "%", 1, 1}};

/* Words that say what is counted, which a prefix may stand before as well: "Mops/s". */
static const char *const counted[] = {"op", "ops", "req", "reqs", "requests", "tok", "tokens", "it",
    "iter", "iterations", "rows", "items", "events", "msg", "msgs", "messages", "queries", "frames",
    "samples", "flop", "flops", "FLOP", "FLOPS", "FLOPs", "Flops"};

static const struct unit_prefix {
	const char *name;
	double times;
} prefixes[] = {{"Ki", 1024.}, {"Mi", 1048576.}, {"Gi", 1073741824.}, {"Ti", 1099511627776.},
    {"k", 1e3}, {"K", 1e3}, {"M", 1e6}, {"G", 1e9}, {"T", 1e12}};
enum { NPREFIXES = sizeof prefixes / sizeof *prefixes };

/* One word of a unit. */
struct unit_word {
	char text[WORD_MAX + 1];
	size_t len;
};

/* The bytes of the letter of a unit that S begins with; 0: none. */
static size_t
letter_at(const char *s, size_t len)
{
	if (len && (isalpha((unsigned char)*s) || *s == '%'))
		return 1;
	if (len >= 2 && (memcmp(s, MICRO_SIGN, 2) == 0 || memcmp(s, GREEK_MU, 2) == 0))
		return 2;
	return 0;
}

/* Take the word that S begins with; false: there is none, or it is too long for a unit. */
static bool
word_take(const char *s, size_t len, struct unit_word *w)
{
	size_t n;

	w->len = 0;
	while ((n = letter_at(s + w->len, len - w->len)))
		if ((w->len += n) > WORD_MAX)
			return false;
	memcpy(w->text, s, w->len);
	w->text[w->len] = '\0';
	return w->len > 0;
}

static const struct unit_name *
name_find(const struct unit_name *names, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i].name, text) == 0)
			return &names[i];
	return NULL;
}

#define NAME_FIND(names, text) name_find(names, sizeof(names) / sizeof *(names), text)

static struct unit
unit_named(const char *base, double times, double over, enum unit_kind kind)
{
	struct unit u = {.times = times, .over = over, .kind = kind};

	snprintf(u.base, sizeof u.base, "%s", base);
	return u;
}

static bool
word_counts(const char *text)
{
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
		if (strcmp(counted[i], text) == 0)
			return true;
	return false;
}

/* The unit of one word. */
static bool
word_unit(const char *text, struct unit *u)
{
	const struct unit_name *name = NAME_FIND(time_names, text);

	if (!name)
		name = NAME_FIND(other_names, text);
	if (!name)
		name = NAME_FIND(prefixed_names, text);
	if (name) {
		*u = unit_named(name->base, name->times, name->over, UNIT_KNOWN);
		return true;
	}
	for (size_t i = 0; i < NPREFIXES; i++) {
		size_t n = strlen(prefixes[i].name);

		if (strncmp(text, prefixes[i].name, n) != 0)
			continue;
		if (!text[n])
			*u = unit_named("", prefixes[i].times, 1, UNIT_PREFIX);
		else if ((name = NAME_FIND(prefixed_names, text + n)))
			*u = unit_named(name->base, prefixes[i].times, 1, UNIT_KNOWN);
		else if (word_counts(text + n))
			*u = unit_named(text + n, prefixes[i].times, 1, UNIT_WORD);
		else
			continue;
		return true;
	}
	if (!word_counts(text))
		return false;
	*u = unit_named(text, 1, 1, UNIT_WORD);
	return true;
}

/* "Mb" and the like, which are bits in rates alone. */
static bool
bits_of(const char *text, struct unit *u)
{
	size_t n = strlen(text);

	for (size_t i = 0; i < NPREFIXES; i++)
		if (n == strlen(prefixes[i].name) + 1 && text[n - 1] == 'b' &&
		    strncmp(text, prefixes[i].name, n - 1) == 0) {
			*u = unit_named("bit", prefixes[i].times, 1, UNIT_KNOWN);
			return true;
		}
	return false;
}

/* Make U, of the word TEXT where it is known alone, one per PER. */
static bool
unit_per(const char *text, bool known, const char *per, struct unit *u)
{
	const struct unit_name *time = NAME_FIND(time_names, per);
	char base[UNIT_BASE_MAX];

	if (known && (u->kind == UNIT_PREFIX || strchr(u->base, '/')))
		return false;
	if (!known && !(time && bits_of(text, u)))
		*u = unit_named(text, 1, 1, UNIT_WORD);
	if (!time && u->kind != UNIT_KNOWN && !known)
		return false;
	if (strcmp(u->base, "ms") == 0) {
		snprintf(u->base, sizeof u->base, "ns"); /* what is timed so is short */
		u->times *= 1e6;
	}
	snprintf(base, sizeof base, "%.22s/%.20s", u->base, time ? "s" : per);
	memcpy(u->base, base, sizeof base);
	if (time) {
		u->times *= 1e3 * time->over;
		u->over *= time->times;
	}
	return true;
}

/* The unit without a prefix of its own that S begins with. */
static size_t
plain_read(const char *s, size_t len, struct unit *u)
{
	struct unit_word word, per;
	bool known;

	if (!word_take(s, len, &word))
		return 0;
	known = word_unit(word.text, u);
	if (len > word.len + 1 && s[word.len] == '/' &&
	    word_take(s + word.len + 1, len - word.len - 1, &per)) {
		size_t all = word.len + 1 + per.len;

		return unit_per(word.text, known, per.text, u) ? all : 0;
	}
	return known ? word.len : 0;
}

size_t
unit_read(const char *s, size_t len, struct unit *u)
{
	size_t n = plain_read(s, len, u), more;
	struct unit rest;

	if (n == 0 || u->kind != UNIT_PREFIX || n + 1 >= len || s[n] != ' ')
		return n;
	/* "M ops/s": the prefix alone has no word, so that it may have one behind a blank. */
	more = plain_read(s + n + 1, len - n - 1, &rest);
	if (more == 0 || rest.kind != UNIT_WORD)
		return n;
	rest.times *= u->times;
	*u = rest;
	return n + 1 + more;
}

bool
unit_of(const char *name, struct unit *u)
{
	size_t len = strlen(name);

	return len > 0 && unit_read(name, len, u) == len;
}

bool
unit_alike(const struct unit *a, const struct unit *b)
{
	return strcmp(a->base, b->base) == 0;
}

bool
unit_size_same(const struct unit *a, const struct unit *b)
{
	return a->times * b->over == b->times * a->over;
}

bool
unit_same(const struct unit *a, const struct unit *b)
{
	return unit_alike(a, b) && unit_size_same(a, b);
}

double
unit_convert(double v, const struct unit *from, const struct unit *to)
{
	double times = from->times * to->over, over = from->over * to->times;

	/* One correctly rounded step where the factor or its inverse is whole. */
	return times >= over ? v * (times / over) : v / (over / times);
}

struct unit
unit_base(const struct unit *u)
{
	return unit_named(u->base, 1, 1, u->kind);
}
