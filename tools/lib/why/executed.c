#include "why/executed.h"

#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"
#include "why/executed_lines.h"

struct executed *
executed_new(void)
{
	struct executed *e = xcalloc(1, sizeof *e);

	e->words = intern_new();
	e->keys = intern_new();
	return e;
}

struct executed_function *
executed_function(struct executed *e, const struct word *object, const struct word *name)
{
	char *key;
	const struct word *word;

	/* What has no symbol is called by its address, which says nothing. */
	if (strncmp(name->text, "0x", 2) == 0)
		name = intern_word(e->words, "???");
	key = xasprintf("%s\n%s", object ? object->text : "", name->text);
	word = intern_word(e->keys, key);
	free(key);
	if (!e->functions || word->index == e->n) {
		e->functions = xgrow(e->functions, e->n, &e->cap, sizeof *e->functions);
		e->functions[e->n] = xcalloc(1, sizeof **e->functions);
		e->functions[e->n]->object = object ? object : intern_word(e->words, "???");
		e->functions[e->n++]->name = name;
	}
	return e->functions[word->index];
}

void
executed_cost_add(struct executed_function *f, const struct executed_cost *cost)
{
	f->costs = xgrow(f->costs, f->ncosts, &f->cap_costs, sizeof *f->costs);
	f->costs[f->ncosts++] = *cost;
	f->self += cost->self;
}

void
executed_call_add(struct executed_function *f, const struct executed_call *call)
{
	f->edges = xgrow(f->edges, f->nedges, &f->cap_edges, sizeof *f->edges);
	f->edges[f->nedges++] = *call;
}

static void
functions_free(struct executed_function **functions, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(functions[i]->costs);
		free(functions[i]->edges);
		free(functions[i]);
	}
	free(functions);
}

/* The function that has ADDRESS of what callgrind takes for F. */
static struct executed_function *
function_renamed(struct executed *e, const struct executed_function *f, uint64_t address,
    const struct executed_namer *namer)
{
	const char *name = namer->name(namer->context, f->object, address);

	return executed_function(e, f->object, name ? intern_word(e->words, name) : f->name);
}

void
executed_rename(struct executed *e, const struct executed_namer *namer)
{
	struct executed_function **before = e->functions;
	size_t n = e->n;

	e->functions = NULL;
	e->n = e->cap = 0;
	intern_free(e->keys);
	e->keys = intern_new();
	for (size_t i = 0; i < n; i++) {
		const struct executed_function *f = before[i];

		for (size_t k = 0; k < f->ncosts; k++)
			executed_cost_add(
			    function_renamed(e, f, f->costs[k].address, namer), &f->costs[k]);
		for (size_t k = 0; k < f->nedges; k++) {
			struct executed_call call = f->edges[k];

			call.to = function_renamed(e, call.to, call.target, namer);
			executed_call_add(function_renamed(e, f, call.address, namer), &call);
		}
	}
	functions_free(before, n);
}

void
executed_free(struct executed *e)
{
	if (!e)
		return;
	functions_free(e->functions, e->n);
	intern_free(e->words);
	intern_free(e->keys);
	for (size_t i = 0; i < e->nprograms; i++)
		free(e->programs[i]);
	free(e->programs);
	free(e);
}

void
executed_read(struct executed *e, const char *path)
{
	FILE *f = input_open(path);

	executed_lines_read(e, f, input_name(path));
	input_close(f);
}

void
executed_read_folder(struct executed *e, const char *folder)
{
	char *pattern = xasprintf("%s/*", folder);
	glob_t found = {0};

	if (!input_glob(pattern, &found))
		die("'%s' has no file of callgrind", folder);
	for (size_t i = 0; i < found.gl_pathc; i++)
		executed_read(e, found.gl_pathv[i]);
	globfree(&found);
	free(pattern);
}
