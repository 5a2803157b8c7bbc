#include "backend/backend.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/backend_child.h"
#include "backend/device_files.h"
#include "base/number.h"
#include "base/util.h"

static const struct backend_kind *const kinds[NBACKENDS] = {&backend_cpu, &backend_cuda,
    &backend_rocm, &backend_mps, &backend_openvino, &backend_qnn, &backend_vulkan};

void
backend_device_add(struct backend *b, const char *name, double memory_mb)
{
	struct backend_device *d;
	size_t n = 0;

	if (b->ndevices == BACKEND_DEVICES)
		return;
	d = &b->devices[b->ndevices];
	for (; *name && n + 1 < sizeof d->name; name++)
		if (*name >= ' ' && *name <= '~' && (n > 0 || *name != ' '))
			d->name[n++] = *name;
	while (n > 0 && d->name[n - 1] == ' ')
		n--;
	d->name[n] = '\0';
	d->memory_mb = memory_mb;
	b->ndevices += n > 0;
}

/* Whether something of kind I is there, with what its devices are in B. */
static bool
kind_look(const struct backend_kind *kind, struct backend *b)
{
	const char *root = device_root();

	*b = (struct backend){.name = kind->name};
	if (!kind->present(root))
		return false;
	if (kind->probe)
		backend_child_probe(kind, root, BACKEND_CHILD_SECONDS, b);
	else
		b->there = true;
	return true;
}

struct backend_list *
backend_probe(const char *cpu_model)
{
	struct backend_list *list = xcalloc(1, sizeof *list);

	list->at = xcalloc(NBACKENDS, sizeof *list->at);
	list->broken = xcalloc(NBACKENDS, sizeof *list->broken);
	for (size_t i = 0; i < NBACKENDS; i++) {
		struct backend *b = &list->at[list->n];

		if (!kind_look(kinds[i], b))
			continue;
		if (i == 0 && cpu_model)
			backend_device_add(b, cpu_model, NAN);
		if (b->there)
			list->n++;
		else
			list->broken[list->nbroken++] = *b;
	}
	return list;
}

void
backend_list_free(struct backend_list *list)
{
	if (!list)
		return;
	free(list->at);
	free(list->broken);
	free(list);
}

void
backend_list_write(const struct backend_list *list, struct json_writer *w, const char *key)
{
	json_object_begin(w, key);
	for (size_t i = 0; i < list->n; i++) {
		json_array_begin(w, list->at[i].name);
		for (size_t k = 0; k < list->at[i].ndevices; k++)
			json_string(w, NULL, list->at[i].devices[k].name);
		json_array_end(w);
	}
	json_object_end(w);
}

static void
devices_write(const struct backend *b, struct json_writer *w)
{
	for (size_t k = 0; k < b->ndevices; k++) {
		json_object_begin(w, NULL);
		json_string(w, "backend", b->name);
		json_string(w, "name", b->devices[k].name);
		if (!isnan(b->devices[k].memory_mb))
			json_number(w, "memory_mb", number_round(b->devices[k].memory_mb, 6));
		if (b->driver[0])
			json_string(w, "driver", b->driver);
		json_object_end(w);
	}
}

void
backend_list_write_details(const struct backend_list *list, struct json_writer *w)
{
	/* Of the CPU all is said already. */
	if (list->n > 1) {
		json_array_begin(w, "devices");
		for (size_t i = 1; i < list->n; i++)
			devices_write(&list->at[i], w);
		json_array_end(w);
	}
	if (list->nbroken == 0)
		return;
	json_object_begin(w, "broken_backends");
	for (size_t i = 0; i < list->nbroken; i++)
		json_string(w, list->broken[i].name, list->broken[i].why);
	json_object_end(w);
}

bool
backend_only_named(const struct backend *b)
{
	return strcmp(b->name, backend_vulkan.name) == 0;
}

int
backend_index(const char *word)
{
	for (int i = 0; i < NBACKENDS; i++)
		if (strcmp(kinds[i]->name, word) == 0)
			return i;
	return -1;
}

const struct backend_kind *
backend_find(const char *word)
{
	int i = backend_index(word);

	return i < 0 ? NULL : kinds[i];
}

char *
backend_missing(const char *word)
{
	const struct backend_kind *kind = backend_find(word);
	struct backend b;

	if (!kind)
		return NULL;
	if (!kind_look(kind, &b))
		return xasprintf("no %s device on this machine", word);
	return b.there ? NULL : xasprintf("%s cannot be used on this machine: %s", word, b.why);
}
