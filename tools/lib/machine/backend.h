/* backend.h: what a case can compute on, and which of it this machine has. */
#ifndef BACKEND_H
#define BACKEND_H

#include <stdbool.h>
#include <stddef.h>

#include "json/json_writer.h"

struct backend {
	const char *name; /* one of the six words; not owned */
	char **devices;   /* NDEVICES names, may be none though the backend is there */
	size_t ndevices;
};

struct backend_list {
	struct backend *at;
	size_t n;
};

/* The backends of this machine, "cpu" (device CPU_MODEL, may be NULL) first.
 * Looks at device files and /proc only; loads no driver. The caller owns it. */
struct backend_list *backend_probe(const char *cpu_model);
void backend_list_free(struct backend_list *list);

/* Write an object: backend → array of devices. */
void backend_list_write(const struct backend_list *list, struct json_writer *w, const char *key);

/* Whether WORD is one of the six backends' names; whether this machine has it. */
bool backend_known(const char *word);
bool backend_available(const char *word);

#endif
