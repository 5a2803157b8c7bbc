#include "why/interpreted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/folder.h"
#include "base/input.h"
#include "base/quantity.h"
#include "base/temporary.h"
#include "base/util.h"
#include "why/interpreter_hooks.h"
#include "why/source_names.h"
#include "why/subprogram.h"
#include "json/json_document.h"
#include "json/json_writer.h"

enum {
	SHOWN = 20,
	TOLD = 3,
	NAME_TOLD = 60,
	NAME_MOST = 200, /* names: columns */
	LINE_MOST = 1000000000
};
#define INVOCATIONS "3"

/* A function of the program, in whatever line: what stands above it may change. */
struct timed_function {
	const struct word *name, *file;
	size_t line;
	double seconds[BUILDS];
};

struct timing {
	struct word_set *words, *keys;
	struct timed_function *at;
	size_t n, cap;
	double total[BUILDS];
};

/* FILE below ROOT, or as it is. */
static const char *
file_below(const char *file, const char *root)
{
	size_t n = strlen(root);

	return strncmp(file, root, n) == 0 && file[n] == '/' ? file + n + 1 : file;
}

static const struct word *
name_word(struct timing *t, const char *name)
{
	struct buf shown = BUF_INIT;
	const struct word *word;

	source_name_add(&shown, name, NAME_MOST);
	word = intern_word(t->words, shown.s ? shown.s : "");
	buf_free(&shown);
	return word;
}

static void
timed_add(struct timing *t, int build, const struct json_at *row, const char *root)
{
	struct json_at name = json_element(row, 0), file = json_element(row, 1),
		       line = json_element(row, 2), seconds = json_element(row, 3);
	const char *path = file_below(json_as_text(&file), root);
	char *key = xasprintf("%s\n%s", json_as_text(&name), path);
	const struct word *word = intern_word(t->keys, key);

	free(key);
	if (!t->at || word->index == t->n) {
		t->at = xgrow(t->at, t->n, &t->cap, sizeof *t->at);
		t->at[t->n++] = (struct timed_function){
		    name_word(t, json_as_text(&name)), name_word(t, path), 0, {0, 0}};
	}
	t->at[word->index].line = (size_t)fmin(fmax(0, json_as_number(&line)), LINE_MOST);
	t->at[word->index].seconds[build] += json_as_number(&seconds);
	t->total[build] += json_as_number(&seconds);
}

/* Add the profiles in FOLDER; false: there is none. */
static bool
profiles_add(struct timing *t, int build, const char *folder, const char *root)
{
	char *pattern = xasprintf("%s/*.json", folder);
	glob_t found = {0};
	bool any = input_glob(pattern, &found);

	for (size_t i = 0; any && i < found.gl_pathc; i++) {
		struct json_document *d = json_document_load(found.gl_pathv[i]);
		struct json_at rows = json_root(d);

		for (size_t k = 0; k < json_length(&rows); k++) {
			struct json_at row = json_element(&rows, k);

			if (json_length(&row) >= 4)
				timed_add(t, build, &row, root);
		}
		json_document_free(d);
	}
	globfree(&found);
	free(pattern);
	return any;
}

/* Run the case in ROOT with the hooks in HOOKS; profiles go to FOLDER. Whether it ran. */
static bool
case_run(
    const char *scenario, const char *only, const char *root, const char *hooks, const char *folder)
{
	char *python = xasprintf("PYTHONPATH=%s", hooks);
	char *node = xasprintf("NODE_OPTIONS=--require=%s/profile.js", hooks);
	char *to = xasprintf(HOOKS_FOLDER "=%s", folder);
	char *variant = xasprintf("--variant=build=%s", root);
	int status = 0;
	FILE *out = subprogram_run(
	    (const char *[]){"bench-run", "-q", "-r", INVOCATIONS, "-w", "0", "--no-control",
		"--no-device-metrics", "--no-build", "--instrument", "none", "--only", only,
		variant, "--env", python, "--env", node, "--env", to, scenario, NULL},
	    NULL, true, &status);

	if (out)
		fclose(out);
	free(python);
	free(node);
	free(to);
	free(variant);
	return out && status == 0;
}

static double
timed_change(const struct timed_function *t)
{
	return t->seconds[HEAD] - t->seconds[BASE];
}

static int
timed_order(const void *a, const void *b)
{
	double x = timed_change(a), y = timed_change(b);

	return (x < y) - (x > y);
}

static void
seconds_add(struct buf *b, double v)
{
	struct scale scale = scale_for(fabs(v), "s");

	buf_str(b, v < 0 ? "−" : "+");
	quantity_text(b, fabs(v), &scale, 3);
}

/* What is built in has none: "~" of cProfile. */
static bool
has_file(const struct timed_function *t)
{
	return *t->file->text && strcmp(t->file->text, "~") != 0 && t->line;
}

static void
timing_tell(struct json_writer *w, const struct timing *t)
{
	double change = t->total[HEAD] - t->total[BASE];
	struct buf b = BUF_INIT;

	seconds_add(&b, change);
	buf_str(&b, " in " INVOCATIONS " invocations, by the interpreter's profiler");
	for (size_t i = 0; i < t->n && i < TOLD; i++) {
		const struct timed_function *f = &t->at[i];

		if (timed_change(f) <= 0)
			break;
		buf_char(&b, '\n');
		source_name_add(&b, f->name->text, NAME_TOLD);
		if (has_file(f))
			buf_printf(&b, " (%s:%zu)", f->file->text, f->line);
		buf_str(&b, ": ");
		seconds_add(&b, timed_change(f));
		if (change > 0) {
			buf_str(&b, ", ");
			percent_text(&b, timed_change(f) / change, false);
			buf_str(&b, " of it");
		}
	}
	json_string(w, "told", b.s);
	buf_free(&b);
}

static void
timing_write(struct json_writer *w, const struct timing *t)
{
	double change = t->total[HEAD] - t->total[BASE], rest = change;

	json_object_begin(w, NULL);
	timing_tell(w, t);
	json_string(w, "by", "profiler");
	json_bool(w, "placement", false);
	json_array_begin(w, "functions");
	for (size_t i = 0; i < t->n && i < SHOWN; i++) {
		const struct timed_function *f = &t->at[i];

		json_object_begin(w, NULL);
		json_string(w, "name", f->name->text);
		if (has_file(f)) {
			json_string(w, "file", f->file->text);
			json_integer(w, "line", (long long)f->line);
		}
		json_string(w, "object", "");
		json_rounded(w, "base", f->seconds[BASE]);
		json_rounded(w, "head", f->seconds[HEAD]);
		json_rounded(w, "change", timed_change(f));
		json_rounded(w, "share", change != 0 ? timed_change(f) / change : (double)NAN);
		json_string(w, "code", "unknown");
		json_object_end(w);
		rest -= timed_change(f);
	}
	json_array_end(w);
	json_rounded(w, "rest", rest);
	json_object_end(w);
}

char *
interpreted_why(const char *scenario, const char *only, char *const roots[BUILDS])
{
	struct timing t = {.words = intern_new(), .keys = intern_new()};
	char *scratch = temporary_folder(), *why = NULL;
	bool told = true;

	interpreter_hooks_write(scratch);
	for (int build = BASE; build < BUILDS && told; build++) {
		char *folder = xasprintf("%s/%d", scratch, build);

		told = mkdir(folder, 0700) == 0 &&
		       case_run(scenario, only, roots[build], scratch, folder) &&
		       profiles_add(&t, build, folder, roots[build]);
		free(folder);
	}
	if (told) {
		struct json_writer *w = json_writer_new(NULL);

		if (t.n)
			qsort(t.at, t.n, sizeof *t.at, timed_order);
		timing_write(w, &t);
		why = json_writer_take(w);
	}
	folder_empty(scratch);
	rmdir(scratch);
	free(scratch);
	free(t.at);
	intern_free(t.words);
	intern_free(t.keys);
	return why;
}
