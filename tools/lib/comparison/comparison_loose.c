#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "comparison/comparison_row.h"

/* Whether R is the first row of its case, or command, that is to tell what did not pair. */
static bool
is_first(struct comparison *c, const struct row *r)
{
	struct word_set **said = &c->loose[r->gate];
	size_t n;

	if (!*said)
		*said = intern_new();
	n = intern_size(*said);
	intern_word(*said, r->at->reported_by ? r->at->reported_by : r->at->id);
	return intern_size(*said) > n;
}

static void
separate(struct buf *b)
{
	if (b->len)
		buf_str(b, "; ");
}

/* Rounds of which one side has no invocation: LACKS of either side. */
static void
add_rounds(struct buf *b, const struct row *r, const size_t lacks[2], size_t rounds)
{
	size_t n = lacks[0] + lacks[1];

	if (n == 0)
		return;
	separate(b);
	buf_printf(b, "%zu of %zu rounds ", n, rounds);
	if (r->at->reported_by)
		buf_printf(b, "of '%s' ", r->at->reported_by);
	buf_printf(b, "%s not pair: ", n == 1 ? "does" : "do");
	if (lacks[0] && lacks[1])
		buf_printf(b, "the baseline lacks %zu, the current side %zu", lacks[0], lacks[1]);
	else
		buf_printf(b, "%s lacks %s", lacks[0] ? "the baseline" : "the current side",
		    n == 1 ? "it" : "them");
}

void
row_note_loose(struct comparison *c, const double *x, const double *y, struct row *r)
{
	size_t lacks[2] = {0, 0}, rounds = 0, values = 0;
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < c->pairing.n; i++) {
		bool there[2];

		for (int side = 0; side < 2; side++)
			there[side] = c->pairing.at[side][i] != PAIRING_NONE;
		rounds += there[0] || there[1];
		for (int side = 0; side < 2; side++)
			lacks[side] += !there[side] && there[1 - side];
		values += there[0] && there[1] && isnan(x[i]) != isnan(y[i]);
	}
	if ((lacks[0] + lacks[1] > 0 || c->pairing.alone > 0) && is_first(c, r)) {
		add_rounds(&b, r, lacks, rounds);
		if (c->pairing.alone) {
			separate(&b);
			buf_printf(
			    &b, "%zu invocations of other sessions are left out", c->pairing.alone);
		}
	}
	if (values) {
		separate(&b);
		buf_printf(&b, "%zu of %zu rounds %s a value on one side alone", values, rounds,
		    values == 1 ? "has" : "have");
	}
	r->note = b.len ? row_note_keep(c, buf_take(&b)) : NULL;
	buf_free(&b);
}
