#include "scenario/plan_show.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text_table.h"

/* The words of ARGV with a blank between; a shell's own words are left out. */
static char *
command_text(const struct plan_case *c)
{
	struct buf b = BUF_INIT;

	for (size_t i = c->shell && c->argv[1] && c->argv[2] ? 2 : 0; c->argv[i]; i++)
		buf_printf(&b, "%s%s", b.len ? " " : "", c->argv[i]);
	return buf_take(&b);
}

static char *
metrics_text(const struct plan_case *c)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < c->nmetrics; i++)
		buf_printf(&b, "%s%s", b.len ? "," : "", c->metrics[i].name);
	if (b.len == 0)
		buf_str(&b, "-");
	return buf_take(&b);
}

static void
case_show(struct text_table *t, const struct plan_case *c)
{
	char *runs = c->runs.min == c->runs.max ? xasprintf("%zu", c->runs.min)
						: xasprintf("%zu-%zu", c->runs.min, c->runs.max);
	char *metrics = metrics_text(c), *command = c->skip ? xstrdup(c->skip) : command_text(c);

	/* a script has many lines, and tabs */
	for (char *s = command; *s; s++)
		if ((unsigned char)*s < ' ')
			*s = ' ';
	text_table_cell(t, c->id, PAINT_NONE);
	text_table_cell(t, c->skip ? "skipped" : kind_name(c->kind), PAINT_NONE);
	text_table_cell(t, runs, PAINT_NONE);
	text_table_cell(t, metrics, PAINT_NONE);
	text_table_cell(t, command, PAINT_NONE);
	free(runs);
	free(metrics);
	free(command);
}

void
plan_table_add(struct buf *b, const struct plan *plan, const struct text_style *style)
{
	static const struct text_column columns[] = {
	    {.title = "case", .name = true},
	    {.title = "kind", .once = true, .under = 1},
	    {.title = "runs", .once = true, .under = 1},
	    {.title = "metrics", .text = true, .once = true, .under = 1},
	    {.title = "command", .text = true},
	};
	struct text_table *t = text_table_new(style, columns, sizeof columns / sizeof *columns);

	for (size_t i = 0; i < plan->ncases; i++)
		case_show(t, &plan->cases[i]);
	text_table_add(t, b);
	text_table_free(t);
}

/* KIND and NAME as one string of Graphviz; KIND may be "". */
static void
dot_string(FILE *f, const char *kind, const char *name)
{
	fprintf(f, "\"%s", kind);
	for (; *name; name++) {
		if (*name == '"' || *name == '\\')
			putc('\\', f);
		putc((unsigned char)*name < ' ' ? ' ' : *name, f);
	}
	putc('"', f);
}

static void
dot_node(FILE *f, const char *kind, const char *name, const char *label)
{
	putc('\t', f);
	dot_string(f, kind, name);
	fputs(" [label=", f);
	dot_string(f, "", label);
	fputs("];\n", f);
}

static void
dot_edge(FILE *f, const char *kind, const char *from, const char *to_kind, const char *to)
{
	putc('\t', f);
	dot_string(f, kind, from);
	fputs(" -> ", f);
	dot_string(f, to_kind, to);
	fputs(";\n", f);
}

void
plan_dot_write(const struct plan *plan, FILE *f)
{
	const char *suite = plan->suite ? plan->suite : "", *last = NULL;

	fputs("digraph plan {\n\trankdir=LR;\n\tnode [shape=box];\n", f);
	dot_node(f, "suite ", suite, suite);
	for (size_t i = 0; i < plan->ncases; i++) {
		const struct plan_case *c = &plan->cases[i];
		size_t len = strlen(c->name);

		if (!last || strcmp(last, c->name) != 0) {
			dot_node(f, "benchmark ", c->name, c->name);
			dot_edge(f, "suite ", suite, "benchmark ", c->name);
		}
		last = c->name;
		if (c->id[len] != '/')
			continue;
		dot_node(f, "case ", c->id, c->id + len + 1);
		dot_edge(f, "benchmark ", c->name, "case ", c->id);
	}
	fputs("}\n", f);
}
