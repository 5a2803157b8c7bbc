#include "page/svg_badge.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "comparison/comparison_summary.h"
#include "page/page_escape.h"
#include "page/svg.h"

enum { HEIGHT = 20, ROOM = 12 };

/* How many rows that can fail the job have each verdict, and how many are waived. */
struct badge_rows {
	size_t of[NVERDICTS], waived;
};

static void
badge_rows_count(struct badge_rows *n, struct comparison_reader *r)
{
	struct json_at row;

	*n = (struct badge_rows){.waived = 0};
	comparison_reader_rewind(r);
	while (comparison_reader_next(r, &row)) {
		if (!row_gates(&row))
			continue;
		n->of[row_verdict(&row)]++;
		n->waived += json_member(&row, "waived").node != NULL;
	}
	comparison_reader_rewind(r);
}

/* That of a comparison which nothing fails: no pass where no row has an answer. */
static struct badge
badge_passing(const struct badge_rows *n)
{
	static const enum verdict decided[] = {VERDICT_EQUIVALENT, VERDICT_WITHIN, VERDICT_WORSE,
	    VERDICT_BETTER, VERDICT_IMPROVEMENT, VERDICT_MACHINE_DEPENDENT, VERDICT_PLACEMENT};
	static const enum verdict open[] = {
	    VERDICT_INCONCLUSIVE, VERDICT_INCOMPARABLE, VERDICT_UNMEASURED};

	if (n->waived)
		return (struct badge){xstrdup("pass"), BADGE_GREEN};
	for (size_t i = 0; i < sizeof decided / sizeof *decided; i++)
		if (n->of[decided[i]])
			return (struct badge){xstrdup("pass"), BADGE_GREEN};
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (n->of[open[i]])
			return (struct badge){
			    xasprintf("%zu %s", n->of[open[i]], verdict_name(open[i])), BADGE_GREY};
	return (struct badge){xstrdup("nothing compared"), BADGE_GREY};
}

struct badge
badge_of_comparison(struct comparison_reader *r)
{
	struct json_at head = json_root(comparison_reader_head(r));
	struct json_at summary = json_member(&head, "summary");
	const char *verdict = json_string_of(&summary, "verdict");
	size_t n = json_count_or(&summary, verdict, 0);
	size_t named, overdrawn = summary_overdrawn(&head, &named);

	if (!summary_fails(&summary) && overdrawn)
		return (struct badge){
		    xasprintf("%zu budget%s overdrawn", overdrawn, overdrawn == 1 ? "" : "s"),
		    BADGE_RED};
	if (!summary_fails(&summary)) {
		struct badge_rows rows;

		badge_rows_count(&rows, r);
		return badge_passing(&rows);
	}
	if (n == 0)
		return (struct badge){xstrdup(verdict), BADGE_RED};
	return (struct badge){xasprintf("%zu %s%s", n, verdict,
				  n > 1 && strcmp(verdict, "regression") == 0 ? "s" : ""),
	    BADGE_RED};
}

struct badge
badge_of_series(struct series_reader *r)
{
	size_t open = 0, judged = 0, all = 0;
	struct series s;

	series_init(&s);
	while (series_next(r, &s)) {
		all++;
		judged += s.judged;
		for (size_t i = 0; i < s.nsteps; i++)
			open += s.steps[i].state == SERIES_OPEN &&
				s.steps[i].verdict == VERDICT_REGRESSION;
	}
	series_free(&s);
	if (judged == 0)
		return (struct badge){xasprintf("%zu series, not judged", all), BADGE_GREY};
	return (struct badge){open ? xasprintf("%zu open regression%s", open, open == 1 ? "" : "s")
				   : xstrdup("no open regression"),
	    open ? BADGE_RED : BADGE_GREEN};
}

/* White text has a contrast of at least 4.5 on each. */
static const char *
fill_of(enum badge_colour colour)
{
	static const char *const fills[] = {"#1a6b33", "#b3261e", "#57606a"};

	return fills[colour];
}

static void
half_draw(struct buf *b, double x, double width, const char *fill, const char *text)
{
	buf_printf(b,
	    "<rect x=\"%.0f\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>\n"
	    "<text x=\"%.1f\" y=\"14\" fill=\"#fff\" text-anchor=\"middle\" "
	    "font-family=\"Verdana,sans-serif\" font-size=\"11\">",
	    x, width, HEIGHT, fill, x + width / 2);
	page_text(b, text);
	buf_str(b, "</text>\n");
}

void
badge_draw(struct buf *b, const char *label, const struct badge *badge)
{
	double left = svg_text_width(label) + ROOM, right = svg_text_width(badge->text) + ROOM;

	buf_printf(b,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%d\" role=\"img\">\n"
	    "<title>",
	    left + right, HEIGHT);
	page_text(b, label);
	buf_str(b, ": ");
	page_text(b, badge->text);
	buf_str(b, "</title>\n");
	half_draw(b, 0, left, "#3d444d", label);
	half_draw(b, left, right, fill_of(badge->colour), badge->text);
	buf_str(b, "</svg>\n");
}
