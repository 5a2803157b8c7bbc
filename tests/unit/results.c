/* Results documents: what is read, and that what is written reads back as itself. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "check.h"
#include "results/results.h"

static struct results *
results_of(const char *text, FILE **file)
{
	*file = tmpfile();
	if (!*file || fputs(text, *file) == EOF || fflush(*file))
		die("cannot write a temporary file:");
	rewind(*file);
	return results_open_fd(fileno(*file), "text");
}

/* Read TEXT and write what was read: the caller owns it. */
static char *
canonical(const char *text)
{
	struct json_writer *body = json_writer_new(NULL), *w = json_writer_new(NULL);
	struct entry e;
	FILE *file;
	struct results *r = results_of(text, &file);
	char *s;
	size_t n = 0;

	entry_init(&e);
	while (results_next(r, &e)) {
		results_entry(body, &e);
		n++;
	}
	results_begin(w, results_head(r));
	if (n)
		json_raw(w, NULL, json_writer_text(body), strlen(json_writer_text(body)));
	results_end(w);
	s = xstrdup(json_writer_text(w));
	results_close(r);
	fclose(file);
	entry_free(&e);
	json_writer_free(w);
	json_writer_free(body);
	return s;
}

static void
legacy_is_read(void)
{
	static const char text[] =
	    "{\"benchmarks\": [{\"name\": \"a\", \"duration_ms\": 1.5, \"throughput\": 1e3,\n"
	    " \"memory_mb\": null, \"iterations\": 100, \"description\": \"d\"}],\n"
	    " \"version\": \"1\", \"timestamp\": \"2026-01-01T00:00:00Z\", \"environment\": "
	    "{\"os\": \"x\"}}";
	struct entry e;
	FILE *file;
	struct results *r = results_of(text, &file);

	entry_init(&e);
	CHECK(results_next(r, &e));
	CHECK(strcmp(e.id, "a") == 0 && strcmp(e.description, "d") == 0 && !e.variant);
	CHECK(e.iterations == 100 && e.status == ENTRY_OK && e.nmetrics == 2);
	CHECK(strcmp(e.metrics[0].name, "duration_ms") == 0 && e.metrics[0].value == 1.5);
	CHECK(e.metrics[0].n == 0 && e.metrics[0].gate && strcmp(e.metrics[0].unit, "ms") == 0);
	CHECK(e.metrics[1].better == BETTER_HIGHER && strcmp(e.metrics[1].unit, "ops/s") == 0);
	CHECK(!entry_metric(&e, "memory_mb"));
	CHECK(!results_next(r, &e));
	CHECK(strcmp(results_head(r)->version, "1") == 0);
	CHECK(strcmp(results_head(r)->environment, "{\"os\":\"x\"}") == 0);
	CHECK(!results_head(r)->fingerprint && isnan(results_head(r)->tolerance));
	entry_free(&e);
	results_close(r);
	fclose(file);
}

static void
samples_are_read(void)
{
	static const char text[] =
	    "{\"schema\":\"benchpipe/results/1\",\"benchmarks\":[{\"name\":\"m\",\"params\":{"
	    "\"size\":1e2,\"b\":\"x\",\"fast\":true},\"variant\":\"head\",\"metrics\":{\"z\":{"
	    "\"unit\":\"q\",\"better\":\"higher\",\"gate\":false,\"samples\":[3,null,1]},"
	    "\"duration_ms\":{\"samples\":[1,2,4],\"median\":99}},\"sessions\":[{\"id\":\"s\","
	    "\"n\":3}],\"rounds\":[1,2,3],\"require\":[{\"metric\":\"z\",\"min\":1}],\"new\":[1]}]"
	    "}";
	struct entry e;
	FILE *file;
	struct results *r = results_of(text, &file);

	entry_init(&e);
	CHECK(results_next(r, &e));
	CHECK(strcmp(e.id, "m/b=x,fast=true,size=100") == 0 && e.params[2].bare);
	CHECK(e.nmetrics == 2 && strcmp(e.metrics[0].name, "duration_ms") == 0);
	CHECK(e.metrics[0].value == 2 && e.metrics[0].n == 3);
	CHECK(e.metrics[1].value == 2 && isnan(e.metrics[1].samples[1]) && !e.metrics[1].gate);
	CHECK(e.iterations == 3 && e.nsessions == 1 && e.nrounds == 3 && e.rounds[2] == 3);
	CHECK(e.nlimits == 1 && e.limits[0].min == 1 && isnan(e.limits[0].max));
	CHECK(e.extra && strcmp(e.extra, "{\"new\":[1]}") == 0);
	entry_free(&e);
	results_close(r);
	fclose(file);
}

static void
writing_is_a_fixed_point(void)
{
	static const char *const texts[] = {
	    "{\"benchmarks\":[]}",
	    "{\"benchmarks\":[{\"name\":\"a\",\"duration_ms\":0.1,\"x\":{\"b\":1,\"a\":2}}],"
	    "\"policy\":{\"threshold\":0.2,\"tolerance\":0.1,\"p\":0},\"z\":1,\"y\":\"\\u00e9\"}",
	    "{\"benchmarks\":[{\"name\":\"a\\n\",\"status\":\"failed\",\"reason\":\"r\","
	    "\"metrics\":{\"q\":{\"samples\":[null,1,2,3,4,5,6,100],\"k\":null}}}]}",
	    "{\"benchmarks\":[{\"name\":\"a\",\"sessions\":[{\"id\":\"1\",\"n\":2,\"w\":1}],"
	    "\"tags\":["
	    "\"t\"],\"warmup\":2,\"metrics\":{\"q\":{\"samples\":[1e300,-1e-300]}}}]}",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char *once = canonical(texts[i]), *twice = canonical(once);

		if (strcmp(once, twice) != 0)
			fprintf(stderr, "%s\n%s\n", once, twice);
		CHECK(strcmp(once, twice) == 0);
		free(once);
		free(twice);
	}
}

int
main(void)
{
	program_set("results");
	legacy_is_read();
	samples_are_read();
	writing_is_a_fixed_point();
	return failures != 0;
}
