/* libFuzzer target: any bytes are an event or none; reading neither dies nor prints, and what was
 * read is counted for its run. */
#define _GNU_SOURCE /* memfd_create, of trouble.h */
#include <string.h>

#include "trouble.h"
#include "watch/watch_metrics.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + 1), *text = NULL;
	struct event e = {.kind = EVENT_OTHER};
	struct watched_run run;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	if (!copy || !f || setjmp(trouble))
		abort();
	memcpy(copy, data, size);
	copy[size] = '\0';
	watched_run_init(&run, "events", 0);
	if (event_read(&e, copy, size))
		watched_run_take(&run, &e, 1);
	watched_run_lose(&run, 1, 2);
	watch_metrics_write(f, &run, 1, 3);
	fclose(f);
	if (!strstr(text, "# EOF\n"))
		abort();
	watched_run_free(&run);
	event_free(&e);
	free(text);
	free(copy);
	return 0;
}
