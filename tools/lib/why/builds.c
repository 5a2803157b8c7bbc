#include "why/builds.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "why/code.h"

struct builds {
	const char *roots[BUILDS];
	struct word_set *words, *paths[BUILDS];
	struct build_object *objects[BUILDS];
	size_t n[BUILDS], cap[BUILDS];
	const char *fault;
	const struct word *fault_of;
};

struct builds *
builds_new(const char *const roots[BUILDS], struct word_set *words)
{
	struct builds *b = xcalloc(1, sizeof *b);

	b->words = words;
	for (int i = BASE; i < BUILDS; i++) {
		b->roots[i] = roots[i];
		b->paths[i] = intern_new();
	}
	return b;
}

void
builds_free(struct builds *b)
{
	for (int i = BASE; i < BUILDS; i++) {
		for (size_t k = 0; k < b->n[i]; k++) {
			free(b->objects[i][k].path);
			code_free(b->objects[i][k].code);
		}
		free(b->objects[i]);
		intern_free(b->paths[i]);
	}
	free(b);
}

const char *
builds_source(const struct builds *b, int build, const char *file)
{
	size_t n = strlen(b->roots[build]);

	return strncmp(file, b->roots[build], n) == 0 && file[n] == '/' ? file + n + 1 : file;
}

struct build_object *
builds_object(struct builds *b, int build, const struct word *path)
{
	const struct word *word = intern_word(b->paths[build], path->text);

	if (word->index == b->n[build]) {
		const char *name = builds_source(b, build, path->text);

		b->objects[build] =
		    xgrow(b->objects[build], b->n[build], &b->cap[build], sizeof **b->objects);
		b->objects[build][b->n[build]++] = (struct build_object){
		    intern_word(b->words, name), xstrdup(path->text), name != path->text, NULL};
	}
	return &b->objects[build][word->index];
}

size_t
builds_count(const struct builds *b, int build)
{
	return b->n[build];
}

const struct build_object *
builds_at(const struct builds *b, int build, size_t i)
{
	return &b->objects[build][i];
}

/* The code of O of BUILD, read where it was not yet. */
static struct code *
code_of(struct builds *b, int build, struct build_object *o)
{
	if (o->code || !o->own)
		return o->code;
	o->code = code_read(o->path, b->roots[build]);
	if (code_fault(o->code) && !b->fault) {
		b->fault = code_fault(o->code);
		b->fault_of = o->name;
	}
	return o->code;
}

/* The object called NAME of BUILD, or NULL. */
static struct build_object *
object_named(struct builds *b, int build, const struct word *name)
{
	for (size_t i = 0; i < b->n[build]; i++)
		if (b->objects[build][i].name == name)
			return &b->objects[build][i];
	return NULL;
}

struct naming {
	struct builds *builds;
	int build;
};

static const char *
name_at(void *context, const struct word *object, uint64_t address)
{
	struct naming *n = context;
	struct build_object *o = builds_object(n->builds, n->build, object);

	return o->own ? code_function_at(code_of(n->builds, n->build, o), address) : NULL;
}

void
builds_rename(struct builds *b, int build, struct executed *e)
{
	struct naming naming = {b, build};
	const struct executed_namer namer = {name_at, &naming};

	executed_rename(e, &namer);
}

struct code_digests
builds_digests(struct builds *b, int build, const struct word *path, const struct word *name)
{
	struct build_object *o = builds_object(b, build, path);

	return o->own ? code_digests_of(code_of(b, build, o), name->text)
		      : (struct code_digests){{0, 0}};
}

enum code_state
builds_compare(struct builds *b, const struct word *object, const struct word *name)
{
	struct build_object *o[BUILDS];
	struct code_digests digests[BUILDS];

	for (int i = BASE; i < BUILDS; i++)
		o[i] = object_named(b, i, object);
	if (!o[BASE] || !o[HEAD])
		return CODE_CHANGED; /* one build alone has this program */
	if (!o[BASE]->own)
		return CODE_SAME;
	for (int i = BASE; i < BUILDS; i++) {
		if (code_fault(code_of(b, i, o[i])))
			return CODE_UNKNOWN;
		digests[i] = code_digests_of(o[i]->code, name->text);
	}
	if (code_digests_none(&digests[BASE]) && code_digests_none(&digests[HEAD]))
		return CODE_UNKNOWN;
	return code_digests_meet(&digests[BASE], &digests[HEAD]) ? CODE_SAME : CODE_CHANGED;
}

size_t
builds_started(struct builds *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n[HEAD]; i++) {
		struct build_object *head = &b->objects[HEAD][i];
		struct build_object *base = object_named(b, BASE, head->name);

		if (head->own && base && base->own) {
			struct code_digests x = code_digests_of(code_of(b, HEAD, head), CODE_START);
			struct code_digests y = code_digests_of(code_of(b, BASE, base), CODE_START);

			n += !code_fault(head->code) && !code_digests_meet(&x, &y);
		}
	}
	return n;
}

const char *
builds_fault(const struct builds *b, const struct word **object)
{
	*object = b->fault_of;
	return b->fault;
}
