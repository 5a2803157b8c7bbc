#include "scenario/plan_show.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/tame.h"
#include "base/text_cut.h"
#include "base/text_width.h"

enum { COLUMNS = 5, CELL_MOST = 48 }; /* a cell that is not the last one */

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

/* The cells of case C, which the caller owns; those of the head when C is NULL. */
static void
cells_make(const struct plan_case *c, char *cells[COLUMNS])
{
	static const char *const head[COLUMNS] = {"case", "kind", "runs", "metrics", "command"};

	if (!c) {
		for (int i = 0; i < COLUMNS; i++)
			cells[i] = xstrdup(head[i]);
		return;
	}
	cells[0] = xstrdup(c->id);
	cells[1] = xstrdup(c->skip ? "skipped" : kind_name(c->kind));
	cells[2] = c->runs.min == c->runs.max ? xasprintf("%zu", c->runs.min)
					      : xasprintf("%zu-%zu", c->runs.min, c->runs.max);
	cells[3] = metrics_text(c);
	cells[4] = c->skip ? xstrdup(c->skip) : command_text(c);
	for (int i = 0; i < COLUMNS; i++) {
		struct buf b = BUF_INIT;

		line_tame(cells[i]);
		for (char *s = cells[i]; *s; s++)
			if ((unsigned char)*s < ' ')
				*s = ' ';
		if (i == COLUMNS - 1)
			continue;
		text_cut_add(&b, cells[i], CELL_MOST);
		free(cells[i]);
		cells[i] = buf_take(&b);
	}
}

void
plan_table_write(const struct plan *plan, FILE *f)
{
	char *cells[COLUMNS];
	size_t width[COLUMNS] = {0};

	for (int writes = 0; writes < 2; writes++)
		for (size_t i = 0; i <= plan->ncases; i++) {
			cells_make(i ? &plan->cases[i - 1] : NULL, cells);
			for (int k = 0; k < COLUMNS; k++) {
				size_t n = text_columns(cells[k]);

				if (writes)
					fprintf(f, "%s%*s%s", cells[k],
					    k < COLUMNS - 1 ? (int)(width[k] - n) + 2 : 0, "",
					    k < COLUMNS - 1 ? "" : "\n");
				else if (n > width[k])
					width[k] = n;
				free(cells[k]);
			}
		}
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
