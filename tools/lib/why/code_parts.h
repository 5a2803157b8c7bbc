/* code_parts.h: what code.h is made of; for its own modules only. */
#ifndef CODE_PARTS_H
#define CODE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "why/code.h"
#include "why/elf_image.h"

/* A function or an object, as it is read in one way: the digest of what it has, and the objects
 * that it refers to, as numbers of symbols. */
struct code_reading {
	uint64_t digest;
	size_t *refs, nrefs, cap;
};

struct code_part {
	struct code_reading as[CODE_READINGS];
	bool known;
	size_t seen; /* number of the walk that came by last */
};

struct code {
	struct elf_image image;
	const char *fault;
	char *root;
	struct code_part *parts;           /* of the symbols of IMAGE, in their order */
	const struct elf_symbol **by_name; /* the functions */
	size_t nby_name;
	size_t walks;
	size_t *todo, cap_todo; /* of a walk: the parts that are still to be looked at */
};

const struct elf_symbol *code_symbol(const struct code *c, size_t i);

/* Note that what R is of refers to the object S. */
void code_ref_add(const struct code *c, struct code_reading *r, const struct elf_symbol *s);

/* Fill in the parts of all functions of the program at PATH by objdump. Returns NULL, or why that
 * cannot be done (code_fault()). */
const char *code_functions_read(struct code *c, const char *path);

/* Fill in the part of the object that is symbol AT. */
void code_object_read(struct code *c, size_t at);

/* The sum over what a program runs before main and after it, and the libraries that it asks for. */
uint64_t code_start_sum(const struct code *c);

#endif
