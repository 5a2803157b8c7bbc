#include "import/import_document.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "results/results.h"

#define FILE_END "_results.json"

static struct results_head
head_of(const struct import_words_said *said, char *timestamp, char *environment)
{
	return (struct results_head){.version = (char *)said->version,
	    .timestamp = timestamp,
	    .suite = (char *)said->suite,
	    .environment = environment,
	    .tolerance = NAN,
	    .threshold = NAN,
	    .between_sessions = NAN};
}

void
import_document_write(
    struct import_cases *cases, const struct import_words_said *said, const char *output)
{
	struct output *out = output_open(output);
	struct json_writer *w = json_writer_new(output_file(out));
	char *now = timestamp_now();
	struct results_head head = head_of(said, now, (char *)said->environment);

	results_begin(w, &head);
	import_cases_write(cases, w);
	results_end(w);
	json_writer_free(w);
	output_commit(out);
	free(now);
}

/* The document of run I, which the caller owns. */
static char *
run_document(struct import_cases *cases, const struct import_words_said *said, size_t i)
{
	const struct import_run *run = &import_cases_runs(cases)->at[i];
	struct json_writer *w = json_writer_new(NULL);
	char *environment = import_run_environment(run, said->environment);
	struct results_head head = head_of(said, run->timestamp, environment);

	results_begin(w, &head);
	import_cases_write_run(cases, i, w);
	results_end(w);
	free(environment);
	return json_writer_take(w);
}

/* Whether file PATH is TEXT; -1 when there is none. */
static int
file_is(const char *path, const char *text)
{
	FILE *f = fopen(path, "r");
	struct buf b = BUF_INIT;
	bool equal;

	if (!f && errno == ENOENT)
		return -1;
	if (!f)
		die("%s:", path);
	buf_read(&b, f, strlen(text), path);
	fclose(f);
	equal = b.len == strlen(text) && memcmp(b.s, text, b.len) == 0;
	buf_free(&b);
	return equal;
}

/* Put TEXT into the first free file called NAME, unless one of them is it already. */
static void
file_write(const char *name, const char *text)
{
	char *path = xasprintf("%s" FILE_END, name);
	struct output *out;
	int is;

	for (int n = 2; (is = file_is(path, text)) == 0; n++) {
		free(path);
		path = xasprintf("%s_%d" FILE_END, name, n);
	}
	if (is < 0) {
		out = output_open_new(name, FILE_END);
		fputs(text, output_file(out));
		output_commit(out);
	}
	printf("%s\n", path);
	free(path);
}

void
import_documents_write(
    struct import_cases *cases, const struct import_words_said *said, const char *folder)
{
	const struct import_runs *runs = import_cases_runs(cases);

	for (size_t i = 0; i < runs->n; i++) {
		char *document, *base, *name;

		if (!runs->at[i].told)
			continue;
		document = run_document(cases, said, i);
		base = import_run_name(&runs->at[i]);
		name = xasprintf("%s/%s", folder, base);
		file_write(name, document);
		free(name);
		free(base);
		free(document);
	}
}
