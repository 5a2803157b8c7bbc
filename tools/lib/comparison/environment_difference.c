#include "comparison/environment_difference.h"

#include <string.h>

#include "base/buf.h"
#include "json/json_document.h"

/* The members that the fingerprint is made of. */
static const char *const members[] = {
    "os", "cpu", "cpu_model", "cores", "cpu_quota", "backends", "design"};

static void
difference_add(struct buf *b, struct json_at *at)
{
	enum json_kind kind = json_kind(at);

	if (kind == JSON_ABSENT)
		buf_str(b, "none");
	else
		buf_printf(b, kind == JSON_STRING ? "'%s'" : "%s", json_as_text(at));
}

char *
environment_difference(const char *baseline, const char *current)
{
	struct json_document *documents[2];
	struct json_at roots[2];
	struct buf b = BUF_INIT;

	if (!baseline)
		baseline = "{}";
	if (!current)
		current = "{}";
	documents[0] = json_document_parse(baseline, strlen(baseline), "baseline environment");
	documents[1] = json_document_parse(current, strlen(current), "current environment");
	roots[0] = json_root(documents[0]);
	roots[1] = json_root(documents[1]);
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		struct json_at values[2];
		struct buf texts[2] = {BUF_INIT, BUF_INIT};

		for (int k = 0; k < 2; k++) {
			values[k] = json_member(&roots[k], members[i]);
			difference_add(&texts[k], &values[k]);
		}
		if (strcmp(texts[0].s, texts[1].s) != 0)
			buf_printf(&b, "%s%s (%s and %s)", b.len ? ", " : "", members[i],
			    texts[0].s, texts[1].s);
		buf_free(&texts[0]);
		buf_free(&texts[1]);
	}
	json_document_free(documents[0]);
	json_document_free(documents[1]);
	return buf_take(&b);
}
