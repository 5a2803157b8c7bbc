#include "render/md_claims.h"

#include <math.h>
#include <string.h>

#include "render/typeset.h"

enum { CLAIMS_SHOWN = 20 };

static const char *
claim_sign(const char *answer)
{
	if (strcmp(answer, "proven") == 0)
		return "🟢";
	return strcmp(answer, "refuted") == 0 ? "🔶" : "🟡";
}

/* The lower end of an interval that is "at least": rounded down, so that nothing is promised that
 * was not shown. */
static void
at_least(struct buf *b, double v)
{
	buf_printf(b, "%.1f %%", floor(1000 * v + 1e-9) / 10);
}

/* "proven: at least 12.8 % better", "refuted: at most 7.1 % better", "cannot tell: WHY". */
static void
answer_add(struct buf *b, const struct json_at *claim)
{
	const char *answer = json_string_of(claim, "answer");
	struct json_at interval = json_member(claim, "interval"), low, high;

	buf_str(b, answer);
	if (json_kind(&interval) == JSON_ARRAY && json_length(&interval) == 2 &&
	    !json_string_or(claim, "reason", NULL)) {
		low = json_element(&interval, 0);
		high = json_element(&interval, 1);
		if (strcmp(answer, "refuted") == 0) {
			double most = ceil(1000 * json_as_number(&high) - 1e-9) / 10;

			if (most > 0)
				buf_printf(b, ": at most %.1f %% better", most);
			else
				buf_str(b, ": not better");
		} else {
			buf_str(b, ": at least ");
			at_least(b, json_as_number(&low));
			buf_str(b, " better");
		}
	}
	if (json_string_or(claim, "reason", NULL)) {
		buf_str(b, ": ");
		typeset_add(b, json_string_of(claim, "reason"));
	}
}

void
md_claims(struct buf *b, const struct json_at *root)
{
	struct json_at list = json_member(root, "claims");
	size_t n = json_kind(&list) == JSON_ARRAY ? json_length(&list) : 0;
	struct buf text = BUF_INIT;

	if (!n)
		return;
	buf_str(b, "**Claims** of the change, each tested by itself:\n\n");
	for (size_t i = 0; i < n && i < CLAIMS_SHOWN; i++) {
		struct json_at claim = json_element(&list, i);

		buf_printf(b, "- %s ", claim_sign(json_string_of(&claim, "answer")));
		markdown_code(b, json_string_of(&claim, "claim"), MARKDOWN_NAME);
		buf_str(b, ": ");
		buf_clear(&text);
		answer_add(&text, &claim);
		markdown_text(b, text.s, MARKDOWN_TEXT);
		buf_char(b, '\n');
	}
	buf_char(b, '\n');
	buf_free(&text);
}

void
text_claims(struct buf *b, const struct json_at *root, const struct text_style *style)
{
	struct json_at list = json_member(root, "claims");
	size_t n = json_kind(&list) == JSON_ARRAY ? json_length(&list) : 0;
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < n && i < CLAIMS_SHOWN; i++) {
		struct json_at claim = json_element(&list, i);

		buf_clear(&text);
		buf_printf(&text, "claim '%s': ", json_string_of(&claim, "claim"));
		answer_add(&text, &claim);
		text_paragraph(b, style, PAINT_NONE, text.s);
	}
	if (n)
		buf_char(b, '\n');
	buf_free(&text);
}
