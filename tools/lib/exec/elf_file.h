/* elf_file.h: what an ELF file says of the machine and the loader that it needs. */
#ifndef ELF_FILE_H
#define ELF_FILE_H

#include <stdbool.h>
#include <stddef.h>

enum { ELF_LOADER_MAX = 256 };

/* Whether the N bytes of HEAD begin an ELF file. */
bool elf_is(const char *head, size_t n);

/* Whether such a file is for another processor than this program is: by its machine, the
 * size of its words or their byte order. *NAME is that of its machine, or NULL. */
bool elf_is_foreign(const char *head, size_t n, const char **name);

/* Put into LOADER the path of the program that loads the ELF file FD, which begins with the
 * N bytes of HEAD. False when it names none, or is for another processor. */
bool elf_loader(int fd, const char *head, size_t n, char loader[ELF_LOADER_MAX]);

#endif
