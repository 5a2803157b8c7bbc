/* warnings.h: what is said about a measurement beside its numbers, as data. */
#ifndef WARNINGS_H
#define WARNINGS_H

#include <stddef.h>

#include "json/json_writer.h"

struct warning {
	const char *code;   /* a word for programs; not owned */
	char *message;      /* for people */
	const char *advice; /* what helps, a command or a sentence; or NULL; not owned */
};

/* Zero it first. */
struct warnings {
	struct warning *at;
	size_t n;
};

/* Takes MESSAGE. */
void warnings_add(struct warnings *w, const char *code, char *message, const char *advice);
void warnings_free(struct warnings *w);

/* Write an array of {code, message}. */
void warnings_write(const struct warnings *w, struct json_writer *json, const char *key);

#endif
