#include "page/page_pack.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/base64.h"
#include "stats/sample.h"

/* 2^50: the zigzag of a difference is under 2^53, so that a page's numbers hold it. */
#define STEPS_MAX 1125899906842624.0
#define ROUNDED 1e-4
enum { RANGE_STEPS = 256, SMALL_WHOLE = 10000 };

static bool
all_small_whole(const double *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] != floor(v[i]) || v[i] > SMALL_WHOLE)
			return false;
	return true;
}

double
pack_step(const double *v, size_t n)
{
	double *size = xreallocarray(NULL, n ? n : 1, sizeof *size), step = 0, range, most;
	double low = INFINITY, high = -INFINITY;
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(v[i]))
			continue;
		low = fmin(low, v[i]);
		high = fmax(high, v[i]);
		size[m++] = fabs(v[i]);
	}
	if (m == 0 || all_small_whole(size, m)) {
		free(size);
		return 1;
	}
	sample_sort(size, m);
	most = size[m - 1];
	step = sample_sorted_median(size, m) * ROUNDED;
	range = high / RANGE_STEPS - low / RANGE_STEPS;
	if (range > 0 && (step <= 0 || range < step))
		step = range;
	free(size);
	/* What is constant and not whole is one step. */
	if (step <= 0 || (range <= 0 && most > 0))
		step = most > 0 ? most : 1;
	return fmax(step, most / STEPS_MAX);
}

static void
add_difference(struct buf *bytes, int64_t d)
{
	uint64_t z = (uint64_t)d << 1;

	if (d < 0)
		z = ~z;
	while (z > 127) {
		buf_char(bytes, (char)((z & 127) | 128));
		z >>= 7;
	}
	buf_char(bytes, (char)z);
}

static void
write_bits(struct json_writer *w, const char *key, const struct buf *bytes)
{
	struct buf text = BUF_INIT;

	base64_add(&text, bytes->s, bytes->len);
	json_string(w, key, text.s ? text.s : "");
	buf_free(&text);
}

/* V may be far away from the values whose step it is. */
static int64_t
whole_steps(double v, double step)
{
	return (int64_t)llround(fmax(-STEPS_MAX, fmin(STEPS_MAX, v / step)));
}

/* FROM: of what the distances are; NULL: of the value before. */
static void
write_packed(struct json_writer *w, const char *key, const double *v, const double *from, size_t n,
    double step)
{
	struct buf bytes = BUF_INIT, gaps = BUF_INIT;
	int64_t before = 0;
	size_t gap = 0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(v[i]) || (from && isnan(from[i]))) {
			add_difference(&gaps, (int64_t)(i - gap));
			gap = i;
			continue;
		}
		if (from)
			before = whole_steps(from[i], step);
		add_difference(&bytes, whole_steps(v[i], step) - before);
		before = whole_steps(v[i], step);
	}
	json_object_begin(w, key);
	json_integer(w, "n", (long long)n);
	json_number(w, "step", step);
	write_bits(w, "bits", &bytes);
	if (gaps.len)
		write_bits(w, "gaps", &gaps);
	json_object_end(w);
	buf_free(&bytes);
	buf_free(&gaps);
}

void
pack_values(struct json_writer *w, const char *key, const double *v, size_t n, double step)
{
	write_packed(w, key, v, NULL, n, step);
}

void
pack_beside(struct json_writer *w, const char *key, const double *v, const double *from, size_t n,
    double step)
{
	write_packed(w, key, v, from, n, step);
}
