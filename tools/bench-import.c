/* bench-import: another harness's output as results. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/suggest.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "import/import_detect.h"
#include "import/import_file.h"
#include "results/results.h"
#include "json/json_document.h"

struct import_options {
	const char *filter, *output, *suite, *variant, *environment, *newer;
	bool list, rows;
};

static const struct option_usage usage = {
    .forms = "[OPTION]... [FORMAT|auto] [FILE]...\n-f FILTER [OPTION]... [FILE]...\n--formats",
    .about = "Make a results document of what another benchmark harness wrote: each of its "
	     "benchmarks is a row of its own, and its repetitions are samples.",
    .operands = OPERANDS_ANY,
};

static void
formats_print(const struct import_formats *all)
{
	for (size_t i = 0; i < all->n; i++)
		printf("%s\t%s\n", all->at[i]->name, all->at[i]->about);
}

/* Take the first operand for a format when it is one; NULL: to be told by the files. */
static const struct import_format *
format_take(const struct import_formats *all, struct operands *operands)
{
	const struct import_format *format;
	const char *word = operands->n ? operands->at[0] : "auto", **names;
	bool automatic = strcmp(word, "auto") == 0;

	format = import_formats_find(all, word);
	if (format || automatic) {
		operands->at += operands->n > 0;
		operands->n -= operands->n > 0;
		return format;
	}
	if (input_is_standard(word) || access(word, F_OK) == 0)
		return NULL;
	names = xcalloc(all->n + 1, sizeof *names);
	for (size_t i = 0; i < all->n; i++)
		names[i] = all->at[i]->name;
	die_usage("'%s' is neither a format nor a file%s; --formats shows them", word,
	    suggest_note(word, names, all->n));
}

/* PATH, or that of a copy of standard input, which can be read as often as it takes. It stays
 * open until the end; the caller owns the path. */
static char *
path_of(const char *path)
{
	return input_is_standard(path) ? xasprintf("/proc/self/fd/%d", fileno(input_seekable(path)))
				       : xstrdup(path);
}

/* The same file gets the same session: the hash of what it holds, or of a folder's name. */
static void
session_begin(struct import_cases *cases, const char *path)
{
	uint64_t hash = hash_string(HASH_START, path);
	char id[17];
	FILE *f = fopen(path, "r");

	if (f) {
		char part[4096];
		size_t n;

		while ((n = fread(part, 1, sizeof part - 1, f)) > 0) {
			part[n] = '\0';
			hash = hash_bytes(hash, part);
		}
		fclose(f);
	}
	snprintf(id, sizeof id, "%016llx", (unsigned long long)hash);
	import_cases_session(cases, id);
}

/* When file PATH was written. */
static struct timespec
time_of(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		die("%s:", path);
	return st.st_mtim;
}

/* The environment in file PATH as text, which the caller owns. */
static char *
environment_read(const char *path)
{
	struct json_document *d = json_document_load(path);
	struct json_at root = json_root(d);
	char *text;

	if (json_kind(&root) != JSON_OBJECT)
		json_wrong(&root, "an object, as bench-env writes it");
	text = xstrdup(json_as_text(&root));
	json_document_free(d);
	return text;
}

static void
document_write(struct import_cases *cases, const struct import_options *o)
{
	struct output *out = output_open(o->output);
	struct json_writer *w = json_writer_new(output_file(out));
	char *now = timestamp_now();
	char *environment = o->environment ? environment_read(o->environment) : NULL;
	struct results_head head = {.version = (char[]){VERSION},
	    .timestamp = now,
	    .suite = (char *)o->suite,
	    .environment = environment,
	    .tolerance = NAN,
	    .threshold = NAN,
	    .between_sessions = NAN};

	results_begin(w, &head);
	import_cases_write(cases, w);
	results_end(w);
	json_writer_free(w);
	output_commit(out);
	free(now);
	free(environment);
}

int
main(int argc, char **argv)
{
	static char *standard_input[] = {"-"};
	struct import_options o = {.filter = NULL};
	const struct option_row rows[] = {
	    {'f', "format", "FILTER",
		"map rows by this jq file, not by one that came with the tools",
		OPTION_STRING(&o.filter)},
	    {'F', "formats", NULL, "print the formats that are known", OPTION_FLAG(&o.list)},
	    {'n', "newer", "FILE", "of a folder, take only what was written since FILE was",
		OPTION_STRING(&o.newer)},
	    {'R', "rows", NULL, "print the rows as the jq file gets them, and no document",
		OPTION_FLAG(&o.rows)},
	    {'s', "suite", "NAME", "what the document calls its suite", OPTION_STRING(&o.suite)},
	    {'v', "variant", "NAME", "the variant of all benchmarks", OPTION_STRING(&o.variant)},
	    {'e', "environment", "FILE", "where it was measured, as bench-env wrote it there",
		OPTION_STRING(&o.environment)},
	    OPTION_OUTPUT(&o.output),
	    OPTION_COMMON,
	};
	struct import_formats all = {.n = 0};
	struct import_format *own = NULL;
	const struct import_format *format;
	struct import_cases *cases;
	struct operands operands;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	if (o.filter)
		own = import_format_load(o.filter);
	else
		import_formats_load(&all);
	if (o.list) {
		formats_print(&all);
		stdout_close();
		return STATUS_OK;
	}
	format = own ? own : format_take(&all, &operands);
	if (operands.n == 0)
		operands = (struct operands){.at = standard_input, .n = 1};
	input_once((const char *const *)operands.at, operands.n);
	cases = import_cases_new(o.variant);
	for (size_t i = 0; i < operands.n; i++) {
		struct import_source source = {format, path_of(operands.at[i]),
		    input_name(operands.at[i]), o.newer ? time_of(o.newer) : (struct timespec){0}};

		if (!format)
			source.format = import_detect(&all, source.path, source.name);
		if (o.rows) {
			import_file_rows(&source, stdout);
			continue;
		}
		if (operands.n > 1)
			session_begin(cases, source.path);
		import_file(&source, cases);
	}
	if (o.rows)
		stdout_close();
	else
		document_write(cases, &o);
	import_cases_free(cases);
	import_formats_free(&all);
	import_format_free(own);
	return STATUS_OK;
}
