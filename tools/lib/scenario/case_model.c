#include "scenario/case_model.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/util.h"
#include "compatibility/compatibility_map.h"
#include "scenario/extend.h"
#include "weights/weights.h"
#include "json/json_extra.h"

/* What is known of one file. */
struct known_model {
	char *path, *labels;
	const char *family, *dtype;
};

struct case_models {
	const struct yaml_node *file;
	struct compatibility_map *map; /* NULL: not needed so far */
	struct known_model *list;
	size_t n, cap;
};

struct case_models *
case_models_new(const struct yaml_node *file)
{
	struct case_models *m = xcalloc(1, sizeof *m);

	m->file = file;
	return m;
}

void
case_models_free(struct case_models *m)
{
	for (size_t i = 0; i < m->n; i++) {
		free(m->list[i].path);
		free(m->list[i].labels);
	}
	free(m->list);
	compatibility_map_free(m->map);
	free(m);
}

static const struct known_model *
model_know(struct case_models *m, const char *path)
{
	struct known_model k = {.path = NULL};
	struct weights *w;
	struct stat st;

	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->list[i].path, path) == 0)
			return &m->list[i];
	k.path = xstrdup(path);
	if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
		w = xcalloc(1, sizeof *w);
		weights_read(w, path);
		weights_end(w);
		k.labels = weights_labels(w);
		k.family = family_word(w->family);
		k.dtype = weights_main_dtype(w);
		free(w);
	}
	m->list = xgrow(m->list, m->n, &m->cap, sizeof *m->list);
	m->list[m->n] = k;
	return &m->list[m->n++];
}

static const char *
param_of(const struct plan_case *c, const char *key)
{
	for (size_t i = 0; i < c->nparams; i++)
		if (strcmp(c->params[i].key, key) == 0)
			return c->params[i].value;
	return NULL;
}

/* Whether PATH is called as models are. */
static bool
names_model(const char *path)
{
	static const char *const ends[] = {".gguf", ".onnx", ".safetensors"};
	size_t len = strlen(path);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (len > strlen(ends[i]) && strcmp(path + len - strlen(ends[i]), ends[i]) == 0)
			return true;
	return false;
}

static struct compatibility_map *
map_of(struct case_models *m)
{
	char *path, *name;

	if (m->map)
		return m->map;
	m->map = compatibility_map_new();
	compatibility_map_add_default(m->map);
	if (m->file) {
		path = extend_path(m->file, "compatibility");
		name = extend_name(m->file);
		compatibility_map_add(m->map, path, name);
		free(path);
		free(name);
	}
	return m->map;
}

/* The labels of C with one more, KEY: VALUE. */
static void
label_add(struct plan_case *c, const char *key, const char *value, struct arena *arena)
{
	struct json_writer *w = json_writer_new(NULL);
	char *text;

	json_object_begin(w, NULL);
	json_string(w, key, value);
	extra_write(w, c->labels);
	json_object_end(w);
	text = json_writer_take(w);
	c->labels = arena_strdup(arena, text);
	free(text);
}

void
case_model_check(struct case_models *m, const char *model, struct plan_case *c, struct arena *arena)
{
	const char *named = param_of(c, "model"), *backend = param_of(c, "backend");
	const char *family = param_of(c, "family"), *precision = param_of(c, "precision");
	const struct known_model *known = NULL;
	const struct compatibility *e;
	char *text;

	if (!model && named && names_model(named))
		model = named;
	if (model)
		known = model_know(m, model);
	if (known && known->labels) {
		c->labels = arena_strdup(arena, known->labels);
		family = known->family;
		precision = precision ? precision : known->dtype;
	}
	if (!backend)
		return;
	e = compatibility_find(map_of(m), family ? family : "unknown", backend, precision);
	if (!e || e->support == SUPPORT_WORKS)
		return;
	text = xasprintf("%s (%s:%zu)", e->why, e->file, e->line);
	if (e->support == SUPPORT_SLOW) {
		label_add(c, "compatibility", text, arena);
	} else {
		c->skip = arena_strdup(arena, text);
		if (e->fallback && strcmp(e->fallback, backend) != 0)
			c->replacement = arena_strdup(arena, e->fallback);
	}
	free(text);
}
