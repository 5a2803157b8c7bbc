/* backend.h: what a case can compute on, and which of it this machine has. */
#ifndef BACKEND_H
#define BACKEND_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/backend_kind.h"
#include "json/json_writer.h"

enum { NBACKENDS = 7 };

struct backend_list {
	struct backend *at; /* those that are there */
	size_t n;
	struct backend *broken; /* those of which something is there, and that cannot be used */
	size_t nbroken;
};

/* The backends of this machine, "cpu" (device CPU_MODEL, may be NULL) first. A backend of which
 * device files or libraries are there is asked in a process of its own, so that a driver that
 * crashes or hangs is a reason and no end. The caller owns it. */
struct backend_list *backend_probe(const char *cpu_model);
void backend_list_free(struct backend_list *list);

/* Write an object: backend → array of devices. */
void backend_list_write(const struct backend_list *list, struct json_writer *w, const char *key);
/* Write what is known of the devices, and why backends are broken, as members "devices" and
 * "broken_backends" of the object that is open; nothing where there is nothing. */
void backend_list_write_details(const struct backend_list *list, struct json_writer *w);

/* Whether backend B can be told devices of, but is none that a fingerprint depends on. */
bool backend_only_named(const struct backend *b);

/* The kind of the name WORD; NULL: it is no backend's. Its number, from 0; -1: the same. */
const struct backend_kind *backend_find(const char *word);
int backend_index(const char *word);

/* Why this machine lacks the backend WORD: "no cuda device on this machine", or what is wrong with
 * what is there. The caller owns it; NULL: it is available, or no backend. */
char *backend_missing(const char *word);

#endif
