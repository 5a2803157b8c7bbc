/* trouble.h: what every fuzz target does with a message and with its input; included by one
 * file of a program alone, which defines _GNU_SOURCE (memfd_create) first. */
#ifndef TROUBLE_H
#define TROUBLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static jmp_buf trouble; /* where die() goes */

/* The linker takes this for die() of the library (--wrap). The message is still made, since
 * making it may go wrong too. */
_Noreturn void __wrap_die(const char *fmt, ...);
_Noreturn void
__wrap_die(const char *fmt, ...)
{
	char message[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	longjmp(trouble, 1);
}

/* A descriptor, which the caller closes, at the start of a file in memory that holds the SIZE
 * bytes of DATA. */
static int
file_of(const void *data, size_t size)
{
	int fd = memfd_create("document", 0);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	return fd;
}

#endif
