#include "render/text_rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "render/md_row_lists.h"
#include "render/md_row_note.h"
#include "render/md_why.h"

/* Rows that did not change are shown only where they are so few. */
enum { QUIET_MAX = 12, INDENT = 2 };

/* The rows of a table, borrowed, and what is not in it. */
struct shown_rows {
	const struct md_row **list;
	size_t n;
	bool quiet_out, open_out;
	size_t others_out, more;
};

bool
text_row_quiet(const struct md_row *r)
{
	return r->verdict == VERDICT_EQUIVALENT || r->verdict == VERDICT_WITHIN;
}

/* The place of VERDICT among others: the worst first, what did not change last. */
static int
badness(enum verdict verdict)
{
	static const int ranks[NVERDICTS] = {
	    [VERDICT_REGRESSION] = 0,
	    [VERDICT_EXCEEDED] = 1,
	    [VERDICT_FAILED] = 2,
	    [VERDICT_UNMEASURED] = 3,
	    [VERDICT_REMOVED] = 4,
	    [VERDICT_WORSE] = 5,
	    [VERDICT_MACHINE_DEPENDENT] = 6,
	    [VERDICT_PLACEMENT] = 7,
	    [VERDICT_WAIVED] = 8,
	    [VERDICT_INCOMPARABLE] = 9,
	    [VERDICT_INCONCLUSIVE] = 10,
	    [VERDICT_IMPROVEMENT] = 11,
	    [VERDICT_BETTER] = 12,
	    [VERDICT_ADDED] = 13,
	    [VERDICT_EQUIVALENT] = 14,
	    [VERDICT_WITHIN] = 15,
	};

	return ranks[verdict];
}

/* Of two rows in one array, which keeps its order otherwise. */
static int
badness_order(const void *a, const void *b)
{
	const struct md_row *const *x = a, *const *y = b;
	int p = badness((*x)->verdict), q = badness((*y)->verdict);

	if ((*x)->gate != (*y)->gate)
		return (*x)->gate ? -1 : 1;
	return p != q ? p - q : *x < *y ? -1 : *x > *y;
}

static bool
is_shown(const struct shown_rows *s, const struct md_row *r, bool all)
{
	return all || (r->gate && !(s->quiet_out && text_row_quiet(r)) &&
			  !(s->open_out && r->verdict == VERDICT_INCONCLUSIVE));
}

static size_t
others_count(const struct md_rows *rows)
{
	size_t n = 0;

	for (int v = 0; v < NVERDICTS; v++)
		n += rows->others[v];
	return n;
}

static struct shown_rows
rows_choose(const struct md_rows *rows, const struct md_options *options)
{
	size_t quiet = rows->gating[VERDICT_EQUIVALENT] + rows->gating[VERDICT_WITHIN];
	size_t open = rows->gating[VERDICT_INCONCLUSIVE];
	struct shown_rows s = {
	    .quiet_out = !options->all && quiet > QUIET_MAX,
	    .open_out = !options->all && open > MD_OPEN_SEEN,
	    .others_out = options->all ? 0 : others_count(rows),
	};
	size_t total =
	    rows->total - s.others_out - (s.quiet_out ? quiet : 0) - (s.open_out ? open : 0);

	s.list = xcalloc(rows->n + 1, sizeof(struct md_row *));
	for (size_t i = 0; i < rows->n; i++)
		if (is_shown(&s, &rows->rows[i], options->all))
			s.list[s.n++] = &rows->rows[i];
	qsort(s.list, s.n, sizeof *s.list, badness_order);
	s.n = s.n < options->max_rows ? s.n : options->max_rows;
	s.more = total - s.n;
	return s;
}

static void
more_add(struct buf *b, size_t n, const char *what)
{
	if (n == 0)
		return;
	md_count(b, n, "row");
	buf_printf(b, " %s\n", what);
}

/* "18 inconclusive: sort, parse and 16 more; changes under 6 % could not be seen; …" */
static void
open_add(struct buf *b, const struct md_rows *rows, const struct text_style *style)
{
	struct md_range range = {rows->rows, rows->gating[VERDICT_INCONCLUSIVE], 0};
	struct buf line = BUF_INIT, wrapped = BUF_INIT;
	size_t named = 0, at = 0, n;

	while (range.rows->verdict != VERDICT_INCONCLUSIVE)
		range.rows++;
	for (const struct md_row *r = range.rows, *end = rows->rows + rows->n;
	     r < end && r->gate && r->verdict == VERDICT_INCONCLUSIVE; r++)
		range.kept++;
	buf_printf(&line, "%zu inconclusive: ", range.n);
	while ((n = md_open_name(range, named, &at)))
		buf_printf(&line, "%s%s", named++ ? ", " : "", range.rows[at - n].id);
	if (range.n > at)
		buf_printf(&line, " and %zu more", range.n - at);
	md_detectable(&line, range);
	buf_str(&wrapped, "");
	text_wrapped(&wrapped, style, INDENT, line.s);
	text_painted(b, style, PAINT_YELLOW, wrapped.s);
	buf_char(b, '\n');
	buf_free(&wrapped);
	buf_free(&line);
}

/* How all rows are to be had. */
static void
all_add(struct buf *b, const struct md_rows *rows, const struct shown_rows *s,
    const struct text_options *options)
{
	/* what a shell takes as it is */
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_./-";
	struct buf line = BUF_INIT;

	if (!s->more && !s->quiet_out && !s->open_out && !s->others_out)
		return;
	buf_str(&line, "all rows: bench-md --text --all ");
	if (rows->total > options->md->max_rows)
		buf_printf(&line, "-n %zu ", rows->total);
	if (!options->path)
		buf_str(&line, "FILE, where -o FILE wrote the document");
	else if (options->path[strspn(options->path, plain)])
		buf_str(&line, "FILE");
	else if (strcmp(options->path, "-") != 0)
		buf_str(&line, options->path);
	while (line.s[line.len - 1] == ' ')
		line.s[--line.len] = '\0';
	text_paragraph(b, &options->style, PAINT_DIM, line.s);
	buf_free(&line);
}

/* What got worse was measured again: once for all of it. */
static void
confirmed_add(struct buf *b, const struct md_rows *rows, const struct text_style *style)
{
	struct md_range range = {rows->rows, rows->n, 0};
	struct buf line = BUF_INIT;

	while (range.kept < rows->n && rows->rows[range.kept].gate)
		range.kept++;
	for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
		buf_clear(&line);
		md_confirmed(&line, range, elsewhere);
		if (!line.len)
			continue;
		/* a sentence, here without its capital and its full stop */
		line.s[0] = (char)tolower((unsigned char)line.s[0]);
		line.s[line.len - 1] = '\0';
		text_paragraph(b, style, PAINT_NONE, line.s);
		buf_char(b, '\n');
	}
	buf_free(&line);
}

void
text_rows(struct buf *b, const struct md_rows *rows, const struct text_options *options,
    const struct text_column *columns, size_t n,
    void (*add)(struct text_table *, const struct md_row *))
{
	struct text_table *t = text_table_new(&options->style, columns, n);
	struct shown_rows s = rows_choose(rows, options->md);

	for (size_t i = 0; i < s.n; i++)
		add(t, s.list[i]);
	if (s.n)
		text_table_add(t, b);
	more_add(b, s.more, "more not shown");
	if (s.n && s.open_out)
		buf_char(b, '\n');
	if (s.open_out)
		open_add(b, rows, &options->style);
	more_add(b, s.quiet_out ? rows->gating[VERDICT_EQUIVALENT] : 0, md_equivalent(rows));
	more_add(b, s.quiet_out ? rows->gating[VERDICT_WITHIN] : 0, "within their limits");
	more_add(b, s.others_out, "that cannot fail the job");
	all_add(b, rows, &s, options);
	buf_char(b, '\n');
	text_notes(b, s.list, s.n, options->md->all, &options->style);
	text_why(b, rows->rows, rows->n, &options->style);
	if (!options->md->all)
		confirmed_add(b, rows, &options->style);
	free(s.list);
	text_table_free(t);
}
