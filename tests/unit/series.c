/* Series documents: what is read, what is refused, and that what is written reads back. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "check.h"
#include "history/series.h"

/* Read TEXT and write what was read: the caller owns it. */
static char *
canonical(const char *text)
{
	struct json_writer *w = json_writer_new(NULL);
	struct series_writer *sw = NULL;
	struct series_reader *r;
	struct series s;
	FILE *file = tmpfile();

	if (!file || fputs(text, file) == EOF || fflush(file))
		die("cannot write a temporary file:");
	rewind(file);
	r = series_open_fd(fileno(file), "text");
	series_init(&s);
	while (series_next(r, &s)) {
		if (!sw)
			sw = series_begin(w, series_head(r));
		series_write(sw, &s);
	}
	if (!sw)
		sw = series_begin(w, series_head(r));
	series_end(sw);
	series_close(r);
	series_free(&s);
	fclose(file);
	return json_writer_take(w);
}

static const char whole[] =
    "{\"schema\":\"benchpipe/series/1\",\"version\":\"1\",\"timestamp\":\"2026-01-01T00:00:00Z\",\n"
    "\"runs\":[\n"
    "{\"id\":\"r1\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"commit\":\"aa\",\"ref\":\"main\","
    "\"fingerprint\":\"f\",\"runner\":{\"os\":\"x\"}},\n"
    "{\"id\":\"r2\"},\n"
    "{\"id\":\"r3\"}\n"
    "],\n"
    "\"series\":[\n"
    "{\"id\":\"a/n=1\",\"name\":\"a\",\"params\":{\"n\":1},\"variant\":\"head\","
    "\"metric\":\"duration_ms\",\"unit\":\"ms\",\"better\":\"lower\",\"gate\":true,"
    "\"run\":[0,2],\"value\":[1.5,3],\"low\":[1,null],\"high\":[2,null],\"n\":[10,10],"
    "\"base\":[1,null],\"steps\":[{\"at\":1,\"before\":1.5,\"after\":3,\"change\":1,"
    "\"ci\":[0.9,1.1],\"p\":0.001,\"verdict\":\"regression\",\"state\":\"recovered\","
    "\"recovered_at\":1,\"issue\":7}],\"drift\":{\"change\":0.1,\"ci\":[0,0.2],\"p\":0.01},"
    "\"suspect\":[1],\"more\":[1]},\n"
    "{\"id\":\"b\",\"metric\":\"m\",\"better\":\"higher\",\"gate\":false,\"value\":[]}\n"
    "],\"kind\":\"x\"}";

static void
what_is_written_reads_back(void)
{
	char *text = canonical(whole);

	CHECK(strcmp(text, whole) == 0);
	free(text);
}

/* Documents that programs write in another order lose nothing. */
static void
head_may_stand_last(void)
{
	char *text = canonical("{\"series\":[{\"value\":[1],\"metric\":\"m\",\"id\":\"a\"}],"
			       "\"version\":\"9\",\"timestamp\":\"2026-01-01T00:00:00Z\"}");

	CHECK(strstr(text, "\"version\":\"9\""));
	CHECK(strstr(text, "\"timestamp\":\"2026-01-01T00:00:00Z\""));
	CHECK(strstr(text, "\"id\":\"a\",\"metric\":\"m\",\"better\":\"lower\",\"gate\":true,"
			   "\"value\":[1]}"));
	free(text);
	text = canonical("{\"runs\":{},\"series\":[]}");
	CHECK(strstr(text, "\"runs\":[],\n\"series\":[\n]}"));
	free(text);
}

static void
others_are_refused(void)
{
	static const char *const bad[] = {"", "[]", "{}", "{\"series\":{}}",
	    "{\"schema\":\"benchpipe/results/1\",\"series\":[]}",
	    "{\"series\":[{\"id\":\"a\",\"metric\":\"m\"}]}",
	    "{\"series\":[{\"id\":\"\",\"metric\":\"m\",\"value\":[]}]}",
	    "{\"series\":[{\"id\":\"a\",\"value\":[]}]}",
	    "{\"series\":[{\"id\":\"a\",\"metric\":\"m\",\"value\":[null]}]}",
	    "{\"series\":[{\"id\":\"a\",\"metric\":\"m\",\"value\":[1],\"base\":[1,2]}]}",
	    "{\"series\":[{\"id\":\"a\",\"metric\":\"m\",\"value\":[1],\"run\":[0]}]}",
	    "{\"runs\":[{},{}],\"series\":[{\"id\":\"a\",\"metric\":\"m\",\"value\":[1,2],"
	    "\"run\":[1,0]}]}",
	    "{\"series\":[],\"runs\":[{}]}",
	    "{\"series\":[{\"id\":\"a\",\"metric\":\"m\",\"value\":[1],\"better\":\"less\"}]}",
	    "{\"series\":[{\"id\":\"a\",\"metric\":\"m\",\"value\":[1],\"steps\":[{\"at\":1}]}]}",
	    "{\"series\":[{\"id\":\"a\",\"metric\":\"m\",\"value\":[1],\"steps\":[{}]}]}",
	    "{\"series\":[{\"id\":\"a\",\"metric\":\"m\",\"value\":[1],\"suspect\":[1]}]}"};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_DIES(canonical(bad[i]));
}

static void
points_are_judged_by_their_base(void)
{
	double value[] = {4, 6, 8}, base[] = {2, NAN, 0};
	struct series s;

	series_init(&s);
	s.n = 3;
	s.value = value;
	CHECK(series_judged(&s, 1) == 6);
	s.base = base;
	CHECK(series_judged(&s, 0) == 2);
	CHECK(isnan(series_judged(&s, 1)));
	CHECK(isnan(series_judged(&s, 2)));
	series_free(&s);
}

int
main(int argc, char **argv)
{
	(void)argc;
	program_set(argv[0]);
	what_is_written_reads_back();
	head_may_stand_last();
	others_are_refused();
	points_are_judged_by_their_base();
	return failures > 0;
}
