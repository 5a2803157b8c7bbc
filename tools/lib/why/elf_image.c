#include "why/elf_image.h"

#include <elf.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/util.h"

enum { NESTED = 8 }; /* symbols that are looked at for one that has an address */

/* The N elements of SIZE bytes at OFFSET of I; NULL where the file has not all of them. */
static const void *
part_of(const struct elf_image *i, uint64_t offset, uint64_t n, size_t size)
{
	if (offset > i->size || n > (i->size - offset) / size ||
	    (size > 1 && offset % sizeof(uint64_t)))
		return NULL;
	return i->map + offset;
}

/* String OFFSET of the string table S; "" where it has none. */
static const char *
string_of(const struct elf_image *i, const Elf64_Shdr *s, uint64_t offset)
{
	const char *text = part_of(i, s->sh_offset, s->sh_size, 1);

	if (!text || offset >= s->sh_size || !memchr(text + offset, 0, s->sh_size - offset))
		return "";
	return text + offset;
}

/* Map PATH; NULL, or why that is not possible. */
static const char *
file_map(struct elf_image *i, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		if (fd >= 0)
			close(fd);
		return "it cannot be read";
	}
	i->size = (size_t)st.st_size;
	i->map = i->size ? mmap(NULL, i->size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
	close(fd);
	if (i->map != MAP_FAILED)
		return NULL;
	i->map = NULL;
	return "it cannot be read";
}

static void
sections_read(struct elf_image *i, const Elf64_Shdr *s, size_t n, size_t names)
{
	i->sections = xcalloc(n + 1, sizeof *i->sections);
	for (size_t k = 0; k < n; k++) {
		if (!(s[k].sh_flags & SHF_ALLOC) || !s[k].sh_size)
			continue;
		i->sections[i->nsections++] =
		    (struct elf_section){.name = string_of(i, &s[names], s[k].sh_name),
			.address = s[k].sh_addr,
			.size = s[k].sh_size,
			.bytes = s[k].sh_type == SHT_NOBITS
				     ? NULL
				     : part_of(i, s[k].sh_offset, s[k].sh_size, 1),
			.code = s[k].sh_flags & SHF_EXECINSTR,
			.writable = s[k].sh_flags & SHF_WRITE};
		/* Of variables of threads, addresses are no addresses in memory. */
		if (s[k].sh_flags & SHF_TLS)
			i->nsections--;
	}
}

static int
symbol_order(const void *a, const void *b)
{
	const struct elf_symbol *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* What assemblers give no size goes to the next symbol, or to the end of its section. */
static void
symbols_extend(struct elf_image *i)
{
	size_t next = i->nsymbols; /* the first one behind all that begin where this one does */

	for (size_t k = i->nsymbols; k-- > 0;) {
		struct elf_symbol *s = &i->symbols[k];
		const struct elf_section *section = elf_section_at(i, s->address);

		if (k + 1 < i->nsymbols && i->symbols[k + 1].address != s->address)
			next = k + 1;
		if (s->size || !s->function || !section)
			continue;
		s->size = section->address + section->size - s->address;
		if (next < i->nsymbols && i->symbols[next].address - s->address < s->size)
			s->size = i->symbols[next].address - s->address;
	}
}

static void
symbols_read(struct elf_image *i, const Elf64_Shdr *s, const Elf64_Shdr *names)
{
	size_t n = s->sh_size / sizeof(Elf64_Sym);
	const Elf64_Sym *all = part_of(i, s->sh_offset, n, sizeof *all);

	if (!all)
		return;
	i->symbols = xcalloc(n + 1, sizeof *i->symbols);
	for (size_t k = 0; k < n; k++) {
		unsigned type = ELF64_ST_TYPE(all[k].st_info);
		bool function = type == STT_FUNC || type == STT_GNU_IFUNC;

		if (all[k].st_shndx == SHN_UNDEF || (!function && type != STT_OBJECT))
			continue;
		i->symbols[i->nsymbols++] = (struct elf_symbol){string_of(i, names, all[k].st_name),
		    all[k].st_value, all[k].st_size, function, type == STT_OBJECT};
		i->nfunctions += function;
	}
	qsort(i->symbols, i->nsymbols, sizeof *i->symbols, symbol_order);
	symbols_extend(i);
}

static int
relocation_order(const void *a, const void *b)
{
	const struct elf_relocation *x = a, *y = b;

	return (x->address > y->address) - (x->address < y->address);
}

static void
relocations_add(
    struct elf_image *i, const Elf64_Shdr *s, const Elf64_Shdr *symbols, const Elf64_Shdr *names)
{
	size_t n = s->sh_size / sizeof(Elf64_Rela), nsymbols;
	const Elf64_Rela *all = part_of(i, s->sh_offset, n, sizeof *all);
	const Elf64_Sym *table;

	nsymbols = symbols->sh_size / sizeof *table;
	table = part_of(i, symbols->sh_offset, nsymbols, sizeof *table);
	if (!all)
		return;
	i->relocations =
	    xreallocarray(i->relocations, i->nrelocations + n + 1, sizeof *i->relocations);
	for (size_t k = 0; k < n; k++) {
		size_t symbol = ELF64_R_SYM(all[k].r_info);
		const char *name = "";

		if (symbol && table && symbol < nsymbols)
			name = string_of(i, names, table[symbol].st_name);
		i->relocations[i->nrelocations++] =
		    (struct elf_relocation){all[k].r_offset, (uint64_t)all[k].r_addend, name};
	}
}

/* The libraries that the dynamic section S asks for, by NAMES. */
static void
needed_read(struct elf_image *i, const Elf64_Shdr *s, const Elf64_Shdr *names)
{
	size_t n = s->sh_size / sizeof(Elf64_Dyn);
	const Elf64_Dyn *all = part_of(i, s->sh_offset, n, sizeof *all);

	if (!all || i->needed)
		return;
	i->needed = xcalloc(n + 1, sizeof *i->needed);
	for (size_t k = 0; k < n; k++)
		if (all[k].d_tag == DT_NEEDED)
			i->needed[i->nneeded++] = string_of(i, names, all[k].d_un.d_val);
}

/* The tables of the N sections S: symbols, and what the loader fills in. */
static const char *
tables_read(struct elf_image *i, const Elf64_Shdr *s, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		const Elf64_Shdr *link = s[k].sh_link < n ? &s[s[k].sh_link] : &s[0];

		if (s[k].sh_type == SHT_SYMTAB && !i->symbols)
			symbols_read(i, &s[k], link);
		if (s[k].sh_type == SHT_DYNAMIC)
			needed_read(i, &s[k], link);
		if (s[k].sh_type == SHT_RELA && s[k].sh_flags & SHF_ALLOC)
			relocations_add(
			    i, &s[k], link, link->sh_link < n ? &s[link->sh_link] : &s[0]);
	}
	if (i->nrelocations)
		qsort(i->relocations, i->nrelocations, sizeof *i->relocations, relocation_order);
	return i->nfunctions ? NULL : "it has no symbols of functions";
}

const char *
elf_image_read(struct elf_image *i, const char *path)
{
	const Elf64_Ehdr *head;
	const Elf64_Shdr *s;
	const char *why;

	*i = (struct elf_image){NULL};
	if ((why = file_map(i, path)))
		return why;
	head = part_of(i, 0, 1, sizeof *head);
	if (!head || memcmp(head->e_ident, ELFMAG, SELFMAG) != 0)
		return "it is not an ELF file";
	if (head->e_ident[EI_CLASS] != ELFCLASS64 || head->e_ident[EI_DATA] != ELFDATA2LSB ||
	    head->e_machine != EM_X86_64)
		return "it is not for x86-64";
	i->fixed = head->e_type == ET_EXEC;
	s = part_of(i, head->e_shoff, head->e_shnum, sizeof *s);
	if (!s || head->e_shstrndx >= head->e_shnum)
		return "it has no table of sections";
	sections_read(i, s, head->e_shnum, head->e_shstrndx);
	return tables_read(i, s, head->e_shnum);
}

void
elf_image_free(struct elf_image *i)
{
	if (i->map)
		munmap(i->map, i->size);
	free(i->sections);
	free(i->symbols);
	free(i->relocations);
	free(i->needed);
	*i = (struct elf_image){NULL};
}

const struct elf_section *
elf_section_at(const struct elf_image *i, uint64_t address)
{
	for (size_t k = 0; k < i->nsections; k++)
		if (address >= i->sections[k].address &&
		    address - i->sections[k].address < i->sections[k].size)
			return &i->sections[k];
	return NULL;
}

/* The first symbol that begins after ADDRESS, as its number. */
static size_t
symbol_after(const struct elf_image *i, uint64_t address)
{
	size_t low = 0, high = i->nsymbols;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (i->symbols[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct elf_symbol *
elf_symbol_at(const struct elf_image *i, uint64_t address)
{
	size_t low = symbol_after(i, address);

	/* Those without a size, and those inside of a larger one, may stand between. */
	for (size_t k = low; k > 0 && low - k < NESTED; k--) {
		const struct elf_symbol *s = &i->symbols[k - 1];

		if (address - s->address >= s->size)
			continue;
		/* Of several that begin there the largest is first. */
		return s->address ? &i->symbols[symbol_after(i, s->address - 1)] : i->symbols;
	}
	return NULL;
}

const struct elf_relocation *
elf_relocation_at(const struct elf_image *i, uint64_t address)
{
	size_t low = 0, high = i->nrelocations;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (i->relocations[middle].address < address)
			low = middle + 1;
		else
			high = middle;
	}
	return low < i->nrelocations && i->relocations[low].address == address
		   ? &i->relocations[low]
		   : NULL;
}
