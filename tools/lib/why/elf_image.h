/* elf_image.h: sections, symbols and relocations of a linked program or shared library (ELF-64,
 * little endian; System V ABI, chapters 4 and 5). */
#ifndef ELF_IMAGE_H
#define ELF_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The part of the object that lies at ADDRESS in memory. BYTES is NULL where the file has none of
 * it (.bss). */
struct elf_section {
	const char *name;
	uint64_t address, size;
	const unsigned char *bytes;
	bool code, writable;
};

struct elf_symbol {
	const char *name;
	uint64_t address, size;
	bool function, object;
};

/* What the loader puts at ADDRESS: the address of symbol NAME, or where that is "", ADDEND. */
struct elf_relocation {
	uint64_t address, addend;
	const char *name;
};

struct elf_image {
	char *map;
	size_t size;
	bool fixed; /* it is linked for one address: addresses are numbers in its code */
	struct elf_section *sections;
	size_t nsections;
	struct elf_symbol *symbols; /* by address; the larger before the smaller */
	size_t nsymbols, nfunctions;
	struct elf_relocation *relocations; /* by address */
	size_t nrelocations;
	const char **needed; /* the libraries that it asks for */
	size_t nneeded;
};

/* Read PATH into I, which elf_image_free() frees then. Returns NULL, or why it cannot be used,
 * in the words of a sentence that ends so: "it is not for x86-64". */
const char *elf_image_read(struct elf_image *i, const char *path);
void elf_image_free(struct elf_image *i);

/* The section that has ADDRESS, or NULL. */
const struct elf_section *elf_section_at(const struct elf_image *i, uint64_t address);
/* The symbol of a function or an object that has ADDRESS in it, or NULL. */
const struct elf_symbol *elf_symbol_at(const struct elf_image *i, uint64_t address);
/* The relocation of the word at ADDRESS, or NULL. */
const struct elf_relocation *elf_relocation_at(const struct elf_image *i, uint64_t address);

#endif
