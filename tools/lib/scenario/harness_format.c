#include "scenario/harness_format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"
#include "import/import_formats.h"
#include "scenario/metric_define.h"
#include "scenario/policy_read.h"
#include "scenario/row_gate.h"
#include "yaml/yaml_field.h"

static const char *const harness_keys[] = {"format", "file", "from", "gate", NULL};
static const char *const harness_streams[] = {"stdout", "stderr", NULL};

bool
harness_format_own(const char *format)
{
	size_t len = strlen(format);

	return len > 3 && strcmp(format + len - 3, ".jq") == 0;
}

char *
harness_format_error(const char *format)
{
	struct import_formats all;
	const char **names;
	char *note, *error = NULL;

	if (harness_format_own(format))
		return NULL;
	import_formats_load(&all);
	if (!import_formats_find(&all, format)) {
		names = xcalloc(all.n + 1, sizeof *names);
		for (size_t i = 0; i < all.n; i++)
			names[i] = all.at[i]->name;
		note = suggest_note(format, names, all.n);
		error = xasprintf("'%s' is no format that bench-import knows%s; 'bench-import "
				  "--formats' lists them, and a file of your own ends in '.jq'",
		    format, note);
		free(note);
		free(names);
	}
	import_formats_free(&all);
	return error;
}

/* The format that NODE says. */
static char *
format_read(const struct yaml_node *node, const struct scope *scope, struct arena *arena)
{
	char *format = expression_expand_node(node, field_line(node, "harness"), scope, arena);
	char *error = harness_format_error(format);

	if (error)
		yaml_die(node, "%s", error);
	return format;
}

/* Where the output is, from mapping NODE into RULE. */
static void
output_read(struct rows_rule *rule, const struct yaml_node *node, const struct scope *scope,
    struct arena *arena)
{
	const struct yaml_node *file = yaml_get(node, "file"), *from = yaml_get(node, "from");

	if (file && from)
		yaml_die(from, "'from' and 'file' exclude each other");
	if (from)
		rule->source = SOURCE_STDOUT + field_word(from, "from", harness_streams);
	if (!file)
		return;
	rule->source = SOURCE_FILE;
	rule->file = expression_expand_node(file, field_line(file, "file"), scope, arena);
	if (!*rule->file)
		yaml_die(file, "'file' is empty");
}

struct rows_rule *
harness_read(const struct metric_nodes *nodes, const struct plan *plan, const struct scope *scope,
    struct arena *arena)
{
	const struct yaml_node *node = nodes->harness, *format = node;
	struct rows_rule *rule = arena_alloc(arena, sizeof *rule);
	struct metric_rule any = {.name = (char[]){""}, .tolerance = NAN, .threshold = NAN};

	if (nodes->rows)
		yaml_die(nodes->rows, "'rows' and 'harness' exclude each other");
	rule->source = SOURCE_STDOUT;
	rule->extractor = EXTRACT_HARNESS;
	if (node->kind == YAML_MAP) {
		field_keys(node, harness_keys, "'harness'");
		format = yaml_get(node, "format");
		if (!format)
			yaml_die(node, "'harness' needs 'format'");
		output_read(rule, node, scope, arena);
		rule->gate = row_gate_read(node, arena);
	}
	rule->expression = format_read(format, scope, arena);
	policy_resolve(&any, NULL, nodes, plan);
	rule->tolerance = any.tolerance;
	rule->threshold = any.threshold;
	return rule;
}

struct metric_rule *
harness_metric(struct rows_rule *rule, const char *name, const struct metric_nodes *nodes,
    const struct plan *plan, struct arena *arena)
{
	const struct metric_builtin *builtin = metric_builtin(name);
	struct metric_rule *m = rows_named(rule, name);

	if (m || rule->nnamed == METRIC_RULES_MAX)
		return m;
	if (!rule->named)
		rule->named = arena_array(arena, METRIC_RULES_MAX, sizeof *rule->named);
	m = &rule->named[rule->nnamed++];
	*m = (struct metric_rule){.name = arena_strdup(arena, name),
	    .unit = arena_strdup(arena, builtin ? builtin->unit : ""),
	    .tolerance = NAN,
	    .threshold = NAN};
	policy_resolve(m, NULL, nodes, plan);
	return m;
}
