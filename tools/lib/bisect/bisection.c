#include "bisect/bisection.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/quantity.h"
#include "base/util.h"
#include "model/schema_names.h"

#define LEAST 0.01
enum { PAIRS_FIRST = 40, PAIRS_LEAST = 10, PAIRS_MOST = 400, PROBES_EXTRA = 6 };

static const char *const answers[] = {"searching", "found", "nothing", "unshown", "undecided"};

/* Element I of ARRAY, which must be an object. */
static struct json_at
object_at(const struct json_at *array, size_t i)
{
	struct json_at at = json_element(array, i);

	if (json_kind(&at) != JSON_OBJECT)
		json_wrong(&at, "an object");
	return at;
}

static size_t
array_length(const struct json_at *array, size_t least, size_t most)
{
	size_t n;

	if (json_kind(array) != JSON_ARRAY)
		json_wrong(array, "an array");
	n = json_length(array);
	if (n < least || n > most) {
		char *what = xasprintf("an array of %zu to %zu elements, not %zu", least, most, n);

		json_wrong(array, what);
	}
	return n;
}

static void
commits_read(struct bisection *b, const struct json_at *root)
{
	struct json_at commits = json_member(root, "commits");
	size_t n = array_length(&commits, 2, BISECTION_COMMITS);
	bool *skip = xcalloc(n, sizeof *skip);

	b->hunt.n = n - 1;
	b->hunt.skip = skip;
	for (size_t i = 0; i < n; i++) {
		struct json_at one = object_at(&commits, i);

		json_string_of(&one, "commit");
		skip[i] = json_string_or(&one, "skip", NULL) != NULL;
	}
	if (skip[0] || skip[n - 1])
		json_fault(&commits, "the first and the last commit cannot be skipped");
}

static double
bounded(const struct json_at *object, const char *key, double least, double most)
{
	double v = json_number_of(object, key);
	struct json_at at = json_member(object, key);

	if (!(v >= least && v <= most)) {
		char *what = xasprintf("from %g to %g, not %g", least, most, v);

		json_wrong(&at, what);
	}
	return v;
}

static void
probe_read(const struct json_at *one, const char *metric, struct hunt *h, struct hunt_probe *list)
{
	struct hunt_probe *p = &list[h->nprobes];

	p->at = (size_t)bounded(one, "at", 1, (double)h->n);
	p->shift = bounded(one, "shift", -100, 100);
	p->half = bounded(one, "half", 0, 100);
	p->pairs = (size_t)bounded(one, "pairs", 1, 1e6);
	if (strcmp(json_string_of(one, "metric"), metric) == 0 &&
	    !json_string_or(one, "set_aside", NULL))
		h->nprobes++;
}

static void
probes_read(struct bisection *b, const struct json_at *root, const char *metric)
{
	struct json_at probes = json_member(root, "probes");
	size_t n =
	    json_kind(&probes) == JSON_ABSENT ? 0 : array_length(&probes, 0, BISECTION_PROBES);
	struct hunt_probe *list = xcalloc(n, sizeof *list);

	b->hunt.probes = list;
	for (size_t i = 0; i < n; i++) {
		struct json_at one = object_at(&probes, i);

		probe_read(&one, metric, &b->hunt, list);
	}
}

static void
bisection_policy_read(struct hunt *h, const struct json_at *root)
{
	struct json_at policy = json_member(root, "policy");
	size_t steps = 0;

	while ((size_t)1 << steps < h->n)
		steps++;
	h->least = log1p(json_number_or(&policy, "least", LEAST));
	h->most = json_count_or(&policy, "most", 3 * steps + PROBES_EXTRA);
	h->first = json_count_or(&policy, "pairs_first", PAIRS_FIRST);
	h->pairs[0] = json_count_or(&policy, "pairs_least", PAIRS_LEAST);
	h->pairs[1] = json_count_or(&policy, "pairs_most", PAIRS_MOST);
	if (!(h->least > 0 && h->least < 1))
		json_fault(&policy, "'least' must be a change over 0 and under 171 %");
	if (h->first < 1 || h->pairs[0] < 1 || h->pairs[1] < h->pairs[0])
		json_fault(&policy,
		    "'pairs_first' and 'pairs_least' must be at least 1, and 'pairs_least' at most "
		    "'pairs_most'");
}

void
bisection_load(struct bisection *b, const char *path)
{
	bisection_take(b, json_document_load(path));
}

void
bisection_take(struct bisection *b, struct json_document *document)
{
	struct json_at root, row;
	const char *schema;

	*b = (struct bisection){.document = document};
	root = json_root(b->document);
	schema = json_string_or(&root, "schema", "");
	if (strcmp(schema, BISECTION_SCHEMA) != 0)
		die("%s: schema '%.60s', expected '%s'", json_document_name(b->document), schema,
		    BISECTION_SCHEMA);
	row = json_member(&root, "row");
	commits_read(b, &root);
	bisection_policy_read(&b->hunt, &root);
	probes_read(b, &root, json_string_of(&row, "metric"));
	b->posterior = xcalloc(b->hunt.n + 1, sizeof *b->posterior);
	b->state = hunt_next(&b->hunt, b->posterior);
}

void
bisection_free(struct bisection *b)
{
	free((void *)b->hunt.skip);
	free((void *)b->hunt.probes);
	free(b->posterior);
	json_document_free(b->document);
}

/* The element I of 'commits'; valid while the caller's ROOT and COMMITS are. */
static const char *
commit_of(const struct bisection *b, size_t i, const char *key)
{
	struct json_at root = json_root(b->document), commits = json_member(&root, "commits");
	struct json_at one = json_element(&commits, i);

	return json_string_or(&one, key, "");
}

static void
answer_write(struct json_writer *w, const struct bisection *b)
{
	const struct hunt_state *s = &b->state;

	json_object_begin(w, "answer");
	json_string(w, "verdict", answers[s->answer]);
	if (s->answer == HUNT_ON) {
		json_integer(w, "next", (long long)s->next);
		json_string(w, "commit", commit_of(b, s->next, "commit"));
		json_integer(w, "pairs", (long long)s->pairs);
	} else if (s->answer == HUNT_FOUND || s->answer == HUNT_UNDECIDED) {
		json_integer(w, "first", (long long)s->first);
		json_integer(w, "last", (long long)s->last);
		json_array_begin(w, "commits");
		for (size_t i = s->first; i <= s->last; i++)
			json_string(w, NULL, commit_of(b, i, "commit"));
		json_array_end(w);
	}
	if (s->answer != HUNT_ON && s->answer != HUNT_UNSHOWN)
		json_rounded(w, "sure", s->sure);
	json_rounded(w, "none", s->none);
	json_rounded(w, "size", b->hunt.nprobes ? expm1(s->size) : (double)NAN);
	json_integer(w, "probes", (long long)b->hunt.nprobes);
	json_object_end(w);
}

void
bisection_write(struct json_writer *w, const struct bisection *b)
{
	struct json_at root = json_root(b->document), at = {0};

	json_object_begin(w, NULL);
	while (json_next(&root, &at)) {
		const char *text = json_as_text(&at);

		if (strcmp(at.key, "posterior") == 0 || strcmp(at.key, "answer") == 0)
			continue;
		if (json_kind(&at) == JSON_STRING)
			json_string(w, at.key, text);
		else
			json_raw(w, at.key, text, strlen(text));
		json_break(w);
	}
	json_array_begin(w, "posterior");
	for (size_t i = 0; i <= b->hunt.n; i++)
		json_rounded(w, NULL, b->posterior[i]);
	json_array_end(w);
	json_break(w);
	answer_write(w, b);
	json_object_end(w);
	json_break(w);
}

static void
add_commit(struct buf *text, const struct bisection *b, size_t i)
{
	buf_printf(text, "%.12s '%s'", commit_of(b, i, "commit"), commit_of(b, i, "subject"));
}

char *
bisection_words(const struct bisection *b)
{
	const struct hunt_state *s = &b->state;
	struct json_at root = json_root(b->document), row = json_member(&root, "row");
	struct buf text = BUF_INIT;

	buf_printf(&text, "'%s' %s: ", json_string_of(&row, "id"), json_string_of(&row, "metric"));
	switch (s->answer) {
	case HUNT_ON:
		buf_printf(&text, "next is %zu of %zu, ", s->next, b->hunt.n);
		add_commit(&text, b, s->next);
		buf_printf(&text, ", in %zu pairs", s->pairs);
		return buf_take(&text);
	case HUNT_FOUND:
		add_commit(&text, b, s->first);
		for (size_t i = s->first + 1; i <= s->last; i++) {
			buf_str(&text, i == s->last ? " or " : ", ");
			add_commit(&text, b, i);
		}
		if (s->last > s->first)
			buf_str(&text, ", of which only the last can be built,");
		buf_str(&text, " made it worse by about ");
		percent_text(&text, expm1(s->size), false);
		break;
	case HUNT_NOTHING:
		buf_str(&text, "not reproducible: it did not get worse by ");
		percent_text(&text, expm1(b->hunt.least), false);
		buf_str(&text, " or more");
		break;
	case HUNT_UNSHOWN:
		buf_printf(&text, "not reproducible: %zu probes do not show that it got worse",
		    b->hunt.nprobes);
		return buf_take(&text);
	case HUNT_UNDECIDED:
		buf_printf(&text, "not decided after %zu probes: one of %zu commits, from ",
		    b->hunt.nprobes, s->last - s->first + 1);
		add_commit(&text, b, s->first);
		buf_str(&text, " to ");
		add_commit(&text, b, s->last);
		break;
	}
	buf_str(&text, " (");
	percent_beside(&text, s->sure, false, 1);
	buf_printf(
	    &text, " %% sure, %zu probe%s)", b->hunt.nprobes, b->hunt.nprobes == 1 ? "" : "s");
	return buf_take(&text);
}
