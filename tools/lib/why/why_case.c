#include "why/why_case.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"
#include "why/attribution_write.h"
#include "why/interpreter.h"
#include "why/source_names.h"

enum { NAME_MOST = 200 }; /* columns */

/* Names as they stand in the source, of what is shown; those of templates may have no end. */
static void
names_decode(struct call_graph *g)
{
	const struct word **names = xcalloc(g->n + 1, sizeof *names);

	for (size_t i = 0; i < g->n; i++)
		names[i] = g->functions[i].name;
	source_names_decode(names, g->n, g->words);
	for (size_t i = 0; i < g->n; i++) {
		struct buf cut = BUF_INIT;

		source_name_add(&cut, names[i]->text, NAME_MOST);
		g->functions[i].name = intern_word(g->words, cut.s ? cut.s : "");
		buf_free(&cut);
	}
	free(names);
}

char *
why_untold(char *reason)
{
	struct json_writer *w = json_writer_new(NULL);

	attribution_write_untold(w, NULL, reason);
	free(reason);
	return json_writer_take(w);
}

struct attribution *
why_case_explain(struct why_case *c, const struct why_sources *sources)
{
	struct executed *executed[BUILDS];
	struct attribution *a = NULL;
	struct call_graph *g;
	char *unknown;

	for (int build = BASE; build < BUILDS; build++) {
		executed[build] = executed_new();
		executed_read_folder(executed[build], sources->folders[build]);
	}
	g = call_graph_new(executed, sources->roots, sources->diff);
	c->interpreted = interpreter_runs(executed[HEAD]);
	unknown = interpreter_reason(executed[HEAD], g);
	if (unknown) {
		c->why = why_untold(unknown);
		call_graph_free(g);
	} else {
		names_decode(g);
		a = attribution_new(g);
	}
	for (int build = BASE; build < BUILDS; build++)
		executed_free(executed[build]);
	return a;
}

void
why_case_tell(struct why_case *c, const struct attribution *a)
{
	struct json_writer *w = json_writer_new(NULL);
	struct buf b = BUF_INIT;

	attribution_write(w, NULL, a);
	c->why = json_writer_take(w);
	if (!a->placement)
		return;
	attribution_reason(&b, a);
	c->reason = buf_take(&b);
}
