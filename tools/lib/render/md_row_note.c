#include "render/md_row_note.h"

#include <math.h>
#include <string.h>

#include "base/quantity.h"
#include "render/markdown.h"
#include "render/typeset.h"

void
md_acceptance(struct buf *b, const char *accept, double ceiling, double worst)
{
	if (accept) {
		buf_printf(b, " as ");
		markdown_text(b, accept, MARKDOWN_NAME);
	} else if (!isnan(ceiling)) {
		buf_str(b, " up to +");
		percent_set(b, ceiling);
	} else if (!isnan(worst)) {
		buf_str(b, " up to a value of ");
		number_set(b, worst);
	}
}

/* The parts of a reason begin so, behind "; ", where all is as it should be. */
static const char confirmed[] = "confirmed: ";
static const char *const normal[] = {
    confirmed, "confirmed elsewhere: ", "exact count", "assumes that sessions differ by "};

void
md_reason_set(struct buf *b, const struct md_row *r, const char *reason)
{
	/* what a benchmark said itself stays as it is */
	if (r->verdict == VERDICT_FAILED || r->verdict == VERDICT_UNMEASURED)
		buf_str(b, reason);
	else
		typeset_add(b, reason);
}

/* The next part of a reason at *S, stepped over; its length. */
static size_t
part_next(const char **s, const char **part)
{
	const char *end = strstr(*s, "; ");

	*part = *s;
	*s = end ? end + 2 : *s + strlen(*s);
	return end ? (size_t)(end - *part) : (size_t)(*s - *part);
}

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

void
md_reason_told(struct buf *b, const struct md_row *r)
{
	struct buf told_parts = BUF_INIT;
	const char *s = r->reason ? r->reason : "", *part;

	while (*s) {
		size_t n = part_next(&s, &part);
		bool told = true;

		for (size_t i = 0; i < sizeof normal / sizeof *normal; i++)
			told = told && !begins(part, normal[i]);
		if (!told)
			continue;
		buf_str(&told_parts, told_parts.len ? "; " : "");
		buf_add(&told_parts, part, n);
	}
	if (told_parts.len)
		md_reason_set(b, r, told_parts.s);
	buf_free(&told_parts);
}

/* Whether a part of R's reason begins with WITH. */
static bool
reason_has(const struct md_row *r, const char *with)
{
	const char *s = r->reason ? r->reason : "", *part;
	bool found = false;

	while (*s && !found) {
		part_next(&s, &part);
		found = begins(part, with);
	}
	return found;
}

bool
md_row_confirmed(const struct md_row *r)
{
	return reason_has(r, confirmed);
}

bool
md_row_elsewhere(const struct md_row *r)
{
	return reason_has(r, "confirmed elsewhere: ");
}

bool
md_row_has_note(const struct md_row *r)
{
	struct buf told = BUF_INIT;
	bool has;

	md_reason_told(&told, r);
	has = told.len || r->waived;
	buf_free(&told);
	return has;
}

void
md_row_note(struct buf *b, const struct md_row *r)
{
	struct buf told = BUF_INIT;

	md_reason_told(&told, r);
	if (told.len)
		markdown_text(b, told.s, MARKDOWN_TEXT);
	if (r->waived) {
		buf_str(b, told.len ? "; accepted" : "accepted");
		md_acceptance(b, r->accept, r->ceiling, r->worst);
		buf_str(b, " until ");
		markdown_text(b, r->expires, MARKDOWN_NAME);
		buf_str(b, ": ");
		markdown_text(b, r->waived, MARKDOWN_TEXT);
		buf_str(b, " (");
		markdown_text(b, r->issue, MARKDOWN_TEXT);
		buf_char(b, ')');
	}
	buf_free(&told);
}
