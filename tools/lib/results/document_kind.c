#include "results/document_kind.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "json/json_spool.h"

enum { WORD_MAX = 128 };

/* Read a string after its opening quote; what does not fit is dropped. */
static void
word_read(FILE *f, char word[WORD_MAX])
{
	size_t n = 0;
	int c;

	while ((c = getc(f)) != EOF && c != '"') {
		if (c == '\\')
			c = getc(f);
		if (n < WORD_MAX - 1 && c != EOF)
			word[n++] = (char)c;
	}
	word[n] = '\0';
}

/* The schema member of the object in F; NULL when the text ends, turns out to be no JSON
 * object, or a member that holds the rows begins, before it is seen: that member goes
 * to KEY. */
static char *
schema_find(FILE *f, char key[WORD_MAX])
{
	char word[WORD_MAX];
	bool value = false, is_schema = false;
	int depth = 0, c;

	key[0] = '\0';
	while ((c = getc(f)) != EOF) {
		/* What else there is may have no end. */
		if (c == '\0' || (depth == 0 && !strchr(" \t\r\n{", c)))
			return NULL;
		if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			depth--;
		} else if (c == ',' && depth == 1) {
			value = false;
		} else if (c == ':' && depth == 1) {
			value = true;
		} else if (c == '"') {
			word_read(f, word);
			if (depth == 1 && value && is_schema)
				return xstrdup(word);
			if (depth != 1 || value)
				continue;
			is_schema = strcmp(word, "schema") == 0;
			if (strcmp(word, "benchmarks") == 0 || strcmp(word, "rows") == 0 ||
			    strcmp(word, "series") == 0) {
				memcpy(key, word, WORD_MAX);
				return NULL;
			}
		}
	}
	return NULL;
}

static enum document_kind
kind_of(const char *schema, const char *key)
{
	static const struct {
		const char *schema, *key;
	} kinds[DOCUMENT_OTHER] = {
	    [DOCUMENT_RESULTS] = {RESULTS_SCHEMA, "benchmarks"},
	    [DOCUMENT_COMPARISON] = {COMPARISON_SCHEMA, "rows"},
	    [DOCUMENT_SERIES] = {SERIES_SCHEMA, "series"},
	    [DOCUMENT_RECOMMENDATION] = {RECOMMENDATION_SCHEMA, NULL},
	    [DOCUMENT_LEDGER] = {LEDGER_SCHEMA, NULL},
	    [DOCUMENT_BISECTION] = {BISECTION_SCHEMA, NULL},
	    [DOCUMENT_MODEL] = {MODEL_SCHEMA, NULL},
	    [DOCUMENT_EXPLANATION] = {EXPLANATION_SCHEMA, NULL},
	    [DOCUMENT_BUDGET] = {BUDGET_SCHEMA, NULL},
	};

	for (size_t i = 0; i < DOCUMENT_OTHER; i++)
		if (schema ? strcmp(schema, kinds[i].schema) == 0
			   : kinds[i].key && strcmp(key, kinds[i].key) == 0)
			return (enum document_kind)i;
	return DOCUMENT_OTHER;
}

FILE *
document_open(const char *path, enum document_kind *kind)
{
	FILE *f = json_seekable(path);
	char key[WORD_MAX], *schema;

	schema = schema_find(f, key);
	if (ferror(f))
		die("cannot read '%s':", input_name(path));
	*kind = kind_of(schema, key);
	free(schema);
	/* The flush brings the descriptor's offset along: readers may take either. */
	rewind(f);
	if (fflush(f))
		die("cannot read '%s' again:", input_name(path));
	return f;
}
