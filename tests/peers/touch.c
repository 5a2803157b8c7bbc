/* touch MIB: writes to each page of exactly that many MiB. */
#include <stdlib.h>

int
main(int argc, char *argv[])
{
	size_t size = (argc > 1 ? strtoul(argv[1], NULL, 10) : 64) << 20;
	volatile char *p = malloc(size);

	if (!p)
		return 1;
	for (size_t i = 0; i < size; i += 4096)
		p[i] = 1;
	return 0;
}
