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

/* The processor of the machine of FINGERPRINT, which may be NULL, among LIST, that of the document
 * when its sessions differ in it, and ENVIRONMENT; or NULL. */
static const char *
processor_of(const struct json_at *environment, const struct json_at *list, const char *fingerprint)
{
	for (size_t i = 0; fingerprint && i < json_length(list); i++) {
		struct json_at element = json_element(list, i);
		struct json_at one = json_member(&element, "environment");

		if (strcmp(json_string_or(&element, "fingerprint", ""), fingerprint) == 0 &&
		    json_kind(&one) == JSON_OBJECT)
			return json_string_or(&one, "cpu_model", NULL);
	}
	return json_string_or(environment, "cpu_model", NULL);
}

static struct json_document *
parsed(const char *text)
{
	return json_document_parse(text, strlen(text), "environment");
}

void
machine_name_add(struct buf *b, const struct results_head *head, const char *fingerprint)
{
	struct json_document *environment = parsed(head->environment ? head->environment : "{}");
	struct json_document *list = parsed(head->environments ? head->environments : "[]");
	struct json_at root = json_root(environment), all = json_root(list);
	const char *model = processor_of(&root, &all, fingerprint);

	if (fingerprint && strchr(fingerprint, ' ')) {
		buf_str(b, "several machines");
	} else {
		if (model)
			word_add(b, model);
		else
			buf_str(b, fingerprint ? "a machine" : "a machine without a name");
		if (fingerprint) {
			buf_str(b, " (");
			word_add(b, fingerprint);
			buf_char(b, ')');
		}
	}
	json_document_free(environment);
	json_document_free(list);
}
