#include "database/catalog_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "history/store.h"
#include "json/json_document.h"

/* One model on one device; what is not known is NULL. */
struct catalog_run {
	char *id, *model, *device, *architecture, *parameters;
};

struct catalog_runs {
	const struct results_head *head;
	const char *name;
	struct json_document *environment, *extra; /* of the head, or NULL */
	struct catalog_run **list;
	size_t n, cap;
};

/* What parameters are called, the most exact name first. */
static const char *const model_names[] = {"model_id", "model", NULL},
			 *const device_names[] = {"device", "backend", "backends", NULL},
			 *const architecture_names[] = {"architecture_type", "architecture", NULL},
			 *const parameter_names[] = {"parameter_count", "n_params", NULL};

const char *
catalog_param(const struct entry *e, const char *const *names)
{
	for (; *names; names++)
		for (size_t i = 0; i < e->nparams; i++)
			if (strcmp(e->params[i].key, *names) == 0)
				return e->params[i].value;
	return NULL;
}

void
catalog_count_append(struct duck_table *t, const char *text)
{
	double v;

	if (text && number_parse(text, strlen(text), &v) && v == floor(v) && fabs(v) < 0x1p53)
		table_integer(t, (int64_t)v);
	else
		table_null(t);
}

static struct json_document *
object_parse(const char *text, const char *name)
{
	return text ? json_document_parse(text, strlen(text), name) : NULL;
}

/* Member KEY of D as text, borrowed; NULL when it is not there or is no single value. */
static const char *
member_text(const struct json_document *d, const char *key)
{
	struct json_at root, at;

	if (!d)
		return NULL;
	root = json_root(d);
	at = json_member(&root, key);
	switch (json_kind(&at)) {
	case JSON_STRING:
	case JSON_NUMBER: return json_as_text(&at);
	default: return NULL;
	}
}

/* The first of NAMES that the head tells beside what results documents have. */
static const char *
head_text(const struct catalog_runs *r, const char *const *names)
{
	const char *text = NULL;

	for (; !text && *names; names++)
		text = member_text(r->extra, *names);
	return text;
}

static struct catalog_run *
run_add(struct catalog_runs *r)
{
	struct catalog_run *run = xcalloc(1, sizeof *run);
	size_t len;
	const char *stem = store_stem(r->name, &len);

	r->list = xgrow(r->list, r->n, &r->cap, sizeof *r->list);
	r->list[r->n++] = run;
	run->id = r->n == 1 ? xstrndup(stem, len) : xasprintf("%.*s.%zu", (int)len, stem, r->n);
	return run;
}

struct catalog_runs *
catalog_runs_new(const char *name, const struct results_head *head)
{
	struct catalog_runs *r = xcalloc(1, sizeof *r);

	r->head = head;
	r->name = name;
	r->environment = object_parse(head->environment, name);
	r->extra = object_parse(head->extra, name);
	return r;
}

static char *
copy_of(const char *text)
{
	return text ? xstrdup(text) : NULL;
}

/* The run of MODEL on DEVICE (NULL: not said), of which E is a case. */
static struct catalog_run *
run_find(struct catalog_runs *r, const char *model, const char *device, const struct entry *e)
{
	struct catalog_run *run;

	for (size_t i = 0; i < r->n; i++)
		if (text_order(r->list[i]->model, model) == 0 &&
		    text_order(r->list[i]->device, device) == 0)
			return r->list[i];
	run = run_add(r);
	run->model = copy_of(model);
	run->device = copy_of(device);
	run->architecture = copy_of(catalog_param(e, architecture_names));
	run->parameters = copy_of(catalog_param(e, parameter_names));
	return run;
}

const char *
catalog_run_of(struct catalog_runs *r, const struct entry *e)
{
	return run_find(r, catalog_param(e, model_names), catalog_param(e, device_names), e)->id;
}

/* The one kind of device that the machine has, borrowed; NULL when it has several or tells none. */
static const char *
device_only(const struct catalog_runs *r)
{
	struct json_at root, backends, at = {.key = NULL};
	const char *key = NULL;
	size_t n = 0;

	if (!r->environment)
		return NULL;
	root = json_root(r->environment);
	backends = json_member(&root, "backends");
	if (json_kind(&backends) != JSON_OBJECT)
		return NULL;
	while (json_next(&backends, &at)) {
		key = at.key;
		n++;
	}
	return n == 1 ? key : NULL;
}

/* The release: said, or a tag that was measured. */
static const char *
release_of(const struct catalog_runs *r, const char *ref)
{
	const char *release = member_text(r->extra, "release");

	if (!release)
		release = member_text(r->environment, "release");
	if (!release && ref && strncmp(ref, "refs/tags/", strlen("refs/tags/")) == 0)
		release = ref + strlen("refs/tags/");
	return release;
}

static void
time_append(const struct catalog_runs *r, struct duck_table *t)
{
	char text[sizeof "2026-11-29T12:18:45Z"];
	int64_t us;

	store_time(r->name, text);
	if (timestamp_microseconds(r->head->timestamp, &us) || timestamp_microseconds(text, &us))
		table_time(t, us);
	else
		table_null(t);
}

static const char *
either(const char *a, const char *b)
{
	return a ? a : b;
}

static void
run_append(const struct catalog_runs *r, const struct catalog_run *run, struct duck_table *t)
{
	const char *ref = member_text(r->environment, "git_ref");

	table_text(t, run->id);
	time_append(r, t);
	table_text(t, either(run->model, head_text(r, model_names)));
	table_text(t, either(either(run->device, head_text(r, device_names)), device_only(r)));
	table_text(t, either(run->architecture, head_text(r, architecture_names)));
	catalog_count_append(t, either(run->parameters, head_text(r, parameter_names)));
	table_text(t, either(member_text(r->extra, "description"), r->head->suite));
	table_text(t, r->list[0]->id);
	table_text(t, r->head->suite);
	table_text(t, member_text(r->environment, "git_commit"));
	table_text(t, ref);
	table_text(t, release_of(r, ref));
	table_text(t, r->head->fingerprint);
	table_text(t, r->head->environment);
}

void
catalog_runs_end(struct catalog_runs *r, struct duck_table *t)
{
	if (r->n == 0) /* a document without benchmarks is a run too */
		run_add(r);
	for (size_t i = 0; i < r->n; i++)
		run_append(r, r->list[i], t);
	for (size_t i = 0; i < r->n; i++) {
		struct catalog_run *run = r->list[i];

		free(run->id);
		free(run->model);
		free(run->device);
		free(run->architecture);
		free(run->parameters);
		free(run);
	}
	free(r->list);
	json_document_free(r->environment);
	json_document_free(r->extra);
	free(r);
}
