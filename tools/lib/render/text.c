#include "render/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
text_row_name(struct buf *b, const struct md_row *r)
{
	buf_printf(b, "%s %s", r->id, r->metric ? r->metric : "");
	if (!r->metric)
		b->s[--b->len] = '\0';
}

static void
change_add(struct buf *b, double v, double limit)
{
	percent_beside(b, v, true, limit);
}

void
text_row_change(struct buf *b, const struct md_row *r, bool interval)
{
	if (!isfinite(r->change))
		return;
	change_add(b, r->change, r->threshold);
	buf_str(b, "\u00a0%");
	if (!interval || !isfinite(r->low) || !isfinite(r->high))
		return;
	buf_str(b, " [");
	change_add(b, r->low, r->threshold);
	buf_str(b, ",\u00a0");
	change_add(b, r->high, r->threshold);
	buf_char(b, ']');
}

enum text_paint
text_row_paint(const struct md_row *r)
{
	switch (r->verdict) {
	case VERDICT_REGRESSION:
	case VERDICT_EXCEEDED:
	case VERDICT_FAILED: return r->gate ? PAINT_RED : PAINT_YELLOW;
	case VERDICT_WORSE:
	case VERDICT_PLACEMENT:
	case VERDICT_INCONCLUSIVE:
	case VERDICT_INCOMPARABLE:
	case VERDICT_MACHINE_DEPENDENT:
	case VERDICT_UNMEASURED:
	case VERDICT_REMOVED: return PAINT_YELLOW;
	case VERDICT_EQUIVALENT:
	case VERDICT_BETTER:
	case VERDICT_IMPROVEMENT:
	case VERDICT_WITHIN: return PAINT_GREEN;
	default: return PAINT_NONE;
	}
}

void
text_paragraph(
    struct buf *b, const struct text_style *style, enum text_paint paint, const char *text)
{
	struct buf wrapped = BUF_INIT;

	buf_str(&wrapped, "");
	text_wrapped(&wrapped, style, 0, text);
	text_painted(b, style, paint, wrapped.s);
	buf_char(b, '\n');
	buf_free(&wrapped);
}

static void
part_add(struct buf *b, const struct json_at *object, const char *key, const char *after)
{
	struct json_at at = json_member(object, key);
	const char *text = at.node ? json_as_text(&at) : NULL;

	if (text && *text)
		buf_printf(b, "%s%s%s", b->len ? ", " : "", text, after);
}

void
text_environment(struct buf *b, const char *label, const struct json_at *environment,
    const struct text_style *style)
{
	enum { SHOWN = 12 };
	struct json_at list = json_member(environment, "warnings");
	size_t n = json_kind(&list) == JSON_ARRAY ? json_length(&list) : 0;
	struct buf parts = BUF_INIT, line = BUF_INIT;

	part_add(&parts, environment, "cpu_model", "");
	part_add(&parts, environment, "cores", " cores");
	part_add(&parts, environment, "os", "");
	part_add(&parts, environment, "runner", "");
	if (label && parts.len) {
		buf_printf(&line, "%s: %s", label, parts.s);
		text_paragraph(b, style, PAINT_DIM, line.s);
	}
	for (size_t i = 0; i < n && i < SHOWN; i++) {
		struct json_at warning = json_element(&list, i), message;

		if (json_kind(&warning) != JSON_OBJECT)
			continue;
		message = json_member(&warning, "message");
		if (json_kind(&message) != JSON_STRING)
			continue;
		buf_clear(&line);
		buf_printf(&line, "warning: %s", json_as_text(&message));
		text_paragraph(b, style, PAINT_YELLOW, line.s);
	}
	buf_free(&parts);
	buf_free(&line);
}
