/* bench-claim: test what a change claims to make better. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/terminal.h"
#include "base/util.h"
#include "explain/claims_write.h"
#include "render/text_output.h"

enum { TEXT_MAX = 4 << 20 };

static const struct option_usage usage = {
    .forms = "[OPTION]... [COMPARISON]",
    .about = "Test claims such as 'sort >= 12%' by the rows of a comparison: proven, shown in\n"
	     "part, refuted, or it cannot be told.",
    .operands = 1,
};

static void
claim_take(const struct option_row *row, char *value)
{
	if (!claims_add(row->to, value))
		option_die(row, value, "a claim like 'ID >= 12%%' or 'ID METRIC >= 12%%'");
}

/* The claims in the lines of file PATH. */
static void
lines_read(struct claims *claims, const char *path)
{
	FILE *f = input_open(path);
	struct buf b = BUF_INIT;

	buf_read(&b, f, TEXT_MAX, input_name(path));
	input_close(f);
	if (b.len > TEXT_MAX)
		die("%s: over %d bytes", input_name(path), TEXT_MAX);
	if (b.s)
		claims_of_lines(claims, b.s);
	buf_free(&b);
}

int
main(int argc, char **argv)
{
	struct claims claims = {.n = 0};
	const char *path = NULL, *file = NULL;
	bool strict = false;
	int color = 0;
	const struct option_row rows[] = {
	    {'c', "claim", "CLAIM", "test 'ID [METRIC] >= PERCENT'; may be repeated",
		.take = claim_take, .to = (struct claims *){&claims}},
	    {'f', "from", "FILE", "test the lines of FILE that begin with 'speedup:'",
		OPTION_STRING(&file)},
	    {'s', "strict", NULL, "fail unless every claim is proven", OPTION_FLAG(&strict)},
	    OPTION_COLOR(&color),
	    OPTION_OUTPUT(&path),
	    OPTION_COMMON,
	};
	size_t counts[NCLAIM_ANSWERS] = {0};
	struct comparison_reader *r;
	struct operands operands;
	struct json_writer *w;
	struct output *out;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	input_once((const char *[]){file, operands.n ? operands.at[0] : "-"}, 2);
	if (file)
		lines_read(&claims, file);
	r = comparison_reader_open(operands.at[0]);
	if (comparison_reader_is_limits(r))
		die("%s: not a comparison of results: limits prove no claim",
		    json_document_name(comparison_reader_head(r)));
	out = output_open(path);
	w = json_writer_new(output_file(out));
	claims_write(&claims, r, w, counts);
	json_writer_free(w);
	text_output_commit(out, path, color);
	if (claims.n)
		warn("%zu claims: %zu proven, %zu shown in part, %zu refuted, %zu cannot be told",
		    claims.n, counts[CLAIM_PROVEN], counts[CLAIM_SHOWN], counts[CLAIM_REFUTED],
		    counts[CLAIM_OPEN]);
	if (claims.more)
		warn("%zu more claims are not tested: at most %d are", claims.more, CLAIMS_MAX);
	comparison_reader_close(r);
	strict = strict && counts[CLAIM_PROVEN] < claims.n;
	claims_free(&claims);
	return counts[CLAIM_REFUTED] || strict ? STATUS_NO : STATUS_OK;
}
