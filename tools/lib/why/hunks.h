/* hunks.h: the lines that a unified diff changes. */
#ifndef HUNKS_H
#define HUNKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct hunks;

/* Read the diff in file PATH ("-": standard input), as git diff writes it, with any context; dies
 * with PATH:line when it is none, or ends in the middle. */
struct hunks *hunks_load(const char *path);
struct hunks *hunks_read(FILE *f, const char *name);
void hunks_free(struct hunks *h); /* may be NULL */

/* Whether LINE of FILE is one that the diff takes away (HEAD false) or brings (HEAD true). FILE may
 * have folders before the path that the diff has. */
bool hunks_have(const struct hunks *h, const char *file, size_t line, bool head);

#endif
