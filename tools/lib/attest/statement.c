#include "attest/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"
#include "results/results.h"
#include "json/json_document.h"
#include "json/json_writer.h"

#define STATEMENT_TYPE "https://in-toto.io/Statement/v1"
#define PREDICATE_TYPE "https://benchpipe.invalid/attestation/results/1"

void
statement_free(struct statement *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->subjects[i].name);
	free(s->commit);
	*s = (struct statement){.n = 0};
}

static void
bytes_digest(const void *bytes, size_t len, char text[DIGEST_TEXT])
{
	struct digest d;

	digest_begin(&d);
	digest_add(&d, bytes, len);
	digest_end(&d, text);
}

static void
file_digest(const char *path, char text[DIGEST_TEXT])
{
	char block[1 << 16];
	struct digest d;
	FILE *f;
	size_t n;

	if (input_is_standard(path))
		die("'-': what is attested must be a file");
	f = input_open(path);
	digest_begin(&d);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		digest_add(&d, block, n);
	if (ferror(f))
		die("cannot read '%s':", path);
	input_close(f);
	digest_end(&d, text);
}

/* A new subject called NAME, which is taken. */
static struct attested *
attested_add(struct statement *s, char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->subjects[i].name, name) == 0)
			die("'%s' is given twice", name);
	if (s->n == SUBJECTS_MAX)
		die("more than %d files to attest", SUBJECTS_MAX);
	s->subjects[s->n].name = name;
	return &s->subjects[s->n++];
}

static void
commit_read(struct statement *s, const char *environment)
{
	struct json_document *d =
	    json_document_parse(environment, strlen(environment), "environment");
	struct json_at root = json_root(d);
	const char *commit = json_string_or(&root, "git_commit", NULL);

	s->commit = commit ? xstrdup(commit) : NULL;
	s->dirty = json_bool_or(&root, "git_dirty", false);
	json_document_free(d);
}

void
statement_results(struct statement *s, const char *path)
{
	struct entry entry;
	struct results *r;
	const char *environment;

	file_digest(path, attested_add(s, xstrdup("results"))->digest);
	entry_init(&entry);
	r = results_open(path);
	results_depth(r, RESULTS_NO_MEDIANS);
	while (results_next(r, &entry))
		continue;
	entry_free(&entry);
	environment = results_head(r)->environment;
	if (environment) {
		bytes_digest(environment, strlen(environment),
		    attested_add(s, xstrdup("environment"))->digest);
		commit_read(s, environment);
	}
	results_close(r);
}

void
statement_scenario(struct statement *s, const char *path)
{
	file_digest(path, attested_add(s, xstrdup("scenario"))->digest);
}

void
statement_binary(struct statement *s, const char *path)
{
	const char *slash = strrchr(path, '/');

	file_digest(
	    path, attested_add(s, xasprintf("binary:%s", slash ? slash + 1 : path))->digest);
}

static void
digest_write(struct json_writer *w, const char *key, const char *digest)
{
	json_object_begin(w, key);
	json_string(w, "sha256", digest);
	json_object_end(w);
}

void
statement_write(struct buf *b, const struct statement *s, const struct buf *chain)
{
	struct json_writer *w = json_writer_new(NULL);
	char digest[DIGEST_TEXT];

	bytes_digest(chain->s, chain->len, digest);
	json_object_begin(w, NULL);
	json_string(w, "_type", STATEMENT_TYPE);
	json_array_begin(w, "subject");
	for (size_t i = 0; i < s->n; i++) {
		json_object_begin(w, NULL);
		json_string(w, "name", s->subjects[i].name);
		digest_write(w, "digest", s->subjects[i].digest);
		json_object_end(w);
	}
	json_array_end(w);
	json_string(w, "predicateType", PREDICATE_TYPE);
	json_object_begin(w, "predicate");
	json_string(w, "commit", s->commit);
	json_string(w, "version", VERSION);
	digest_write(w, "chain", digest);
	json_object_end(w);
	json_object_end(w);
	buf_str(b, json_writer_text(w));
	json_writer_free(w);
}

/* Why the subjects LIST are not those of S, which the caller owns, or NULL. */
static char *
subjects_differ(const struct statement *s, const struct json_at *list, struct buf *unseen)
{
	bool seen[SUBJECTS_MAX] = {false};

	for (size_t k = 0; k < json_length(list); k++) {
		struct json_at at = json_element(list, k), digest = json_member(&at, "digest");
		const char *name = json_string_of(&at, "name");
		size_t i = 0;

		while (i < s->n && strcmp(s->subjects[i].name, name) != 0)
			i++;
		if (i == s->n) {
			buf_printf(unseen, "%s%s", unseen->len ? ", " : "", name);
			continue;
		}
		if (strcmp(json_string_of(&digest, "sha256"), s->subjects[i].digest) != 0)
			return xasprintf("'%s' is not what was attested: its SHA-256 is %s", name,
			    s->subjects[i].digest);
		seen[i] = true;
	}
	for (size_t i = 0; i < s->n; i++)
		if (!seen[i])
			return xasprintf("'%s' is not attested", s->subjects[i].name);
	return NULL;
}

static char *
parts_differ(const struct statement *s, const struct json_at *root, const char *commit,
    const struct buf *chain, struct buf *unseen)
{
	struct json_at subjects = json_member(root, "subject");
	struct json_at predicate = json_member(root, "predicate");
	struct json_at bound = json_member(&predicate, "chain");
	const char *attested = json_string_or(&predicate, "commit", "none");
	char digest[DIGEST_TEXT];

	bytes_digest(chain->s, chain->len, digest);
	if (strcmp(json_string_or(root, "_type", ""), STATEMENT_TYPE) != 0 ||
	    strcmp(json_string_or(root, "predicateType", ""), PREDICATE_TYPE) != 0)
		return xstrdup("it is signed, and not a statement about results");
	if (strcmp(json_string_or(&bound, "sha256", ""), digest) != 0)
		return xstrdup("the certificates are not those that it was signed with");
	if (strcmp(attested, commit) != 0)
		return xasprintf("it is of commit '%.64s', not of '%.64s'", attested, commit);
	if (!s->commit || strcmp(s->commit, commit) != 0)
		return xasprintf("the results are of commit '%.64s', not of '%.64s'",
		    s->commit ? s->commit : "none", commit);
	return subjects_differ(s, &subjects, unseen);
}

char *
statement_differs(const struct statement *s, const struct buf *text, const char *commit,
    const struct buf *chain, struct buf *unseen)
{
	struct json_document *d =
	    json_document_parse(text->s ? text->s : "", text->len, "the statement");
	struct json_at root = json_root(d);
	char *why = parts_differ(s, &root, commit, chain, unseen);

	json_document_free(d);
	return why;
}
