/* salted_link.h: what stands in for compilers and linkers, and puts code in the order of a salt. */
#ifndef SALTED_LINK_H
#define SALTED_LINK_H

#include <stdbool.h>
#include <stdint.h>

/* A run in which FOLDER, first in PATH, has a link by the name of each of these programs. */
struct salted_link {
	const char *folder;
	uint32_t salt;   /* from 1 */
	const char *log; /* a file that gets a line for each link: "mold", "lld", "go", or "plain":
			    not salted; or NULL */
};

/* Whether a program called NAME is one that is stood in for: a compiler that links (cc, gcc-12,
 * x86_64-linux-gnu-g++, clang++), a linker (ld, ld.lld), or go. */
bool salted_link_name(const char *name);

/* Fill FOLDER with links to PROGRAM by these names: those that PATH has, and the linkers that
 * compilers look for. Dies when it cannot. */
void salted_link_fill(const char *folder, const char *program);

/* Be the program NAME with ARGV in place of it: does not return. A compiler makes a section of each
 * function and variable, and finds its linker in FOLDER; a linker is mold, else lld, with the
 * order of SALT, and where this fails, or there is neither, the one that was meant. */
_Noreturn void salted_link_run(const struct salted_link *l, const char *name, char **argv);

#endif
