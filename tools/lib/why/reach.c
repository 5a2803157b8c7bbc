#include "why/reach.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/tame.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "why/builds.h"
#include "why/code.h"
#include "why/interpreter.h"
#include "why/reach_case.h"

/* One program of one build, read once. */
struct reach_program {
	char *path;
	struct code *code;
};

struct reach {
	struct json_document *document;
	struct reach_program *programs;
	size_t n, cap;
};

static void
digest_write(struct json_writer *w, const char *key, uint64_t digest)
{
	char text[17];

	snprintf(text, sizeof text, "%016" PRIx64, digest);
	json_string(w, key, text);
}

static void
function_write(
    struct json_writer *w, struct builds *b, const struct word *object, const struct word *name)
{
	const struct code_digests d = builds_digests(b, BASE, object, name);

	json_object_begin(w, NULL);
	json_string(w, "name", name->text);
	digest_write(w, "code", d.as[READ_ENDS]);
	if (d.as[READ_STARTS] != d.as[READ_ENDS])
		digest_write(w, "or", d.as[READ_STARTS]);
	json_object_end(w);
}

/* The functions of OBJECT that E executed in B. */
static void
functions_write(struct json_writer *w, struct builds *b, const struct executed *e,
    const struct word *object, struct word_set *words)
{
	json_array_begin(w, "functions");
	function_write(w, b, object, intern_word(words, CODE_START));
	for (size_t i = 0; i < e->n; i++)
		if (e->functions[i]->object == object && e->functions[i]->self > 0)
			function_write(w, b, object, e->functions[i]->name);
	json_array_end(w);
}

/* The programs of the build that E executed, or why that says nothing. */
static void
programs_write(struct json_writer *w, struct executed *e, const char *root)
{
	const char *const roots[BUILDS] = {root, root};
	struct word_set *words = intern_new();
	struct builds *b = builds_new(roots, words);
	const struct word *of;
	const char *fault;
	char *unknown = interpreter_of(e);
	size_t own = 0;

	builds_rename(b, BASE, e);
	fault = builds_fault(b, &of);
	for (size_t i = 0; i < builds_count(b, BASE); i++)
		own += builds_at(b, BASE, i)->own;
	if (!unknown && fault)
		unknown = xasprintf("the code of '%s' is not known: %s", of->text, fault);
	if (!unknown && !own)
		unknown = xstrdup("no program of the build was executed");
	if (unknown)
		json_string(w, "unknown", unknown);
	json_array_begin(w, "programs");
	for (size_t i = 0; !unknown && i < builds_count(b, BASE); i++) {
		const struct build_object *o = builds_at(b, BASE, i);

		if (!o->own)
			continue;
		json_object_begin(w, NULL);
		json_string(w, "path", o->name->text);
		functions_write(w, b, e, intern_word(e->words, o->path), e->words);
		json_object_end(w);
	}
	json_array_end(w);
	free(unknown);
	builds_free(b);
	intern_free(words);
}

static void
case_write(struct json_writer *w, const struct plan_case *c, const char *folder, const char *root)
{
	char digest[DIGEST_TEXT];

	json_break(w);
	json_object_begin(w, NULL);
	json_string(w, "id", c->id);
	reach_case_digest(c, root, digest);
	json_string(w, "command", digest);
	if (folder) {
		struct executed *e = executed_new();

		executed_read_folder(e, folder);
		programs_write(w, e, root);
		executed_free(e);
	} else {
		json_string(w, "unknown", "it did not run under callgrind");
	}
	json_object_end(w);
}

void
reach_write(struct json_writer *w, const struct plan *plan, const struct why_profiles *profiles,
    const char *variant, const char *root)
{
	char *now = timestamp_now();

	json_object_begin(w, NULL);
	json_string(w, "schema", REACH_SCHEMA);
	json_string(w, "version", VERSION);
	json_string(w, "timestamp", now);
	json_array_begin(w, "cases");
	for (size_t i = 0; i < plan->ncases; i++) {
		char *folder = why_profile_folder(profiles, plan->cases[i].id, variant);

		case_write(w, &plan->cases[i], folder, root);
		free(folder);
	}
	json_break(w);
	json_array_end(w);
	json_object_end(w);
	json_break(w);
	free(now);
}

struct reach *
reach_load(const char *path)
{
	struct reach *r = xcalloc(1, sizeof *r);
	struct json_at root, cases, schema;

	r->document = json_document_load(path);
	root = json_root(r->document);
	schema = json_member(&root, "schema");
	if (strcmp(json_string_of(&root, "schema"), REACH_SCHEMA) != 0)
		json_wrong(&schema, "'" REACH_SCHEMA "'");
	cases = json_member(&root, "cases");
	if (json_kind(&cases) != JSON_ARRAY)
		json_wrong(&cases, "an array");
	return r;
}

void
reach_free(struct reach *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->n; i++) {
		free(r->programs[i].path);
		code_free(r->programs[i].code);
	}
	free(r->programs);
	json_document_free(r->document);
	free(r);
}

/* The code of the program NAME of the build in ROOT. */
static struct code *
program_code(struct reach *r, const char *root, const char *name)
{
	char *path = xasprintf("%s/%s", root, name);

	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->programs[i].path, path) == 0) {
			free(path);
			return r->programs[i].code;
		}
	r->programs = xgrow(r->programs, r->n, &r->cap, sizeof *r->programs);
	r->programs[r->n++] = (struct reach_program){path, code_read(path, root)};
	return r->programs[r->n - 1].code;
}

/* What of PROGRAM, which was recorded, differs in the build in ROOT; or NULL. */
static char *
program_reason(struct reach *r, const struct json_at *program, const char *root)
{
	const char *path = json_string_of(program, "path");
	struct json_at list = json_member(program, "functions");
	struct code *code = program_code(r, root, path);

	if (code_fault(code))
		return xasprintf("the code of '%s' is not known: %s", path, code_fault(code));
	for (size_t i = 0; i < json_length(&list); i++) {
		struct json_at f = json_element(&list, i);
		const char *name = json_string_of(&f, "name");
		struct code_digests now = code_digests_of(code, name);
		struct code_digests then = {{strtoull(json_string_of(&f, "code"), NULL, 16),
		    strtoull(json_string_or(&f, "or", "0"), NULL, 16)}};

		if (!code_digests_meet(&now, &then))
			return xasprintf("'%s' of '%s' differs", name, path);
	}
	return NULL;
}

/* What of the recorded CASE_, which is C, differs in the build in ROOT; or NULL. */
static char *
build_reason(
    struct reach *r, const struct json_at *case_, const struct plan_case *c, const char *root)
{
	struct json_at programs = json_member(case_, "programs");
	char digest[DIGEST_TEXT], *reason = NULL;

	reach_case_digest(c, root, digest);
	if (strcmp(digest, json_string_of(case_, "command")) != 0)
		return xstrdup("its command differs, or a file that it names");
	if (!json_length(&programs))
		return xstrdup("no program was recorded");
	for (size_t i = 0; i < json_length(&programs) && !reason; i++) {
		struct json_at program = json_element(&programs, i);

		reason = program_reason(r, &program, root);
	}
	return reason;
}

char *
reach_reason(struct reach *r, const struct plan_case *c, const char *const *roots, size_t n)
{
	struct json_at root = json_root(r->document);
	struct json_at cases = json_member(&root, "cases");

	for (size_t i = 0; i < json_length(&cases); i++) {
		struct json_at at = json_element(&cases, i);
		const char *unknown = json_string_or(&at, "unknown", NULL);
		char *reason = unknown ? xstrdup(unknown) : NULL;

		if (strcmp(json_string_of(&at, "id"), c->id) != 0)
			continue;
		for (size_t k = 0; k < n && !reason; k++)
			reason = build_reason(r, &at, c, roots[k]);
		return reason;
	}
	return xstrdup("it was not recorded");
}

void
reach_keep(struct reach *r, struct plan *plan, const char *const *roots, size_t n)
{
	size_t kept = 0, all = plan->ncases;

	for (size_t i = 0; i < all; i++) {
		char *reason = reach_reason(r, &plan->cases[i], roots, n);

		if (reason)
			plan->cases[kept++] = plan->cases[i];
		free(reason);
	}
	plan->ncases = kept;
	if (kept < all)
		warn("%zu of %zu cases execute nothing that changed: they are left out", all - kept,
		    all);
}
