/* bench-html: any of the documents as one HTML file, which needs nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "page/page.h"
#include "page/page_comparison.h"
#include "page/page_ledger.h"
#include "page/page_recommendation.h"
#include "page/page_results.h"
#include "page/page_series.h"
#include "results/document_kind.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [DOCUMENT]...",
    .about = "Show series, ledgers, comparisons, results and recommendations as one HTML file.",
    .operands = OPERANDS_ANY,
};

/* tools/page/ and third_party/, as the build found them. */
extern const char page_style[], page_script[], page_licences[];

/* An address that commits are under: OWNER/NAME is of github.com, else it begins with https. */
static void
repository_take(const struct option_row *row, char *value)
{
	const char **to = row->to;
	size_t len = strlen(value);

	while (len > 0 && value[len - 1] == '/')
		value[--len] = '\0';
	if (strpbrk(value, " \"'<>\\?#") ||
	    (strncmp(value, "https://", 8) != 0 && strchr(value, ':')) || !strchr(value, '/'))
		option_die(row, value, "OWNER/NAME or an address that begins with https://");
	*to =
	    strncmp(value, "https://", 8) == 0 ? value : xasprintf("https://github.com/%s", value);
}

static void
document_add(struct page *page, const char *path)
{
	const char *name = input_name(path);
	enum document_kind kind;
	FILE *f = document_open(path, &kind);

	if (kind == DOCUMENT_SERIES) {
		struct series_reader *r = series_open_fd(fileno(f), name);

		page_series(page, r);
		series_close(r);
	} else if (kind == DOCUMENT_RESULTS) {
		struct results *r = results_open_fd(fileno(f), name);

		page_results(page, r);
		results_close(r);
	} else if (kind == DOCUMENT_RECOMMENDATION || kind == DOCUMENT_LEDGER) {
		struct scanner *s = scanner_new(fileno(f), name);
		struct json_document *d = json_document_scan(s, name);

		scan_end(s);
		if (kind == DOCUMENT_LEDGER)
			page_ledger(page, d);
		else
			page_recommendation(page, d);
		json_document_free(d);
		scanner_free(s);
	} else {
		struct comparison_reader *r = comparison_reader_of_file(f, name,
		    "'" SERIES_SCHEMA "', '" RESULTS_SCHEMA "', '" COMPARISON_SCHEMA
		    "', '" LEDGER_SCHEMA "' or '" RECOMMENDATION_SCHEMA "'");

		page_comparison(page, r);
		comparison_reader_close(r);
		return; /* it took the file */
	}
	fclose(f);
}

int
main(int argc, char **argv)
{
	static char *standard_input[] = {"-", NULL};
	const struct page_parts parts = {page_style, page_script, page_licences};
	struct page_options options = {.title = "Benchmarks"};
	const char *path = NULL;
	const struct option_row rows[] = {
	    OPTION_OUTPUT(&path),
	    {'r', "repository", "URL", "link commits to this repository; also OWNER/NAME",
		.take = repository_take, .to = (const char **){&options.repository}},
	    {'t', "title", "TEXT", "the page's title", OPTION_STRING(&options.title)},
	    OPTION_COMMON,
	};
	struct operands operands;
	struct output *out;
	struct page *page;
	size_t n;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	argv = operands.n ? operands.at : standard_input;
	n = operands.n ? operands.n : 1;
	input_once((const char *const *)argv, n);
	out = output_open(path);
	page = page_begin(output_file(out), &parts, &options);
	for (size_t i = 0; i < n; i++)
		document_add(page, argv[i]);
	page_end(page);
	output_commit(out);
	return STATUS_OK;
}
