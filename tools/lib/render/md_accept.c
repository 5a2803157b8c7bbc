#include "render/md_accept.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/quantity.h"
#include "base/timestamp.h"
#include "base/utf8.h"
#include "base/util.h"
#include "render/markdown.h"
#include "render/md_revisions.h"

enum { WAIVERS_SHOWN = 20, DAYS = 30 };

/* Whether TEXT is a string to YAML as it stands. */
static bool
is_plain(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char more[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789_/=.,-";
	static const char *const words[] = {
	    "true", "false", "yes", "no", "on", "off", "null", "y", "n"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(text, words[i]) == 0)
			return false;
	return *text && strchr(letters, *text) && !text[strspn(text, more)];
}

/* TEXT as a YAML scalar on one line; what cannot be seen is an escape, and so is what begins HTML,
 * a mention or code, though nothing of the kind counts in a block of code. */
static void
add_scalar(struct buf *b, const char *text)
{
	const char *end = text + strlen(text);

	if (is_plain(text)) {
		buf_str(b, text);
		return;
	}
	buf_char(b, '"');
	for (const char *s = text; s < end;) {
		size_t n = utf8_length(s, (size_t)(end - s));
		uint32_t c = n ? utf8_code(s, n) : 0xFFFD;

		if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", (char)c);
		else if (c == '<' || c == '@' || c == '`')
			buf_printf(b, "\\x%02x", (unsigned)c);
		else if (c > 0xFFFF && utf8_hidden(c))
			buf_printf(b, "\\U%08x", (unsigned)c);
		else if (!n || utf8_hidden(c))
			buf_printf(b, "\\u%04x", (unsigned)c);
		else
			buf_add(b, s, n);
		s += n ? n : 1;
	}
	buf_char(b, '"');
}

/* A waiver's names have no control characters. */
static bool
is_name(const char *text)
{
	while (*text && (unsigned char)*text >= ' ' && *text != 127)
		text++;
	return !*text;
}

static bool
is_waivable(const struct md_row *r)
{
	return r->gate && r->metric && is_name(r->id) && is_name(r->metric) &&
	       (r->verdict == VERDICT_REGRESSION || r->verdict == VERDICT_REMOVED ||
		   r->verdict == VERDICT_FAILED || r->verdict == VERDICT_UNMEASURED);
}

/* The end of R's interval that is the worse one, or its change, in whole percent; or the value,
 * where the change has no size. */
static void
add_acceptance(struct buf *b, const struct md_row *r)
{
	double change = r->change, end = r->better == BETTER_HIGHER ? r->low : r->high;

	if (r->verdict != VERDICT_REGRESSION) {
		buf_printf(b, "    accept: %s\n", verdict_name(r->verdict));
	} else if (isfinite(change)) {
		if (isfinite(end) && fabs(end) > fabs(change))
			change = end;
		buf_printf(b, "    ceiling: %.0f%%\n", ceil(100 * fabs(change)));
	} else {
		buf_printf(b, "    worst: %.17g\n", r->current);
	}
}

/* What all waivers of a comparison share. */
struct accept {
	const char *suite; /* or NULL */
	const char *repository, *expires;
};

static void
add_waiver(struct buf *b, const struct md_row *r, const struct accept *a)
{
	buf_str(b, "  - row: ");
	add_scalar(b, r->id);
	if (a->suite) {
		buf_str(b, "\n    suite: ");
		add_scalar(b, a->suite);
	}
	buf_str(b, "\n    metric: ");
	add_scalar(b, r->metric);
	buf_char(b, '\n');
	add_acceptance(b, r);
	buf_printf(b,
	    "    reason: say here why this is accepted\n"
	    "    issue: %s/issues/NUMBER\n"
	    "    expires: %s\n",
	    a->repository ? a->repository : "https://github.com/OWNER/REPOSITORY", a->expires);
}

/* The waivers of the rows of R and beside it; returns how many there are, of which those from the
 * one after SHOWN on are left out. */
static size_t
add_event(struct buf *b, const struct md_row *r, size_t shown, const struct accept *a)
{
	size_t n = 0;

	for (; r; r = r->beside) {
		if (!is_waivable(r))
			continue;
		if (shown + n < WAIVERS_SHOWN)
			add_waiver(b, r, a);
		n++;
	}
	return n;
}

/* The last day of a waiver that is made now. */
static char *
expiry(const char *timestamp)
{
	char *now = timestamp_now(), *day = timestamp_day_after(timestamp, DAYS);

	if (!day)
		day = timestamp_day_after(now, DAYS);
	free(now);
	return day;
}

void
md_accept(struct buf *b, const struct md_rows *rows, const char *suite, const char *timestamp,
    const char *run)
{
	char *repository = md_run_repository(run), *expires = expiry(timestamp);
	struct accept a = {suite && *suite && is_name(suite) ? suite : NULL, repository, expires};
	struct buf list = BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < rows->n && rows->fails; i++)
		n += add_event(&list, &rows->rows[i], n, &a);
	if (n) {
		markdown_fold_begin(b, "How to accept this");
		buf_str(b, "Put these lines into <code>waivers.yml</code> with the change itself, "
			   "and say why. Where there is such a file, leave out the first two "
			   "lines.\n\n");
		buf_printf(b, "```yaml\nversion: 1\nwaivers:\n%s```\n\n", list.s);
		if (n > WAIVERS_SHOWN)
			buf_printf(b, "%zu more rows fail the job.\n\n", n - WAIVERS_SHOWN);
		markdown_fold_end(b);
	}
	buf_free(&list);
	free(repository);
	free(expires);
}
