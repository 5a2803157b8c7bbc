#include "comparison/machine_name.h"

#include <stdlib.h>
#include <string.h>

#include "base/tame.h"
#include "base/text_cut.h"
#include "base/util.h"
#include "json/json_document.h"

enum { NAME_COLUMNS = 60 };

static void
word_add(struct buf *b, const char *word)
{
	char *tamed = xstrdup(word);

	line_tame(tamed);
	text_cut_add(b, tamed, NAME_COLUMNS);
	free(tamed);
}

void
machine_name_add(struct buf *b, const struct results_head *head)
{
	const char *text = head->environment ? head->environment : "{}";
	struct json_document *environment = json_document_parse(text, strlen(text), "environment");
	struct json_at root = json_root(environment);
	const char *model = json_string_or(&root, "cpu_model", NULL);

	if (model)
		word_add(b, model);
	else
		buf_str(b, head->fingerprint ? "a machine" : "a machine without a name");
	if (head->fingerprint) {
		buf_str(b, " (");
		word_add(b, head->fingerprint);
		buf_char(b, ')');
	}
	json_document_free(environment);
}
