/* libFuzzer target: any bytes are output that metrics are found in, or not; what is found, and
 * what is said, does not depend on the pieces that the bytes come in. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "measure/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct metric_rule rules[] = {
    {.name = (char *)"a", .extractor = EXTRACT_PATTERN, .expression = (char *)"([0-9]+)"},
    {.name = (char *)"b", .extractor = EXTRACT_PATTERN, .expression = (char *)"^a.*[[:space:]]$"},
    {.name = (char *)"c",
	.extractor = EXTRACT_PATTERN,
	.expression = (char *)"ms: *([0-9.]+)",
	.reduction = {REDUCE_SUM, 0}},
    {.name = (char *)"d", .extractor = EXTRACT_JSON, .expression = (char *)".a"},
    {.name = (char *)"e", .extractor = EXTRACT_JSON, .expression = (char *)".a[].b"},
    {.name = (char *)"f", .extractor = EXTRACT_JSON, .expression = (char *)"."},
    {.name = (char *)"g", .extractor = EXTRACT_JSON, .expression = (char *)".[1]"},
};
enum { NRULES = sizeof rules / sizeof *rules };

/* What is found of DATA in pieces of PIECE bytes, as text; the caller owns it. */
static char *
found(const uint8_t *data, size_t size, size_t piece)
{
	struct metric_rule from[NRULES];
	struct measurement m = {.start_ns = 1, .end_ns = 2};
	struct buf b = BUF_INIT, why = BUF_INIT;
	const struct output_sink *sink;
	struct extract *x;
	double v;

	for (size_t i = 0; i < NRULES; i++) {
		from[i] = rules[i];
		from[i].source = SOURCE_STDOUT;
		from[i].unit = (char *)"";
	}
	x = extract_new(from, NRULES);
	sink = extract_sink(x);
	extract_begin(x, NULL, 60);
	for (size_t at = 0; at < size; at += piece)
		sink->take(sink->who, &(struct output_piece){OUTPUT_STDOUT, (const char *)data + at,
					  size - at < piece ? size - at : piece, 1});
	extract_end(x, &m);
	for (size_t i = 0; i < NRULES; i++) {
		buf_clear(&why);
		if (extract_value(x, i, &v, &why) && isfinite(v))
			buf_printf(&b, "%.17g\n", v);
		else
			buf_printf(&b, "%s\n", why.s);
	}
	extract_free(x);
	buf_free(&why);
	return buf_take(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t pieces[] = {1, 2, 7, 100};
	char *whole = found(data, size, size ? size : 1);

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		char *other = found(data, size, pieces[i]);

		if (strcmp(whole, other) != 0) {
			fprintf(stderr, "in pieces of %zu bytes:\n%s\nnot\n%s\n", pieces[i], other,
			    whole);
			abort();
		}
		free(other);
	}
	free(whole);
	return 0;
}
