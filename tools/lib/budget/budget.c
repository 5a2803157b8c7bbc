#include "budget/budget.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"
#include "budget/budget_parts.h"
#include "model/metric.h"
#include "model/policy.h"
#include "model/schema_names.h"
#include "json/json_copy.h"
#include "json/json_extra.h"

/* Half of a 95 % interval in standard errors, as the normal distribution has it. */
#define HALF_ERRORS 1.959964

const char *const budget_states[NBUDGET_STATES + 1] = {"within", "near", "overdrawn", NULL};

static bool
member_known(const char *key)
{
	static const char *const known[] = {
	    "schema", "version", "release", "allowance", "entries", "rows"};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(key, known[i]) == 0)
			return true;
	return false;
}

static const char *
text_kept(struct budget *b, const char *text)
{
	return text ? arena_strdup(b->memory, text) : NULL;
}

struct budget_entry
budget_entry_read(const struct json_at *it, struct budget *b)
{
	struct json_at at = json_member(it, "change"), ci = json_member(it, "ci"), low, high;
	bool higher = strcmp(json_string_or(it, "better", ""), better_name(BETTER_HIGHER)) == 0;
	double change = json_number_or(it, "change", NAN);
	struct budget_entry e = {.id = text_kept(b, json_string_of(it, "id")),
	    .metric = text_kept(b, json_string_of(it, "metric")),
	    .commit = text_kept(b, json_string_or(it, "commit", NULL)),
	    .timestamp = text_kept(b, json_string_or(it, "timestamp", NULL)),
	    .text = text_kept(b, json_as_text(it))};

	if (!(change > -1 && change <= 1e6))
		json_wrong(&at, "a number over -1");
	e.worse = (higher ? -1 : 1) * log1p(change);
	if (json_kind(&ci) == JSON_ABSENT || json_kind(&ci) == JSON_NULL)
		return e;
	if (json_length(&ci) != 2)
		json_wrong(&ci, "an array of two numbers");
	low = json_element(&ci, 0);
	high = json_element(&ci, 1);
	if (!(json_as_number(&low) > -1 && json_as_number(&high) >= json_as_number(&low) &&
		json_as_number(&high) <= 1e6))
		json_wrong(&ci, "an interval over -1");
	e.half = (log1p(json_as_number(&high)) - log1p(json_as_number(&low))) / 2;
	return e;
}

char *
budget_key(const char *id, const char *metric, const char *when)
{
	return xasprintf("%s\n%s\n%s", id, metric, when);
}

void
budget_entry_add(struct budget *b, const struct budget_entry *e)
{
	const char *const when[] = {e->commit, e->timestamp};

	for (int i = 0; i < 2; i++) {
		char *key = when[i] ? budget_key(e->id, e->metric, when[i]) : NULL;

		if (key)
			intern_word(b->booked, key);
		free(key);
	}
	b->entries = xgrow(b->entries, b->n, &b->cap, sizeof *b->entries);
	b->entries[b->n++] = *e;
}

/* The members of ROOT that this version does not know. */
static const char *
extra_read(struct budget *b, const struct json_at *root)
{
	struct json_writer *w = json_writer_new(NULL);
	struct json_at at = {0};
	bool any = false;
	char *text;

	json_object_begin(w, NULL);
	while (json_next(root, &at))
		if (!member_known(at.key)) {
			json_copy(w, at.key, &at);
			any = true;
		}
	json_object_end(w);
	text = json_writer_take(w);
	b->extra = any ? arena_strdup(b->memory, text) : NULL;
	free(text);
	return b->extra;
}

static void
ledger_read(struct budget *b, const struct json_document *d)
{
	struct json_at root = json_root(d), at = json_member(&root, "allowance"), list;

	b->release = text_kept(b, json_string_or(&root, "release", NULL));
	b->allowance = json_number_or(&root, "allowance", BUDGET_ALLOWANCE);
	if (!(b->allowance > 0 && policy_change_valid(b->allowance)))
		json_wrong(&at, "over 0 and at most 10 (1000%)");
	extra_read(b, &root);
	list = json_member(&root, "entries");
	if (json_kind(&list) != JSON_ARRAY)
		json_wrong(&list, "an array");
	if (json_length(&list) > BUDGET_ENTRIES_MAX)
		json_wrong(&list, xasprintf("an array of at most %d", BUDGET_ENTRIES_MAX));
	for (size_t i = 0; i < json_length(&list); i++) {
		struct json_at it = json_element(&list, i);
		struct budget_entry e = budget_entry_read(&it, b);

		budget_entry_add(b, &e);
	}
}

struct budget *
budget_load(const char *path, bool named)
{
	struct budget *b = xcalloc(1, sizeof *b);
	FILE *f = named ? input_open(path) : input_probe(path);
	struct json_document *d;

	b->memory = arena_new();
	b->booked = intern_new();
	b->allowance = BUDGET_ALLOWANCE;
	if (!f)
		return b;
	d = json_document_read(f, input_name(path), BUDGET_SCHEMA);
	ledger_read(b, d);
	json_document_free(d);
	input_close(f);
	return b;
}

void
budget_free(struct budget *b)
{
	if (!b)
		return;
	intern_free(b->known);
	intern_free(b->booked);
	free(b->entries);
	free(b->rows);
	arena_free(b->memory);
	free(b);
}

void
budget_allow(struct budget *b, double allowance)
{
	if (!isnan(allowance))
		b->allowance = allowance;
}

size_t
budget_release(struct budget *b, const char *release)
{
	size_t gone = b->n;

	if (!release || (b->release && strcmp(b->release, release) == 0))
		return 0;
	/* What was booked before the ledger had a name is of its first release. */
	if (!b->release) {
		gone = 0;
	} else {
		b->n = 0;
		intern_free(b->booked);
		b->booked = intern_new();
	}
	b->release = arena_strdup(b->memory, release);
	return gone;
}

/* The row of E. */
static struct budget_row *
budget_row_of(struct budget *b, const struct budget_entry *e)
{
	char *name = xasprintf("%s\n%s", e->id, e->metric);
	size_t i = intern_word(b->known, name)->index;

	free(name);
	if (i == b->nrows) {
		b->rows = xgrow(b->rows, b->nrows, &b->cap_rows, sizeof *b->rows);
		b->rows[b->nrows++] = (struct budget_row){.id = e->id, .metric = e->metric};
	}
	return &b->rows[i];
}

void
budget_settle(struct budget *b)
{
	double most = log1p(b->allowance);

	intern_free(b->known);
	b->known = intern_new();
	b->nrows = 0;
	for (size_t i = 0; i < b->n; i++) {
		const struct budget_entry *e = &b->entries[i];
		struct budget_row *row = budget_row_of(b, e);

		row->entries++;
		row->spent += e->worse;
		row->square += e->half * e->half;
		if (row->spent <= 0)
			row->spent = row->square = 0;
		row->worse |= e->fresh && e->worse > 0;
	}
	for (size_t i = 0; i < b->nrows; i++) {
		double spent = b->rows[i].spent;
		double error = sqrt(b->rows[i].square) / HALF_ERRORS;

		b->rows[i].state = spent - error > most * (1 + POLICY_AT_LIMIT) ? BUDGET_OVERDRAWN
				   : spent >= BUDGET_NEAR * most                ? BUDGET_NEARLY
										: BUDGET_WITHIN;
	}
}

const struct budget_row *
budget_rows(const struct budget *b, size_t *n)
{
	*n = b->nrows;
	return b->rows;
}
