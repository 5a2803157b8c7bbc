#include "history/ledger_alert.h"

#include <math.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "json/json_extra.h"

const char *const alert_states[NALERT_STATES + 1] = {
    "open", "accepted", "recovered", "withdrawn", "kept", "lost"};
const char *const alert_kinds[NALERT_KINDS + 1] = {"regression", "improvement", "moved"};

const char *
alert_run_word(const struct alert_run *run)
{
	return run->id ? run->id : run->commit ? run->commit : run->timestamp;
}

static const char *
text_of(const struct json_at *object, const char *key, struct arena *memory)
{
	const char *text = json_string_or(object, key, NULL);

	return text ? arena_strdup(memory, text) : NULL;
}

/* The index of the word of member KEY, one of N WORDS. */
static int
word_of(const struct json_at *object, const char *key, const char *const *words, size_t n)
{
	struct json_at at = json_member(object, key);
	const char *word = json_string_of(object, key);

	for (size_t i = 0; i < n; i++)
		if (strcmp(word, words[i]) == 0)
			return (int)i;
	json_wrong(&at, suggest_list(words, n));
}

static struct alert_run
run_of(const struct json_at *object, const char *key, struct arena *memory)
{
	struct json_at at = json_member(object, key);

	return (struct alert_run){text_of(&at, "run", memory), text_of(&at, "commit", memory),
	    text_of(&at, "timestamp", memory)};
}

static void
row_of(const struct json_at *at, struct alert_row *row, struct arena *memory)
{
	struct json_at ci = json_member(at, "ci");

	memset(row, 0, sizeof *row);
	row->id = arena_strdup(memory, json_string_of(at, "id"));
	row->metric = arena_strdup(memory, json_string_of(at, "metric"));
	row->variant = text_of(at, "variant", memory);
	row->gate = json_bool_or(at, "gate", true);
	row->step = (struct series_step){.before = json_number_or(at, "before", NAN),
	    .after = json_number_or(at, "after", NAN),
	    .change = json_number_or(at, "change", NAN),
	    .low = NAN,
	    .high = NAN,
	    .p = json_number_or(at, "p", NAN),
	    .verdict = row_verdict(at),
	    .recovered_at = SERIES_NONE};
	if (json_length(&ci) == 2) {
		struct json_at low = json_element(&ci, 0), high = json_element(&ci, 1);

		row->step.low = json_as_number(&low);
		row->step.high = json_as_number(&high);
	}
	row->step.state = (enum series_state)word_of(at, "state", series_states, NSERIES_STATES);
	row->at = run_of(at, "at", memory);
	row->recovered = run_of(at, "recovered_at", memory);
	if (!alert_run_word(&row->at))
		json_fault(at, "a row must say which run it is at");
}

static bool
known(const char *key)
{
	static const char *const keys[] = {
	    "schema", "name", "kind", "state", "after", "at", "rows"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(key, keys[i]) == 0)
			return true;
	return false;
}

/* The members of ROOT that this version does not know, as an object; NULL: none. */
static const char *
extra_of(const struct json_at *root, struct arena *memory)
{
	struct json_writer *w = json_writer_new(NULL);
	struct json_at at = {0};
	const char *text;
	size_t n = 0;

	json_object_begin(w, NULL);
	while (json_next(root, &at)) {
		if (known(at.key))
			continue;
		if (json_kind(&at) == JSON_STRING)
			json_string(w, at.key, json_as_text(&at));
		else
			json_raw(w, at.key, json_as_text(&at), strlen(json_as_text(&at)));
		n++;
	}
	json_object_end(w);
	text = n ? arena_strdup(memory, json_writer_text(w)) : NULL;
	json_writer_free(w);
	return text;
}

void
alert_read(const struct json_at *root, struct alert *a, struct arena *memory)
{
	const char *schema = json_string_of(root, "schema");
	struct json_at at = json_member(root, "schema"), rows = json_member(root, "rows");

	if (strcmp(schema, ALERT_SCHEMA) != 0)
		json_wrong(&at, "'" ALERT_SCHEMA "'");
	a->kind = (enum alert_kind)word_of(root, "kind", alert_kinds, NALERT_KINDS);
	a->state = a->before =
	    (enum alert_state)word_of(root, "state", alert_states, NALERT_STATES);
	a->after = run_of(root, "after", memory);
	a->at = run_of(root, "at", memory);
	if (!alert_run_word(&a->at))
		json_fault(root, "an alert must say which run it is at");
	a->extra = extra_of(root, memory);
	for (size_t i = 0; i < json_length(&rows); i++) {
		struct json_at row = json_element(&rows, i);

		a->rows = xgrow(a->rows, a->nrows, &a->cap, sizeof *a->rows);
		row_of(&row, &a->rows[a->nrows++], memory);
	}
}

static void
run_write(struct json_writer *w, const char *key, const struct alert_run *run)
{
	if (!alert_run_word(run))
		return;
	json_object_begin(w, key);
	if (run->id)
		json_string(w, "run", run->id);
	if (run->commit)
		json_string(w, "commit", run->commit);
	if (run->timestamp)
		json_string(w, "timestamp", run->timestamp);
	json_object_end(w);
}

static void
row_write(struct json_writer *w, const struct alert_row *row)
{
	const struct series_step *step = &row->step;

	json_object_begin(w, NULL);
	json_string(w, "id", row->id);
	json_string(w, "metric", row->metric);
	if (row->variant)
		json_string(w, "variant", row->variant);
	if (!row->gate)
		json_bool(w, "gate", false);
	run_write(w, "at", &row->at);
	json_rounded(w, "before", step->before);
	json_rounded(w, "after", step->after);
	json_rounded(w, "change", step->change);
	json_interval(w, "ci", step->low, step->high);
	json_rounded(w, "p", step->p);
	json_string(w, "verdict", verdict_name(step->verdict));
	json_string(w, "state", series_states[step->state]);
	if (step->state == SERIES_RECOVERED)
		run_write(w, "recovered_at", &row->recovered);
	json_object_end(w);
}

void
alert_write(struct json_writer *w, const char *key, const struct alert *a)
{
	json_object_begin(w, key);
	json_string(w, "schema", ALERT_SCHEMA);
	json_string(w, "name", a->name);
	json_string(w, "kind", alert_kinds[a->kind]);
	json_string(w, "state", alert_states[a->state]);
	run_write(w, "after", &a->after);
	run_write(w, "at", &a->at);
	extra_write(w, a->extra);
	json_array_begin(w, "rows");
	for (size_t i = 0; i < a->nrows; i++) {
		json_break(w);
		row_write(w, &a->rows[i]);
	}
	if (a->nrows)
		json_break(w);
	json_array_end(w);
	json_object_end(w);
}

const char *
alert_row_state(const struct json_at *alert, const struct json_at *row)
{
	const char *whole = json_string_of(alert, "state");
	const char *own = json_string_or(row, "state", NULL);

	if (!own || strcmp(whole, "accepted") == 0 || strcmp(whole, "withdrawn") == 0)
		return whole;
	for (int i = 0; i < NSERIES_STATES; i++)
		if (strcmp(own, series_states[i]) == 0)
			return series_state_word(row_verdict(row), (enum series_state)i);
	return own;
}
