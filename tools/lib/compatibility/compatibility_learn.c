#include "compatibility/compatibility_learn.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/util.h"
#include "results/results.h"
#include "weights/family.h"
#include "json/json_document.h"
#include "json/json_extra.h"
#include "json/json_writer.h"

enum { LEARNED_MAX = 10000 };

/* The cases of one combination. */
struct learned {
	const char *family, *backend, *precision; /* PRECISION may be NULL */
	const char *why;                          /* of the first that failed, or NULL */
	bool ran;                                 /* one of them did */
};

struct learner {
	struct arena *memory;
	struct learned *list;
	size_t n, cap, untold;
};

/* The text of label KEY of E, in memory of L, or NULL. */
static const char *
label_of(struct learner *l, const struct entry *e, const char *key)
{
	char *text = extra_member(e->extra, "labels");
	struct json_document *d;
	struct json_at root, at;
	const char *s = NULL;

	if (!text)
		return NULL;
	d = json_document_parse(text, strlen(text), "labels");
	root = json_root(d);
	if (json_kind(&root) == JSON_OBJECT) {
		at = json_member(&root, key);
		if (json_kind(&at) == JSON_STRING)
			s = arena_strdup(l->memory, json_as_text(&at));
	}
	json_document_free(d);
	free(text);
	return s;
}

static const char *
entry_param(struct learner *l, const struct entry *e, const char *key)
{
	for (size_t i = 0; i < e->nparams; i++)
		if (strcmp(e->params[i].key, key) == 0)
			return arena_strdup(l->memory, e->params[i].value);
	return NULL;
}

static bool
family_named(const char *word)
{
	for (size_t i = FAMILY_UNKNOWN + 1; word && family_words[i]; i++)
		if (strcmp(family_words[i], word) == 0)
			return true;
	return false;
}

static struct learned *
learned_at(struct learner *l, const struct learned *key)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->list[i].family, key->family) == 0 &&
		    strcmp(l->list[i].backend, key->backend) == 0 &&
		    text_order(l->list[i].precision, key->precision) == 0)
			return &l->list[i];
	if (l->n == LEARNED_MAX)
		die("more than %d combinations of family, backend and precision", LEARNED_MAX);
	l->list = xgrow(l->list, l->n, &l->cap, sizeof *l->list);
	l->list[l->n] = *key;
	return &l->list[l->n++];
}

static void
entry_learn(struct learner *l, const struct entry *e)
{
	bool failed = e->status == ENTRY_FAILED || e->status == ENTRY_TIMEOUT;
	struct learned key = {.backend = entry_param(l, e, "backend")}, *at;

	if (!failed && e->status != ENTRY_OK)
		return;
	key.family = label_of(l, e, "model_family");
	if (!family_named(key.family))
		key.family = entry_param(l, e, "family");
	key.precision = entry_param(l, e, "precision");
	if (!key.precision)
		key.precision = label_of(l, e, "model_dtype");
	if (!key.backend || !family_named(key.family)) {
		l->untold += failed;
		return;
	}
	at = learned_at(l, &key);
	at->ran = at->ran || !failed;
	if (failed && !at->why)
		at->why = arena_strdup(l->memory, e->reason ? e->reason : "it failed");
}

/* TEXT as a scalar of YAML, which a string of JSON is; what is no line becomes one. */
static void
scalar_write(FILE *f, const char *key, const char *text)
{
	struct json_writer *w = json_writer_new(NULL);
	char *line = xstrdup(text);

	for (char *s = line; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 127)
			*s = ' ';
	json_string(w, NULL, line);
	fprintf(f, "%s: %s", key, json_writer_text(w));
	json_writer_free(w);
	free(line);
}

static void
learned_write(const struct learned *l, FILE *f)
{
	fprintf(f, "  - { family: %s, ", l->family);
	scalar_write(f, "backend", l->backend);
	if (l->precision) {
		fputs(", ", f);
		scalar_write(f, "precision", l->precision);
	}
	fputs(", status: impossible,\n      ", f);
	scalar_write(f, "why", l->why);
	fputs(" }\n", f);
}

size_t
compatibility_learn(
    const struct compatibility_map *map, const char *path, bool head, FILE *f, size_t *untold)
{
	struct learner l = {.memory = arena_new()};
	struct results *r = results_open(path);
	struct entry e;
	size_t n = 0;

	entry_init(&e);
	while (results_next(r, &e))
		entry_learn(&l, &e);
	entry_free(&e);
	results_close(r);
	if (head)
		fputs("version: 1\ncompatibility:\n", f);
	for (size_t i = 0; i < l.n; i++) {
		const struct learned *at = &l.list[i];
		const struct compatibility *known =
		    compatibility_find(map, at->family, at->backend, at->precision);

		if (!at->why || at->ran || (known && known->support == SUPPORT_IMPOSSIBLE))
			continue;
		learned_write(at, f);
		n++;
	}
	*untold = l.untold;
	free(l.list);
	arena_free(l.memory);
	return n;
}
