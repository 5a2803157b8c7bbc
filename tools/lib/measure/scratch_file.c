#include "measure/scratch_file.h"

#include <unistd.h>

#include "base/temporary.h"
#include "base/util.h"

int
scratch_open(void)
{
	int fd = temporary_open(temporary_place(), 0600);

	if (fd < 0)
		temporary_die();
	return fd;
}

char *
scratch_path(int fd)
{
	return xasprintf("/proc/%ld/fd/%d", (long)getpid(), fd);
}
