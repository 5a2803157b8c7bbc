/* The progress of long work: stages that go from 0 to 100 % once, whatever is left. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/progress.h"
#include "base/util.h"
#include "check.h"

static const char *
clock_of(struct buf *b, double seconds)
{
	buf_clear(b);
	progress_time_add(b, seconds);
	return b->s;
}

static const char *
up(struct buf *b, double seconds)
{
	buf_clear(b);
	amount_duration_up(b, seconds);
	return b->s;
}

static void
words(void)
{
	struct buf b = BUF_INIT;

	CHECK(strcmp(clock_of(&b, 0), "0:00") == 0);
	CHECK(strcmp(clock_of(&b, 118.4), "1:58") == 0);
	CHECK(strcmp(clock_of(&b, 3599.6), "1:00:00") == 0);
	CHECK(strcmp(clock_of(&b, 3723), "1:02:03") == 0);
	CHECK(strcmp(up(&b, 0), "10s") == 0);
	CHECK(strcmp(up(&b, 31), "40s") == 0);
	CHECK(strcmp(up(&b, 120), "120s") == 0);
	CHECK(strcmp(up(&b, 121), "3m") == 0);
	CHECK(strcmp(up(&b, 7141), "2h0m") == 0);
	for (double s = 0; s < 20000 && !failures; s += 7.3) {
		double read = -1;

		CHECK(amount_duration(up(&b, s), &read));
		CHECK(read >= s - 1e-6 && read <= s + 60);
	}
	buf_free(&b);
}

/* What is shown in a log at 10, 20 and 30 s, of which 10 s are warm-ups. */
static void
stages(const char *path)
{
	static const char *const lines[] = {"warm-up: 50 % done, about 1:10 left, now 'a'",
	    "rounds: 50 % done, about 0:10 left, now 'a'",
	    /* More is left than it was: the share stays. */
	    "rounds: 50 % done, about 1:40 left, now 'b', so far 3 ms",
	    "second look: 0 % done, about 0:30 left, now 'b'"};
	struct progress *p = progress_new(false);
	char line[200];
	FILE *f;

	CHECK(freopen(path, "w", stderr));
	progress_stage(p, "warm-up", 0);
	CHECK(!progress_due(p, 9));
	CHECK(progress_due(p, 10));
	progress_show(p, 10, &(struct progress_left){10, 70}, "a", NULL);
	CHECK(!progress_due(p, 19));
	progress_stage(p, "rounds", 10);
	progress_show(p, 20, &(struct progress_left){10, 10}, "a", NULL);
	progress_show(p, 30, &(struct progress_left){100, 100}, "b", "3 ms");
	progress_stage(p, "second look", 40);
	progress_show(p, 40, &(struct progress_left){30, 30}, "b", NULL);
	progress_free(p);
	fflush(stderr);
	f = fopen(path, "r");
	for (size_t i = 0; f && i < sizeof lines / sizeof *lines; i++) {
		CHECK(fgets(line, sizeof line, f));
		if (!strstr(line, lines[i])) {
			printf("wanted: %s\ngot: %s", lines[i], line);
			failures++;
		}
	}
	CHECK(f && !fgets(line, sizeof line, f));
	if (f)
		fclose(f);
}

int
main(int argc, char **argv)
{
	program_set("progress");
	words();
	if (argc > 1)
		stages(argv[1]);
	else
		failures++;
	return failures > 0;
}
