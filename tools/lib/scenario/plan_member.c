#include "scenario/plan_member.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"
#include "model/policy.h"

char *
plan_copy(struct arena *a, const char *s)
{
	return s ? arena_strdup(a, s) : NULL;
}

const char *
plan_string(const struct json_at *at, const char *what)
{
	if (json_kind(at) != JSON_STRING)
		json_wrong(at, what);
	return json_as_text(at);
}

double
plan_number(
    const struct json_at *object, const char *key, double fallback, double least, double most)
{
	double v = json_number_or(object, key, fallback);
	struct json_at at = json_member(object, key);
	char what[100];

	if (v < least || v > most) {
		snprintf(what, sizeof what, "a number from %g to %g", least, most);
		json_wrong(&at, what);
	}
	return v;
}

size_t
plan_count(
    const struct json_at *object, const char *key, size_t fallback, size_t least, size_t most)
{
	return (size_t)plan_number(
	    object, key, (double)json_count_or(object, key, fallback), (double)least, (double)most);
}

double
plan_change(const struct json_at *object, const char *key)
{
	double v = json_number_or(object, key, NAN);
	struct json_at at = json_member(object, key);

	if (!isnan(v) && !policy_change_valid(v))
		json_wrong(&at, xasprintf("%s, not %s", POLICY_CHANGE_RANGE, json_as_text(&at)));
	return v;
}

void
plan_changes(const struct json_at *object, double *tolerance, double *threshold)
{
	struct json_at at = json_member(object, "tolerance");
	const char *wrong;

	*tolerance = plan_change(object, "tolerance");
	*threshold = plan_change(object, "threshold");
	wrong = policy_over(*tolerance, *threshold);
	if (wrong)
		json_wrong(&at, wrong);
}

char **
plan_strings(const struct json_at *object, const char *key, size_t least, struct arena *a)
{
	struct json_at list = json_member(object, key);
	size_t n = json_length(&list);
	char **words = arena_array(a, n + 1, sizeof *words);

	if (n < least)
		json_wrong(&list, "a command: an array of one or more strings");
	for (size_t i = 0; i < n; i++) {
		struct json_at word = json_element(&list, i);

		words[i] = arena_strdup(a, plan_string(&word, "a string"));
	}
	return words;
}

size_t
plan_word(
    const struct json_at *object, const char *key, const char *fallback, const char *const *words)
{
	const char *word = json_string_or(object, key, fallback);
	struct json_at at = json_member(object, key);

	size_t n = 0;

	for (; words[n]; n++)
		if (strcmp(words[n], word) == 0)
			return n;
	json_wrong(&at, xasprintf("%s, not '%.64s'%s", suggest_list(words, n), word,
			    suggest_note(word, words, n)));
}

struct limit
plan_limit_read(const struct json_at *at, struct arena *a)
{
	struct limit limit = {.metric = plan_copy(a, json_string_of(at, "metric")),
	    .min = json_number_or(at, "min", NAN),
	    .max = json_number_or(at, "max", NAN),
	    .because = plan_copy(a, json_string_or(at, "because", NULL))};
	char *wrong = limit_wrong(&limit);

	if (wrong)
		json_wrong(at, wrong);
	return limit;
}
