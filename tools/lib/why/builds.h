/* builds.h: the programs and libraries of two builds, and whether their functions are the same. */
#ifndef BUILDS_H
#define BUILDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/intern.h"
#include "why/call_graph.h"
#include "why/code.h"

struct build_object {
	const struct word *name; /* below the build's folder, or its whole path */
	char *path;
	bool own;          /* it is below the folder */
	struct code *code; /* of an own one, once it was asked for */
};

struct builds;

/* The builds in the folders ROOTS, absolute paths; names are words of WORDS. */
struct builds *builds_new(const char *const roots[BUILDS], struct word_set *words);
void builds_free(struct builds *b);

/* The object at PATH of BUILD, made where it is new; borrowed until another one is made. */
struct build_object *builds_object(struct builds *b, int build, const struct word *path);
size_t builds_count(const struct builds *b, int build);
const struct build_object *builds_at(const struct builds *b, int build, size_t i);

/* Put what was executed in the programs of BUILD into the functions that their symbols name. */
void builds_rename(struct builds *b, int build, struct executed *e);

/* The digests of function NAME of the object at PATH of BUILD, as code_digests_of() has it. */
struct code_digests builds_digests(
    struct builds *b, int build, const struct word *path, const struct word *name);

/* Whether function NAME of the object called OBJECT is the same in both builds: SAME, CHANGED or
 * UNKNOWN. What is no part of the builds is the same. */
enum code_state builds_compare(
    struct builds *b, const struct word *object, const struct word *name);
/* How many programs of both builds start otherwise (CODE_START). */
size_t builds_started(struct builds *b);
/* Why the code of one of them is not known, and of which, for the end of a sentence; or NULL. */
const char *builds_fault(const struct builds *b, const struct word **object);

/* FILE of the source, less the folder of BUILD. */
const char *builds_source(const struct builds *b, int build, const char *file);

#endif
