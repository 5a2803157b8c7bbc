#include "render/md_machines.h"

#include <string.h>

#include "render/md.h"

void
md_machine(struct buf *b, const char *label, const struct json_at *side)
{
	struct json_at environment = json_member(side, "environment");

	if (!side->node)
		return;
	buf_printf(b, "**%s:** ", label);
	md_environment(b, &environment, json_string_or(side, "timestamp", NULL));
	md_warnings(b, &environment, "<br>\n");
	buf_str(b, "<br>\n");
}

void
md_machines(struct buf *b, const struct json_at *baseline, const struct json_at *current)
{
	struct buf before = BUF_INIT, after = BUF_INIT;

	md_machine(&before, "Environment", baseline);
	md_machine(&after, "Environment", current);
	if (before.len && after.len && strcmp(before.s, after.s) == 0) {
		buf_str(b, before.s);
	} else {
		md_machine(b, "Baseline", baseline);
		md_machine(b, "Current", current);
	}
	buf_free(&before);
	buf_free(&after);
}

void
md_warn_machines(struct buf *b, const struct json_at *baseline, const struct json_at *current)
{
	struct json_at before = json_member(baseline, "environment");
	struct json_at after = json_member(current, "environment");
	const char *x = json_string_or(&before, "fingerprint", NULL);
	const char *y = json_string_or(&after, "fingerprint", NULL);

	if (!x || !y || strcmp(x, y) == 0)
		return;
	buf_str(b, "> [!WARNING]\n> **These are different machines.** Times measured on "
		   "one say little about the other.\n>\n> Baseline: ");
	md_environment(b, &before, NULL);
	buf_str(b, "<br>\n> Current: ");
	md_environment(b, &after, NULL);
	buf_str(b, "\n\n");
}
