#include "why/attribution_write.h"

#include <math.h>
#include <string.h>

#include "base/quantity.h"
#include "why/source_names.h"

enum { FUNCTIONS_MOST = 20, TOLD = 3, NAME_TOLD = 60, NAME_MOST = 200 };
#define TOLD_SHARE .01 /* of the change */

/* What is known of its code, as a part of a sentence. */
static const char *const state_words[NCODE_STATES] = {
    [CODE_SAME] = "its code is the same",
    [CODE_CHANGED] = "its code differs",
    [CODE_GONE] = "no longer executed",
    [CODE_NEW] = "executed by the head alone",
    [CODE_UNKNOWN] = NULL,
};

static double
share_shown(const struct attribution *a, size_t i)
{
	return attribution_share(a, a->order[i]);
}

/* "+41.2 k", of instructions. */
static void
difference_add(struct buf *b, double v)
{
	struct scale scale = scale_for(fabs(v), "");

	buf_str(b, v < 0 ? "−" : "+");
	quantity_text(b, fabs(v), &scale, 3);
}

/* The file of F, which is below the folder of the build, or else its name alone. */
static void
file_add(struct buf *b, const struct graph_function *f)
{
	const char *slash = strrchr(f->object->text, '/');
	const char *file = f->file ? f->file->text : "", *name = strrchr(file, '/');

	if (f->file)
		buf_printf(b, " (%s:%zu)",
		    *file == '/' || strncmp(file, "./", 2) == 0 ? name + 1 : file, f->line);
	else if (strcmp(f->object->text, "???") != 0)
		buf_printf(b, " (%s)", slash ? slash + 1 : f->object->text);
}

static void
function_tell(struct buf *b, const struct attribution *a, size_t i)
{
	const struct graph_function *f = &a->graph->functions[a->order[i]];

	buf_char(b, '\n');
	source_name_add(b, f->name->text, NAME_TOLD);
	file_add(b, f);
	buf_str(b, ": ");
	difference_add(b, f->due);
	if (isfinite(share_shown(a, i))) {
		buf_str(b, ", ");
		percent_text(b, share_shown(a, i), false);
		buf_str(b, " of it");
	}
	if (state_words[f->state])
		buf_printf(b, "; %s", state_words[f->state]);
	if (f->in_diff)
		buf_str(b, ", and the diff has a line of it");
}

/* What both builds executed, in all. */
static void
total_tell(struct buf *b, const struct attribution *a)
{
	const struct call_graph *g = a->graph;

	difference_add(b, g->total[HEAD] - g->total[BASE]);
	buf_str(b, " instructions");
	if (g->total[BASE] > 0) {
		buf_str(b, " (");
		percent_text(b, g->total[HEAD] / g->total[BASE] - 1, true);
		buf_char(b, ')');
	}
}

/* A sentence, and a line for each of the first functions. */
static void
told_write(struct json_writer *w, const struct attribution *a)
{
	const struct call_graph *g = a->graph;
	struct buf b = BUF_INIT;

	total_tell(&b, a);
	if (g->fault)
		buf_printf(
		    &b, "; the code of '%s' cannot be compared: %s", g->fault_of->text, g->fault);
	else if (g->executed)
		buf_printf(&b, "; %zu of %zu functions that are executed differ", g->differing,
		    g->executed);
	/* Those that matter, and the first at least. */
	for (size_t i = 0; !a->placement && i < a->n && i < TOLD; i++)
		if (i == 0 || !(fabs(share_shown(a, i)) < TOLD_SHARE))
			function_tell(&b, a, i);
	json_string(w, "told", b.s);
	buf_free(&b);
}

/* NAME, cut where it is long: the linker's names may be of any length. */
static void
name_write(struct json_writer *w, const char *key, const char *name)
{
	struct buf cut = BUF_INIT;

	source_name_add(&cut, name, NAME_MOST);
	json_string(w, key, cut.s ? cut.s : "");
	buf_free(&cut);
}

static void
function_write(struct json_writer *w, const struct attribution *a, size_t i)
{
	const struct graph_function *f = &a->graph->functions[a->order[i]];

	json_object_begin(w, NULL);
	json_string(w, "name", f->name->text);
	if (f->file) {
		name_write(w, "file", f->file->text);
		json_integer(w, "line", (long long)f->line);
	}
	name_write(w, "object", f->object->text);
	json_number(w, "base", f->self[BASE]);
	json_number(w, "head", f->self[HEAD]);
	json_rounded(w, "change", f->due);
	json_rounded(w, "share", share_shown(a, i));
	json_string(w, "code", code_state_name(f->state));
	if (f->in_diff)
		json_bool(w, "in_diff", true);
	json_object_end(w);
}

void
attribution_write(struct json_writer *w, const char *key, const struct attribution *a)
{
	const struct call_graph *g = a->graph;
	double rest = g->total[HEAD] - g->total[BASE];

	json_object_begin(w, key);
	told_write(w, a);
	json_object_begin(w, "instructions");
	json_number(w, "base", g->total[BASE]);
	json_number(w, "head", g->total[HEAD]);
	json_object_end(w);
	json_integer(w, "executed", (long long)g->executed);
	json_integer(w, "differing", (long long)g->differing);
	json_array_begin(w, "differ");
	for (size_t i = 0; i < g->differing && i < DIFFER_SHOWN && g->differ[i]; i++)
		name_write(w, NULL, g->differ[i]->text);
	json_array_end(w);
	if (g->fault)
		json_string(w, "unknown", g->fault);
	json_bool(w, "placement", a->placement);
	json_array_begin(w, "functions");
	for (size_t i = 0; i < a->n && i < FUNCTIONS_MOST; i++) {
		function_write(w, a, i);
		rest -= g->functions[a->order[i]].due;
	}
	json_array_end(w);
	json_rounded(w, "rest", rest);
	json_object_end(w);
}

void
attribution_write_untold(struct json_writer *w, const char *key, const char *reason)
{
	json_object_begin(w, key);
	json_string(w, "told", reason);
	json_string(w, "unknown", reason);
	json_bool(w, "placement", false);
	json_object_end(w);
}

void
attribution_reason(struct buf *b, const struct attribution *a)
{
	const struct call_graph *g = a->graph;

	buf_printf(b, "placement: both builds executed the same %zu functions, ", g->executed);
	if (a->varies) {
		buf_str(b, "with counts that vary by themselves and overlap");
	} else if (g->total[BASE] > 0 && g->total[HEAD] != g->total[BASE]) {
		buf_str(b, "with counts within ");
		percent_text(b, COUNTS_EQUAL, false);
	} else {
		buf_str(b, "each equally often");
	}
	buf_str(b, ", so it is where the linker put them that differs");
}
