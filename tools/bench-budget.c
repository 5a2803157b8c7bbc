/* bench-budget: book what merged changes made worse, and say when a release has spent its budget.
 */
#include <math.h>
#include <stdio.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/terminal.h"
#include "base/util.h"
#include "budget/budget.h"
#include "render/text_output.h"

#define BUDGET_FILE "budget.json"

static const struct option_usage usage = {
    .forms = "[OPTION]... [COMPARISON]...",
    .about = "Add up what changes made worse in a release, row by row, and say which row has\n"
	     "spent its budget.",
    .operands = OPERANDS_ANY,
};

/* Say what became of the rows of B; whether one is overdrawn that fails the job. */
static bool
overdrawn_tell(const struct budget *b, bool all)
{
	size_t n;
	const struct budget_row *rows = budget_rows(b, &n);
	bool fails = false;

	for (size_t i = 0; i < n; i++) {
		const struct budget_row *r = &rows[i];

		if (r->state == BUDGET_WITHIN || (!all && !r->worse))
			continue;
		warn("'%s' %s: %s: %.2f%% spent in %zu change%s", r->id, r->metric,
		    r->state == BUDGET_OVERDRAWN ? "the budget is overdrawn"
						 : "the budget is near its end",
		    100 * expm1(r->spent), r->entries, r->entries == 1 ? "" : "s");
		fails |= r->state == BUDGET_OVERDRAWN;
	}
	return fails;
}

/* Book the comparisons PATHS, the last of which stays open and is returned. */
static struct comparison_reader *
comparisons_book(struct budget *b, const struct operands *paths, size_t *booked)
{
	struct comparison_reader *r = NULL;

	for (size_t i = 0; i == 0 || i < paths->n; i++) {
		comparison_reader_close(r);
		r = comparison_reader_open(paths->n ? paths->at[i] : "-");
		if (comparison_reader_is_limits(r))
			die("%s: not a comparison of results: limits are no change",
			    json_document_name(comparison_reader_head(r)));
		*booked += budget_book(b, r);
	}
	return r;
}

int
main(int argc, char **argv)
{
	const char *path = NULL, *ledger = NULL, *release = NULL;
	double allowance = NAN;
	bool book = false, fails;
	int color = 0;
	const struct option_row rows[] = {
	    {'l', "ledger", "FILE", "instead of " BUDGET_FILE ", which may be absent",
		OPTION_STRING(&ledger)},
	    {'b', "book", NULL, "write the ledger with the changes of the comparisons",
		OPTION_FLAG(&book)},
	    {'a', "allow", "CHANGE", "how much worse a row may become (default: the ledger's, 3%)",
		OPTION_PERCENT(&allowance)},
	    {'r', "release", "NAME", "begin the budget of release NAME, unless it is the ledger's",
		OPTION_STRING(&release)},
	    OPTION_COLOR(&color),
	    OPTION_OUTPUT(&path),
	    OPTION_COMMON,
	};
	struct comparison_reader *r;
	struct operands operands;
	struct json_writer *w;
	struct output *out;
	struct budget *b;
	size_t booked = 0, gone;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	if (allowance <= 0)
		die_usage("--allow must be over 0");
	if (!book && operands.n > 1)
		die_usage("several comparisons need --book");
	for (size_t i = 0; i == 0 || i < operands.n; i++)
		input_once((const char *[]){ledger, operands.n ? operands.at[i] : "-"}, 2);
	b = budget_load(ledger ? ledger : BUDGET_FILE, ledger != NULL);
	budget_allow(b, allowance);
	gone = budget_release(b, release);
	r = comparisons_book(b, &operands, &booked);
	budget_settle(b);
	out = output_open(path);
	w = json_writer_new(output_file(out));
	if (book)
		budget_write(b, w);
	else
		budget_note(b, r, w);
	json_writer_free(w);
	if (book)
		output_commit(out);
	else
		text_output_commit(out, path, color);
	if (gone)
		warn("%zu entries of the release before are closed", gone);
	if (book)
		warn("%zu change%s booked", booked, booked == 1 ? "" : "s");
	fails = overdrawn_tell(b, book);
	comparison_reader_close(r);
	budget_free(b);
	return fails ? STATUS_NO : STATUS_OK;
}
