/* libFuzzer target: any bytes are a ledger, settled and written, or end in a message; what was
 * written reads back with the same sums, and is written the
 * same. */
#define _GNU_SOURCE /* memfd_create */
#include <string.h>

#include "base/util.h"
#include "budget/budget.h"
#include "trouble.h"

/* The ledger in FD, settled and written; the caller owns it. */
static char *
settled(int fd)
{
	char path[32];
	struct json_writer *w = json_writer_new(NULL);
	struct budget *b;

	snprintf(path, sizeof path, "/dev/fd/%d", fd);
	b = budget_load(path, true);
	budget_settle(b);
	budget_write(b, w);
	budget_free(b);
	return json_writer_take(w);
}

/* Memory of refused input are lost: run it for minutes, not days. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd;
	char *once, *twice;

	fd = file_of(data, size);
	if (setjmp(trouble)) {
		close(fd);
		return 0;
	}
	once = settled(fd);
	close(fd);
	fd = file_of(once, strlen(once));
	if (setjmp(trouble))
		abort();
	twice = settled(fd);
	if (strcmp(once, twice) != 0)
		abort();
	close(fd);
	free(once);
	free(twice);
	return 0;
}
