/* bench-import: another harness's output as results. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/input.h"
#include "base/option.h"
#include "base/suggest.h"
#include "base/util.h"
#include "comparison/aliases.h"
#include "import/import_detect.h"
#include "import/import_document.h"
#include "import/import_file.h"
#include "json/json_document.h"

struct import_options {
	const char *filter, *output, *suite, *variant, *environment, *newer, *runs, *aliases;
	size_t seconds;
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

/* PATH, or that of a copy where it is standard input or a pipe, which can be read as often as it
 * takes. It stays open until the end; the caller owns the path. */
static char *
path_of(const char *path)
{
	struct stat st;
	bool once = input_is_standard(path) || (stat(path, &st) == 0 && S_ISFIFO(st.st_mode));

	return once ? xasprintf("/proc/self/fd/%d", fileno(input_seekable(path))) : xstrdup(path);
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

/* The folder for documents must be there, and nothing else may be asked for. */
static void
folder_check(const struct import_options *o)
{
	struct stat st;

	if (o->output || o->rows)
		die_usage("'--runs' writes files of its own: it goes with neither '--output' nor "
			  "'--rows'");
	if (stat(o->runs, &st) != 0)
		die("%s:", o->runs);
	if (!S_ISDIR(st.st_mode))
		die("'--runs %s': must be a folder", o->runs);
}

static char *
case_renamed(const void *aliases, const char *id)
{
	return aliases_new(aliases, id);
}

/* Write what was collected, as one document or as one for each run. */
static void
documents_write(struct import_cases *cases, const struct import_options *o)
{
	char *environment = o->environment ? environment_read(o->environment) : NULL;
	struct import_words_said said = {VERSION, o->suite, environment};

	if (o->runs) {
		import_documents_write(cases, &said, o->runs);
		stdout_close();
	} else {
		import_document_write(cases, &said, o->output);
	}
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
	    {'r', "runs", "DIR",
		"write each run of a history into folder DIR, as a document of its own",
		OPTION_STRING(&o.runs)},
	    {'R', "rows", NULL, "print the rows as the jq file gets them, and no document",
		OPTION_FLAG(&o.rows)},
	    {'t', "time-limit", "SECONDS",
		"the CPU time that a jq file may take (60, and 10 for each MB)",
		OPTION_COUNT(&o.seconds, 1, 1000000)},
	    {'s', "suite", "NAME", "what the document calls its suite", OPTION_STRING(&o.suite)},
	    {'v', "variant", "NAME", "the variant of all benchmarks", OPTION_STRING(&o.variant)},
	    {'e', "environment", "FILE", "where it was measured, as bench-env wrote it there",
		OPTION_STRING(&o.environment)},
	    {0, "aliases", "FILE",
		"cases that have a new name; unless it is named, '" ALIASES_FILE
		"' is it, if there is one",
		OPTION_STRING(&o.aliases)},
	    OPTION_OUTPUT(&o.output),
	    OPTION_COMMON,
	};
	struct import_formats all = {.n = 0};
	struct import_format *own = NULL;
	const struct import_format *format;
	struct import_cases *cases;
	struct operands operands;
	struct aliases *aliases;

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
	if (o.runs)
		folder_check(&o);
	aliases = aliases_load(o.aliases ? o.aliases : ALIASES_FILE, o.aliases != NULL);
	cases = import_cases_new(o.variant);
	import_cases_rename(cases, case_renamed, aliases);
	if (o.runs)
		import_cases_by_run(cases);
	for (size_t i = 0; i < operands.n; i++) {
		struct import_source source = {format, path_of(operands.at[i]),
		    input_name(operands.at[i]), (unsigned)o.seconds,
		    o.newer ? time_of(o.newer) : (struct timespec){0}};

		if (!format)
			source.format = import_detect(&all, source.path, source.name);
		else
			import_detect_check(format, source.path, source.name);
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
		documents_write(cases, &o);
	import_cases_free(cases);
	aliases_free(aliases);
	import_formats_free(&all);
	import_format_free(own);
	return STATUS_OK;
}
