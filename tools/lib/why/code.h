/* code.h: what the functions of a program are, whatever their addresses.
 *
 * A function has a digest of its instructions, as objdump tells them, in which an address stands
 * for what is there: the name of a function or an object, a text, a constant, a table of jumps.
 * The contents of the objects that it refers to, and of those that these refer to, are in it. */
#ifndef CODE_H
#define CODE_H

#include <stdbool.h>
#include <stdint.h>

struct code;

/* Read the program or library at PATH of the build in folder ROOT, an absolute path, or NULL. Never
 * fails: what cannot be read has no function, and code_fault() says why. Dies where objdump fails
 * in the middle. */
struct code *code_read(const char *path, const char *root);
void code_free(struct code *c); /* may be NULL */

/* Why the functions are not known, for the end of a sentence: "it has no symbols of functions"; or
 * NULL. */
const char *code_fault(const struct code *c);

/* The name of the function that has ADDRESS, of several the first; or NULL. Borrowed. */
const char *code_function_at(const struct code *c, uint64_t address);

/* What counts as a function: what is executed before 'main' and after it, and the libraries that
 * the loader brings, which no function refers to. */
#define CODE_START "(start)"

/* Where one object ends another may begin, and nothing tells which of both an address means: a
 * function is read in two ways, which are mostly the same. */
enum { READ_ENDS, READ_STARTS, CODE_READINGS };

struct code_digests {
	uint64_t as[CODE_READINGS];
};

/* The digests of all functions called NAME; 0: there is none. */
struct code_digests code_digests_of(struct code *c, const char *name);
bool code_digests_none(const struct code_digests *d);
/* Whether A and B can be of the same function: one reading of each is the same. */
bool code_digests_meet(const struct code_digests *a, const struct code_digests *b);

#endif
