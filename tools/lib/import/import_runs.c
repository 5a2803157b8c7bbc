#include "import/import_runs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/intern.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "json/json_document.h"

enum { COMMIT_DIGITS = 7 };

struct import_runs *
import_runs_new(void)
{
	struct import_runs *r = xcalloc(1, sizeof *r);

	r->known = intern_new();
	return r;
}

void
import_runs_free(struct import_runs *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->at[i].id);
		free(r->at[i].timestamp);
		free(r->at[i].commit);
		free(r->at[i].ref);
		free(r->at[i].environment);
	}
	free(r->at);
	free(r->places);
	intern_free(r->known);
	free(r);
}

static struct import_run *
run_add(struct import_runs *r)
{
	r->at = xgrow(r->at, r->n, &r->cap, sizeof *r->at);
	r->at[r->n] = (struct import_run){.told = false};
	return &r->at[r->n++];
}

size_t
import_runs_add(struct import_runs *r, const char *id)
{
	run_add(r)->id = xstrdup(id);
	return r->n - 1;
}

static char *
text_of(const struct json_at *object, const char *key)
{
	const char *text = json_string_or(object, key, NULL);

	return text && *text ? xstrdup(text) : NULL;
}

/* Fill RUN from OBJECT, whose text is JSON. */
static void
run_read(
    struct import_run *run, const struct json_at *object, const char *json, const struct scanner *s)
{
	struct json_at environment = json_member(object, "environment");
	const char *time = json_string_or(object, "timestamp", NULL);

	run->told = true;
	run->timestamp = time ? timestamp_utc(time) : NULL;
	if (!run->timestamp)
		scan_die(s, "the 'timestamp' of a 'run' must be " TIMESTAMP_LIKE "%s%s%s",
		    time ? ", not '" : "", time ? time : "", time ? "'" : "");
	run->commit = text_of(object, "commit");
	run->ref = text_of(object, "ref");
	if (json_kind(&environment) == JSON_OBJECT)
		run->environment = xstrdup(json_as_text(&environment));
	run->id = xasprintf(
	    "%s %016llx", run->timestamp, (unsigned long long)hash_string(HASH_START, json));
}

size_t
import_runs_find(struct import_runs *r, const char *json, const struct scanner *s)
{
	const struct word *word = intern_find(r->known, json);
	struct json_document *d;
	struct json_at root;

	if (word)
		return r->places[word->index];
	d = json_document_parse(json, strlen(json), "'run'");
	root = json_root(d);
	if (json_kind(&root) != JSON_OBJECT)
		scan_die(s, "'run' must be an object");
	run_read(run_add(r), &root, json, s);
	json_document_free(d);
	word = intern_word(r->known, json);
	r->places = xgrow(r->places, word->index, &r->places_cap, sizeof *r->places);
	r->places[word->index] = r->n - 1;
	r->told++;
	return r->n - 1;
}

/* Write the members of JSON object TEXT (NULL: none) that OTHER (or NULL) does not have, nor RUN by
 * itself. */
static void
members_write(
    struct json_writer *w, const char *text, const char *other, const struct import_run *run)
{
	struct json_document *d, *known;
	struct json_at root, has, at = {.document = NULL};

	if (!text)
		return;
	d = json_document_parse(text, strlen(text), "environment");
	known = other ? json_document_parse(other, strlen(other), "environment") : NULL;
	root = json_root(d);
	if (known)
		has = json_root(known);
	while (json_next(&root, &at)) {
		struct json_at there = {.document = NULL};

		if (known)
			there = json_member(&has, at.key);
		if ((known && json_kind(&there) != JSON_ABSENT) ||
		    (run->commit && strcmp(at.key, "git_commit") == 0) ||
		    (run->ref && strcmp(at.key, "git_ref") == 0))
			continue;
		if (json_kind(&at) == JSON_STRING)
			json_string(w, at.key, json_as_text(&at));
		else
			json_raw(w, at.key, json_as_text(&at), strlen(json_as_text(&at)));
	}
	json_document_free(known);
	json_document_free(d);
}

char *
import_run_environment(const struct import_run *run, const char *base)
{
	struct json_writer *w;

	if (!run->environment && !run->commit && !run->ref && !base)
		return NULL;
	w = json_writer_new(NULL);
	json_object_begin(w, NULL);
	members_write(w, run->environment, NULL, run);
	members_write(w, base, run->environment, run);
	if (run->commit)
		json_string(w, "git_commit", run->commit);
	if (run->ref)
		json_string(w, "git_ref", run->ref);
	json_object_end(w);
	return json_writer_take(w);
}

char *
import_run_name(const struct import_run *run)
{
	char *basic = timestamp_basic(run->timestamp), *name, commit[COMMIT_DIGITS + 1];
	size_t n = 0;

	for (const char *s = run->commit; s && *s && n < COMMIT_DIGITS; s++)
		if (isalnum((unsigned char)*s))
			commit[n++] = *s;
	commit[n] = '\0';
	name = xasprintf("%s%s%s", basic, n ? "-" : "", commit);
	free(basic);
	return name;
}
