#include "exec/elf_file.h"

#include <elf.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { HEADERS_MAX = 64, IDENT = EI_NIDENT + 4 /* bytes that tell the machine */ };

bool
elf_is(const char *head, size_t n)
{
	return n > IDENT && memcmp(head, ELFMAG, SELFMAG) == 0;
}

static const char *
machine_name(unsigned machine)
{
	static const struct {
		unsigned machine;
		const char *name;
	} names[] = {{EM_386, "x86 with 32 bits"}, {EM_X86_64, "x86-64"},
	    {EM_ARM, "ARM with 32 bits"}, {EM_AARCH64, "AArch64"}, {EM_RISCV, "RISC-V"},
	    {EM_PPC, "PowerPC with 32 bits"}, {EM_PPC64, "PowerPC"}, {EM_S390, "s390x"},
	    {EM_MIPS, "MIPS"}, {EM_SPARCV9, "SPARC"}, {258, "LoongArch"}};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].machine == machine)
			return names[i].name;
	return NULL;
}

/* The machine that HEAD names, in the byte order of its file. */
static unsigned
machine_of(const char *head)
{
	unsigned a = (unsigned char)head[EI_NIDENT + 2], b = (unsigned char)head[EI_NIDENT + 3];

	return head[EI_DATA] == ELFDATA2MSB ? a << 8 | b : b << 8 | a;
}

bool
elf_is_foreign(const char *head, size_t n, const char **name)
{
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	char own[IDENT + 1] = "";
	ssize_t got = fd < 0 ? -1 : read(fd, own, sizeof own);

	if (fd >= 0)
		close(fd);
	*name = NULL;
	if (!elf_is(head, n) || got < 0 || !elf_is(own, (size_t)got))
		return false;
	*name = machine_name(machine_of(head));
	return machine_of(own) != machine_of(head) || own[EI_CLASS] != head[EI_CLASS] ||
	       own[EI_DATA] != head[EI_DATA];
}

/* The file's program header number I into P, whatever its class. */
static bool
header_read(int fd, const char *head, int i, Elf64_Phdr *p)
{
	Elf64_Ehdr large;
	Elf32_Ehdr small;
	Elf32_Phdr s;

	if (head[EI_CLASS] == ELFCLASS64) {
		if (pread(fd, &large, sizeof large, 0) != (ssize_t)sizeof large ||
		    i >= large.e_phnum)
			return false;
		return pread(fd, p, sizeof *p, (off_t)large.e_phoff + i * large.e_phentsize) ==
		       (ssize_t)sizeof *p;
	}
	if (pread(fd, &small, sizeof small, 0) != (ssize_t)sizeof small || i >= small.e_phnum ||
	    pread(fd, &s, sizeof s, (off_t)small.e_phoff + i * small.e_phentsize) !=
		(ssize_t)sizeof s)
		return false;
	*p = (Elf64_Phdr){.p_type = s.p_type, .p_offset = s.p_offset, .p_filesz = s.p_filesz};
	return true;
}

bool
elf_loader(int fd, const char *head, size_t n, char loader[ELF_LOADER_MAX])
{
	const char *name;
	Elf64_Phdr p;

	if (!elf_is(head, n) || elf_is_foreign(head, n, &name))
		return false;
	for (int i = 0; i < HEADERS_MAX && header_read(fd, head, i, &p); i++) {
		ssize_t got;

		if (p.p_type != PT_INTERP)
			continue;
		if (p.p_filesz == 0 || p.p_filesz >= ELF_LOADER_MAX)
			return false;
		got = pread(fd, loader, p.p_filesz, (off_t)p.p_offset);
		loader[got > 0 ? got : 0] = '\0';
		return got > 0;
	}
	return false;
}
