/* libFuzzer target: any bytes are a results document or end in a message; what
 * is one is written, and what was written reads back and is written the same.
 * Whoever only looks for its benchmarks finds them in the same places. */
#define _GNU_SOURCE /* memfd_create */
#include <string.h>

#include "base/util.h"
#include "results/results.h"
#include "trouble.h"

/* What is in use, to be freed after a longjmp() too. */
static struct use {
	struct json_writer *body, *w;
	struct results *r;
	struct entry e;
} use;

static void
use_end(void)
{
	entry_free(&use.e);
	results_close(use.r);
	json_writer_free(use.body);
	json_writer_free(use.w);
	memset(&use, 0, sizeof use);
}

/* Read FD and write all of it in canonical form; the caller owns it. */
static char *
rewrite(int fd)
{
	char *s;
	size_t n = 0;

	use.body = json_writer_new(NULL);
	use.w = json_writer_new(NULL);
	use.r = results_open_fd(fd, "document");
	for (; results_next(use.r, &use.e); n++)
		results_entry(use.body, &use.e);
	results_begin(use.w, results_head(use.r));
	if (n)
		json_raw(
		    use.w, NULL, json_writer_text(use.body), strlen(json_writer_text(use.body)));
	results_end(use.w);
	s = xstrdup(json_writer_text(use.w));
	use_end();
	return s;
}

/* Where the benchmarks of FD are, read to DEPTH, as a number; 0: it is no document. */
static uint64_t
places(int fd, enum results_depth depth)
{
	static uint64_t sum;

	sum = 1;
	if (setjmp(trouble)) {
		use_end();
		return 0;
	}
	lseek(fd, 0, SEEK_SET);
	use.r = results_open_fd(fd, "document");
	results_depth(use.r, depth);
	while (results_next(use.r, &use.e)) {
		struct results_place p = results_place(use.r);

		sum = sum * 31 + p.offset + 7 * p.line + 5 * p.column + 3 * p.len;
	}
	use_end();
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd[2];
	static uint64_t whole, skimmed;
	char *once, *twice;

	fd[0] = file_of(data, size);
	skimmed = places(fd[0], RESULTS_NO_VALUES);
	whole = places(fd[0], RESULTS_WHOLE);
	if (whole && whole != skimmed) {
		fprintf(stderr, "the benchmarks are elsewhere when only they are looked for\n");
		abort();
	}
	lseek(fd[0], 0, SEEK_SET);
	/* What longjmp() leaves behind beside that is little: run with -detect_leaks=0. */
	if (setjmp(trouble)) {
		use_end();
		close(fd[0]);
		return 0;
	}
	once = rewrite(fd[0]);
	close(fd[0]);
	fd[1] = file_of(once, strlen(once));
	if (setjmp(trouble)) {
		fprintf(stderr, "what was written cannot be read: %s\n", once);
		abort();
	}
	twice = rewrite(fd[1]);
	close(fd[1]);
	if (strcmp(once, twice) != 0) {
		fprintf(stderr, "%s\n%s\n", once, twice);
		abort();
	}
	free(once);
	free(twice);
	return 0;
}
