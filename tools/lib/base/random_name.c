#include "base/random_name.h"

#include <stdio.h>

#include "base/util.h"

char *
random_name(size_t bytes)
{
	unsigned char random[32];
	FILE *f = fopen("/dev/urandom", "rb");
	char *name = xmalloc(2 * bytes + 1);

	if (!f || fread(random, bytes, 1, f) != 1)
		die("cannot read '/dev/urandom':");
	fclose(f);
	for (size_t i = 0; i < bytes; i++)
		snprintf(name + 2 * i, 3, "%02x", random[i]);
	return name;
}
