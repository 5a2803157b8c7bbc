#include "results/read_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/timestamp.h"
#include "model/policy.h"

static const char *
text_scan(struct scanner *s, enum scan_type type, const char *what, size_t *len)
{
	const char *text;

	if (type != SCAN_STRING)
		scan_die(s, "'%s' must be a string", what);
	text = scan_string(s, len);
	if (*len > TEXT_MAX)
		scan_die(s, "'%s' is longer than %d bytes", what, TEXT_MAX);
	return text;
}

char *
read_text(struct scanner *s, enum scan_type type, const char *what)
{
	size_t len;
	const char *text = text_scan(s, type, what, &len);

	return xstrndup(text, len);
}

char *
read_value_strndup(struct entry *e, const char *s, size_t len)
{
	char *copy = entry_alloc(e, len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *
read_entry_text(struct scanner *s, enum scan_type type, const char *what, struct entry *e)
{
	size_t len;
	const char *text = text_scan(s, type, what, &len);

	return read_value_strndup(e, text, len);
}

char *
read_entry_word(struct scanner *s, enum scan_type type, const char *what, struct entry *e)
{
	char *text = read_entry_text(s, type, what, e);

	if (!*text)
		scan_die(s, "'%s' must not be empty", what);
	return text;
}

double
read_number(struct scanner *s, enum scan_type type, const char *what)
{
	if (type != SCAN_NUMBER)
		scan_die(s, "'%s' must be a number", what);
	return scan_number(s);
}

void
read_change(
    struct scanner *s, enum scan_type type, const char *what, double *v, struct scan_mark *at)
{
	*at = scan_mark(s);
	*v = read_number(s, type, what);
	if (!policy_change_valid(*v))
		scan_die(s, "'%s' must be %s, not %g", what, POLICY_CHANGE_RANGE, *v);
}

void
read_changes_check(struct scanner *s, struct scan_mark at, double tolerance, double threshold)
{
	const char *wrong = policy_over(tolerance, threshold);

	if (wrong)
		scan_die_at(s, at, "'tolerance' must be %s", wrong);
}

void
read_timestamp_check(struct scanner *s, const char *what, const char *text)
{
	if (!timestamp_valid(text))
		scan_die(s, "'%s' must be %s, not '%.40s'", what, TIMESTAMP_LIKE, text);
}

uint64_t
read_count(struct scanner *s, enum scan_type type, const char *what, double max)
{
	double v = read_number(s, type, what);

	if (v < 0 || v > max || v != floor(v))
		scan_die(s, "'%s' must be a whole number from 0 to %.0f", what, max);
	return (uint64_t)v;
}

bool
read_bool(struct scanner *s, enum scan_type type, const char *what)
{
	if (type != SCAN_BOOL)
		scan_die(s, "'%s' must be true or false", what);
	return scan_bool(s);
}

void
read_array(struct scanner *s, enum scan_type type, const char *what, const char *of)
{
	if (type != SCAN_ARRAY)
		scan_die(s, "'%s' must be an array of %s", what, of);
	scan_array(s);
}

void
read_object(struct scanner *s, enum scan_type type, const char *what)
{
	if (type != SCAN_OBJECT)
		scan_die(s, "%s must be an object", what);
	scan_object(s);
}

char *
read_extra(struct members *m, struct scanner *s, struct entry *e)
{
	char *text = members_end(m, s), *copy = text ? entry_strdup(e, text) : NULL;

	free(text);
	return copy;
}

size_t
read_word(struct scanner *s, enum scan_type type, const char *what, const char *const *names,
    size_t n, struct entry *e)
{
	char *word = read_entry_text(s, type, what, e);

	for (size_t i = 0; i < n; i++)
		if (strcmp(word, names[i]) == 0)
			return i;
	scan_die(s, "'%s' must be %s, not '%.64s'%s", what, suggest_list(names, n), word,
	    suggest_note(word, names, n));
}

size_t
read_numbers(
    struct entry_reader *r, struct scanner *s, enum scan_type type, const char *what, bool nulls)
{
	size_t n = 0;

	read_array(s, type, what, "numbers");
	for (;;) {
		size_t room;

		r->numbers = xgrow(r->numbers, n, &r->cap, sizeof *r->numbers);
		room = r->cap < SAMPLES_MAX ? r->cap - n : SAMPLES_MAX - n;
		n += scan_numbers(s, r->numbers + n, room);
		if (!scan_element(s))
			return n;
		type = scan_type(s);
		if (n == SAMPLES_MAX)
			scan_die(s, "'%s' has more than %d values", what, SAMPLES_MAX);
		r->numbers = xgrow(r->numbers, n, &r->cap, sizeof *r->numbers);
		if (type == SCAN_NUMBER) {
			r->numbers[n++] = scan_number(s);
		} else if (type == SCAN_NULL && nulls) {
			scan_null(s);
			r->numbers[n++] = NAN;
		} else {
			scan_die(s, "'%s' must be an array of numbers", what);
		}
	}
}
