#include "render/md_headline.h"

#include <math.h>
#include <string.h>

enum { HEADING_NAME = 60 }; /* characters of a name in a heading */

static size_t
total(const size_t counts[NVERDICTS])
{
	size_t n = 0;

	for (size_t i = 0; i < NVERDICTS; i++)
		n += counts[i];
	return n;
}

void
md_heading(struct buf *b, const char *sign, const char *title, const char *answer)
{
	buf_printf(b, "## %s ", sign);
	markdown_text(b, title, MARKDOWN_NAME);
	buf_printf(b, ": %s\n\n", answer);
}

/* " (1 severe, 2 minor)" */
static void
add_severities(struct buf *b, const struct md_rows *rows)
{
	size_t n = 0, rest = rows->gating[VERDICT_REGRESSION];

	for (size_t i = NSEVERITIES - 1; i > SEVERITY_NONE; i--) {
		rest -= rows->severities[i] < rest ? rows->severities[i] : rest;
		if (rows->severities[i])
			buf_printf(b, "%s%zu %s", n++ ? ", " : " (", rows->severities[i],
			    severity_name((enum severity)i));
	}
	/* A change from 0 has no size. */
	if (n && rest)
		buf_printf(b, ", %zu without a size", rest);
	if (n)
		buf_char(b, ')');
}

/* Whether VERDICT is what fails the job, which the sentence begins with. */
static bool
is_told(const struct md_rows *rows, enum verdict verdict)
{
	return !rows->gating[VERDICT_REGRESSION] && !rows->gating[VERDICT_FAILED] && rows->fails &&
	       !rows->waivers_failing && rows->failing &&
	       strcmp(rows->failing, verdict_name(verdict)) == 0;
}

void
md_also(struct buf *b, size_t n, const char *one, const char *many)
{
	if (n)
		buf_printf(b, "; %zu %s", n, n == 1 ? one : many);
}

static void
add_threshold(struct buf *b, const struct md_rows *rows)
{
	if (isnan(rows->threshold))
		return;
	buf_str(b, rows->least_threshold < rows->threshold ? " within their thresholds of up to "
							   : " within ");
	percent_set(b, rows->threshold);
}

/* What fails the job when no regression and no failure does, in short. */
static void
add_failing(struct buf *b, const struct md_rows *rows)
{
	enum verdict verdict;

	if (rows->failing && strcmp(rows->failing, VERDICT_DRIFT) == 0) {
		md_count(b, rows->drift_regressions, "regression");
		buf_str(b, " since the release");
	} else if (rows->failing && verdict_parse(rows->failing, &verdict) &&
		   rows->gating[verdict]) {
		buf_printf(b, "%zu %s", rows->gating[verdict], rows->failing);
	} else if (rows->failing && strcmp(rows->failing, verdict_name(VERDICT_UNMEASURED)) == 0) {
		buf_str(b, "nothing was judged");
	} else {
		buf_str(b, "the job fails");
	}
}

/* Of the rows of VERDICT that gate, the one that changed most: ", worst `sort` +61.0 %"; nothing
 * where there is no change. */
static void
add_first(struct buf *b, const struct md_rows *rows, enum verdict verdict, const char *most)
{
	const struct md_row *r = NULL;

	for (size_t i = 0; i < rows->n && !r; i++)
		if (rows->rows[i].gate && rows->rows[i].verdict == verdict)
			r = &rows->rows[i];
	if (!r || !isfinite(r->change))
		return;
	buf_printf(b, ", %s", rows->gating[verdict] > 1 ? most : "");
	markdown_code(b, r->id, HEADING_NAME);
	if (r->metric && strcmp(r->metric, "duration_ms") != 0) {
		buf_char(b, ' ');
		markdown_code(b, r->metric, HEADING_NAME);
	}
	buf_char(b, ' ');
	percent_beside(b, r->change, true, r->threshold);
	buf_str(b, "\u00a0%");
}

static void
add_with(struct buf *b, const struct md_rows *rows, enum verdict verdict, const char *what,
    const char *most)
{
	buf_printf(b, ", %zu%s", rows->gating[verdict], what);
	add_first(b, rows, verdict, most);
}

static void
add_part(struct buf *b, size_t n, const char *what)
{
	if (n)
		buf_printf(b, ", %zu %s", n, what);
}

/* Of rows that do not fail the job, the OPEN ones without an answer: what is not a pass. */
static void
passing(struct buf *b, const struct md_rows *rows, size_t open, const char **sign)
{
	const size_t *n = rows->gating;

	*sign = open                                          ? "🟡"
		: n[VERDICT_MACHINE_DEPENDENT]                ? "🔀"
		: n[VERDICT_WORSE] || rows->drift_regressions ? "🔶"
		: n[VERDICT_PLACEMENT]                        ? "📍"
		: n[VERDICT_WAIVED]                           ? "⚪"
							      : "🟢";
	buf_str(b, n[VERDICT_WAIVED] ? "no other regression" : "no regression");
	if (open)
		buf_str(b, " seen");
	add_part(b, n[VERDICT_UNMEASURED], "unmeasured");
	add_part(b, n[VERDICT_INCONCLUSIVE], "inconclusive");
	add_part(b, n[VERDICT_INCOMPARABLE], "incomparable");
	if (n[VERDICT_MACHINE_DEPENDENT])
		add_with(b, rows, VERDICT_MACHINE_DEPENDENT, " machine-dependent", "worst ");
	if (n[VERDICT_WORSE])
		add_with(b, rows, VERDICT_WORSE, " worse", "most ");
	else if (n[VERDICT_IMPROVEMENT] && !open && !n[VERDICT_MACHINE_DEPENDENT])
		add_with(b, rows, VERDICT_IMPROVEMENT,
		    n[VERDICT_IMPROVEMENT] == 1 ? " improvement" : " improvements", "most ");
	if (n[VERDICT_PLACEMENT])
		add_with(b, rows, VERDICT_PLACEMENT, " by placement", "most ");
	add_part(b, n[VERDICT_WAIVED], "waived");
	add_part(b, rows->drift_regressions, "worse since the release");
}

/* What the heading says in short: the worst that is certain. */
static void
answer(struct buf *b, const struct md_rows *rows, const char **sign)
{
	const size_t *n = rows->gating;
	size_t open = n[VERDICT_INCONCLUSIVE] + n[VERDICT_INCOMPARABLE] + n[VERDICT_UNMEASURED];

	*sign = "🔴";
	if (n[VERDICT_REGRESSION]) {
		md_count(b, n[VERDICT_REGRESSION], "regression");
		add_first(b, rows, VERDICT_REGRESSION, "worst ");
	} else if (n[VERDICT_FAILED]) {
		*sign = "❌";
		buf_printf(b, "%zu failed", n[VERDICT_FAILED]);
	} else if (rows->waivers_failing) {
		*sign = "❌";
		md_count(b, rows->waivers_failing, "waiver");
		buf_str(b, " no longer valid");
	} else if (rows->fails) {
		*sign = rows->failing && strcmp(rows->failing, "drift") == 0 ? "🔴" : "❌";
		add_failing(b, rows);
	} else if (rows->overdrawn) {
		buf_printf(
		    b, "%zu budget%s overdrawn", rows->overdrawn, rows->overdrawn == 1 ? "" : "s");
	} else if (total(n) == 0 && rows->total) {
		*sign = "🟡";
		buf_str(b, "no row can fail the job");
	} else if (total(n) == n[VERDICT_ADDED] + n[VERDICT_REMOVED]) {
		*sign = "🟡";
		buf_str(b, "nothing to compare");
	} else if (open == total(n) - n[VERDICT_ADDED] - n[VERDICT_REMOVED]) {
		*sign = "🟡";
		buf_str(b, n[VERDICT_INCONCLUSIVE]   ? "inconclusive"
			   : n[VERDICT_INCOMPARABLE] ? "incomparable"
						     : "unmeasured");
	} else {
		passing(b, rows, open, sign);
	}
}

/* "**2 regressions** (1 severe, 1 minor) in 48 rows; 3 improvements; 43 proven equivalent." */
static void
sentence_regressions(struct buf *b, const struct md_rows *rows)
{
	const size_t *n = rows->gating;

	buf_str(b, "**");
	md_count(b, n[VERDICT_REGRESSION], "regression");
	buf_str(b, "**");
	add_severities(b, rows);
	buf_str(b, " in ");
	md_count(b, total(n), "row");
	md_also(b, n[VERDICT_FAILED], "failed", "failed");
	md_also(b, n[VERDICT_WORSE], "worse", "worse");
	md_also(b, n[VERDICT_IMPROVEMENT], "improvement", "improvements");
	md_also(b, n[VERDICT_BETTER], "better", "better");
	if (n[VERDICT_EQUIVALENT]) {
		buf_printf(b, "; %zu %s", n[VERDICT_EQUIVALENT], md_equivalent(rows));
		add_threshold(b, rows);
	}
}

/* "45 of 48 rows proven equivalent within 10 %; 3 inconclusive." */
static void
sentence_none(struct buf *b, const struct md_rows *rows)
{
	const size_t *n = rows->gating;

	if (n[VERDICT_FAILED]) {
		buf_printf(b, "**%zu failed**, no regression seen; ", n[VERDICT_FAILED]);
	} else if (rows->fails && !rows->waivers_failing) {
		buf_str(b, "**");
		add_failing(b, rows);
		buf_str(b, "**: that fails the job; ");
	}
	buf_printf(b, "%zu of ", n[VERDICT_EQUIVALENT]);
	md_count(b, total(n), "row");
	buf_printf(b, " %s", md_equivalent(rows));
	add_threshold(b, rows);
	md_also(b, n[VERDICT_WORSE], "worse, under its threshold", "worse, under their thresholds");
	md_also(b, n[VERDICT_IMPROVEMENT], "improvement", "improvements");
	md_also(b, n[VERDICT_BETTER], "better", "better");
}

/* What else there is; what fails the job was told first. */
static void
add_counts(struct buf *b, const struct md_rows *rows)
{
	static const struct {
		enum verdict verdict;
		const char *words;
	} counts[] = {
	    {VERDICT_WAIVED, "waived"},
	    {VERDICT_MACHINE_DEPENDENT, "machine-dependent"},
	    {VERDICT_PLACEMENT, "slower by placement alone"},
	    {VERDICT_UNMEASURED, "unmeasured"},
	    {VERDICT_INCONCLUSIVE, "inconclusive"},
	    {VERDICT_INCOMPARABLE, "incomparable"},
	    {VERDICT_ADDED, "added"},
	    {VERDICT_REMOVED, "removed"},
	};

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (!is_told(rows, counts[i].verdict))
			md_also(
			    b, rows->gating[counts[i].verdict], counts[i].words, counts[i].words);
}

void
md_headline(struct buf *b, const struct md_rows *rows, const char *title)
{
	const size_t *n = rows->gating;
	struct buf text = BUF_INIT;
	const char *sign;

	answer(&text, rows, &sign);
	md_heading(b, sign, title, text.s);
	buf_free(&text);
	if (total(n) == 0) {
		if (rows->total) {
			md_count(b, rows->total, "row");
			buf_str(b, " compared, and none can fail the job.\n\n");
		} else {
			buf_str(b, "There is no row that could fail the job.\n\n");
		}
		return;
	}
	if (n[VERDICT_REGRESSION])
		sentence_regressions(b, rows);
	else
		sentence_none(b, rows);
	add_counts(b, rows);
	buf_str(b, ".\n\n");
}
