/* code_token.h: an address of a program as text that is the same wherever the linker put it. */
#ifndef CODE_TOKEN_H
#define CODE_TOKEN_H

#include "base/buf.h"
#include "why/elf_image.h"

struct code_place {
	const struct elf_image *image;
	const char *root;                /* paths in strings that begin so are the same as others */
	const struct elf_symbol *within; /* the function whose code has the address, or NULL */
	size_t bytes; /* that are read there, where nothing else says how many belong together */
	bool taken;   /* the address itself is taken: it may be that of a table */
	const char *said; /* what the disassembler calls it, or NULL */
};

/* Add to B what stands for ADDRESS: the name of its symbol and the distance from it, or what lies
 * there. Returns the object, if it is one, whose contents count as well; or NULL. */
const struct elf_symbol *code_token(
    struct buf *b, const struct code_place *place, uint64_t address);

/* Add NAME less the numbers that compilers give to what has a name twice: "f.isra.0" is "f.isra".
 */
void code_name(struct buf *b, const char *name);

#endif
