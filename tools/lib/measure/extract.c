#include "measure/extract.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "measure/interrupt.h"
#include "measure/metric_reader.h"
#include "measure/output_reader.h"
#include "measure/row_harness.h"
#include "measure/row_reader.h"
#include "measure/slo_share.h"

/* What is done between two looks at the clock: some milliseconds' worth. */
enum { WORK_MAX = 1 << 20, WORK_OF_LINE = 64, FILE_PIECE = 1 << 16 };

/* One stream, or file, on its way to the readers of it. */
struct extract_source {
	struct extract *extract;
	enum source source;
	bool lines; /* a reader wants them */
	struct line_split split;
};

struct extract {
	struct metric_reader *metrics; /* one a rule */
	size_t n;
	struct row_reader *rows;       /* or NULL */
	struct row_harness *harness;   /* or NULL */
	struct output_reader *readers; /* of the metrics, by rule, and of the rows */
	size_t nreaders;
	struct output_sink sink;
	struct extract_source streams[OUTPUT_STREAMS];
	char *directory;    /* or NULL */
	double seconds;     /* that all may take */
	double spent, from; /* seconds; and when the work at hand began */
	size_t work;
	enum { EXTRACT_READS, EXTRACT_LATE, EXTRACT_INTERRUPTED } state;
	int64_t start_ns, end_ns;
	size_t last; /* the rule that was asked for last */
};

/* Whether to find more is over. WORK is what was done since the last call. */
static bool
work_over(struct extract *x, size_t work)
{
	x->work += work;
	if (x->work < WORK_MAX || x->state != EXTRACT_READS)
		return x->state != EXTRACT_READS;
	x->work = 0;
	if (interrupt_signal())
		x->state = EXTRACT_INTERRUPTED;
	else if (x->spent + clock_seconds() - x->from > x->seconds)
		x->state = EXTRACT_LATE;
	return x->state != EXTRACT_READS;
}

static void
work_begin(struct extract *x)
{
	x->from = clock_seconds();
	work_over(x, WORK_MAX);
}

static void
work_end(struct extract *x)
{
	x->spent += clock_seconds() - x->from;
}

/* To search a line takes time that grows with the square of its length, at worst. */
static size_t
line_work(const struct line *line)
{
	return WORK_OF_LINE + line->len * line->len / WORK_OF_LINE;
}

static void
stream_line(void *who, const struct line *line)
{
	const struct extract_source *s = who;
	struct extract *x = s->extract;

	for (size_t i = 0; i < x->nreaders; i++)
		if (x->readers[i].line && x->readers[i].source == s->source &&
		    !work_over(x, line_work(line)))
			x->readers[i].line(x->readers[i].who, line);
}

static void
extract_take(void *who, const struct output_piece *piece)
{
	struct extract *x = who;
	struct extract_source *s = &x->streams[piece->stream];

	work_begin(x);
	if (s->lines && x->state == EXTRACT_READS)
		line_split_take(&s->split, piece->bytes, piece->len, piece->at_ns);
	for (size_t i = 0; i < x->nreaders; i++)
		if (x->readers[i].bytes && x->readers[i].source == s->source &&
		    !work_over(x, piece->len))
			x->readers[i].bytes(x->readers[i].who, piece->bytes, piece->len);
	work_end(x);
}

static void
source_init(struct extract_source *s, struct extract *x, enum source source)
{
	*s = (struct extract_source){.extract = x, .source = source};
	s->split.take = stream_line;
	s->split.who = s;
}

/* READER is one more. */
static void
reader_add(struct extract *x, struct output_reader reader)
{
	x->readers = xreallocarray(x->readers, x->nreaders + 1, sizeof *x->readers);
	x->readers[x->nreaders++] = reader;
	for (int k = 0; k < OUTPUT_STREAMS; k++) {
		if (x->streams[k].source != reader.source || (!reader.line && !reader.bytes))
			continue;
		x->sink.wants[k] = true;
		x->streams[k].lines = x->streams[k].lines || reader.line;
	}
}

struct extract *
extract_new(const struct metric_rule *rules, size_t n)
{
	struct extract *x = xcalloc(1, sizeof *x);

	x->n = n;
	x->metrics = xcalloc(n, sizeof *x->metrics);
	x->sink = (struct output_sink){.take = extract_take, .who = x};
	source_init(&x->streams[OUTPUT_STDOUT], x, SOURCE_STDOUT);
	source_init(&x->streams[OUTPUT_STDERR], x, SOURCE_STDERR);
	for (size_t i = 0; i < n; i++) {
		metric_reader_init(&x->metrics[i], &rules[i]);
		reader_add(x, metric_reader_output(&x->metrics[i]));
		slo_share_prepare(x->metrics, &rules[i]);
	}
	return x;
}

void
extract_rows(struct extract *x, struct row_table *table)
{
	if (row_table_rule(table)->extractor == EXTRACT_HARNESS) {
		x->harness = row_harness_new(table);
		reader_add(x, row_harness_output(x->harness));
		return;
	}
	x->rows = row_reader_new(table);
	reader_add(x, row_reader_output(x->rows));
}

void
extract_free(struct extract *x)
{
	if (!x)
		return;
	for (size_t i = 0; i < x->n; i++)
		metric_reader_free(&x->metrics[i]);
	row_reader_free(x->rows);
	row_harness_free(x->harness);
	for (int k = 0; k < OUTPUT_STREAMS; k++)
		line_split_free(&x->streams[k].split);
	free(x->metrics);
	free(x->readers);
	free(x->directory);
	free(x);
}

const struct output_sink *
extract_sink(const struct extract *x)
{
	return x->sink.wants[OUTPUT_STDOUT] || x->sink.wants[OUTPUT_STDERR] ? &x->sink : NULL;
}

static char *
file_path(const struct output_reader *r, const char *directory)
{
	if (!directory || r->file[0] == '/')
		return xstrdup(r->file);
	return xasprintf("%s/%s", directory, r->file);
}

void
extract_begin(struct extract *x, const char *directory, double seconds)
{
	free(x->directory);
	x->directory = directory ? xstrdup(directory) : NULL;
	x->seconds = seconds;
	x->spent = 0;
	x->work = 0;
	x->state = EXTRACT_READS;
	for (int k = 0; k < OUTPUT_STREAMS; k++)
		if (x->streams[k].lines)
			line_split_begin(&x->streams[k].split);
	for (size_t i = 0; i < x->n; i++)
		metric_reader_begin(&x->metrics[i]);
	if (x->rows)
		row_reader_begin(x->rows);
	if (x->harness)
		row_harness_begin(x->harness);
	for (size_t i = 0; i < x->nreaders; i++) {
		char *path;

		if (x->readers[i].source != SOURCE_FILE)
			continue;
		path = file_path(&x->readers[i], directory);
		unlink(path);
		free(path);
	}
}

void
extract_end(struct extract *x, const struct measurement *m)
{
	x->start_ns = m->start_ns;
	x->end_ns = m->end_ns;
	work_begin(x);
	for (int k = 0; k < OUTPUT_STREAMS; k++)
		if (x->streams[k].lines)
			line_split_end(&x->streams[k].split, m->end_ns);
	work_end(x);
}

struct file_source {
	struct extract *extract;
	const struct output_reader *reader;
};

static void
file_line(void *who, const struct line *line)
{
	const struct file_source *f = who;

	if (!work_over(f->extract, line_work(line)))
		f->reader->line(f->reader->who, line);
}

/* Give what file FD has to R. False when it cannot be read. */
static bool
file_pass(struct extract *x, const struct output_reader *r, int fd)
{
	struct file_source file = {x, r};
	struct line_split split = {.take = file_line, .who = &file};
	char bytes[FILE_PIECE];
	ssize_t n = 0;

	line_split_begin(&split);
	while (!r->stopped(r->who) && !work_over(x, WORK_MAX) &&
	       (n = read(fd, bytes, sizeof bytes)) > 0) {
		if (r->bytes)
			r->bytes(r->who, bytes, (size_t)n);
		else
			line_split_take(&split, bytes, (size_t)n, 0);
	}
	line_split_end(&split, 0);
	line_split_free(&split);
	return n >= 0;
}

static bool
file_read(struct extract *x, const struct output_reader *r, struct buf *why)
{
	char *path = file_path(r, x->directory);
	int fd;
	struct stat st;
	bool ok = false;

	if (r->path) {
		ok = r->path(r->who, path, why);
		free(path);
		return ok;
	}
	fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		buf_printf(why, "'%s' was not written: %s", path, strerror(errno));
	else if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		buf_printf(why, "'%s' is not a regular file", path);
	else if (!(ok = file_pass(x, r, fd)))
		buf_printf(why, "'%s' cannot be read", path);
	if (fd >= 0)
		close(fd);
	free(path);
	return ok;
}

/* All that R is to read has been read. False, with why appended to WHY, when it has not. */
static bool
reader_done(struct extract *x, const struct output_reader *r, struct buf *why)
{
	bool ok = true;

	if (r->source == SOURCE_FILE) {
		work_begin(x);
		ok = file_read(x, r, why);
		work_end(x);
	}
	if (ok && x->state == EXTRACT_LATE) {
		buf_printf(why, "what was printed could not be searched within the timeout of %g s",
		    x->seconds);
		return false;
	}
	return ok;
}

bool
extract_value(struct extract *x, size_t i, double *v, struct buf *why)
{
	x->last = i;
	buf_printf(why, "metric '%s': ", x->metrics[i].rule->name);
	if (x->metrics[i].rule->source == SOURCE_METRICS
		? !slo_share(x->metrics, x->metrics[i].rule, v, why)
		: !reader_done(x, &x->readers[i], why) ||
		      !metric_reader_end(&x->metrics[i], x->start_ns, x->end_ns, v, why))
		return false;
	buf_clear(why);
	return true;
}

bool
extract_rows_end(struct extract *x, size_t index, bool warmup, struct buf *why)
{
	if (!x->rows && !x->harness)
		return true;
	buf_str(why, x->harness ? "harness: " : "rows: ");
	if (!reader_done(x, &x->readers[x->n], why) || x->state == EXTRACT_INTERRUPTED)
		return false;
	if (x->harness ? !row_harness_end(x->harness, index, warmup, why)
		       : !row_reader_end(x->rows, index, warmup, why)) {
		work_begin(x); /* a signal that ended bench-import too */
		return false;
	}
	buf_clear(why);
	return true;
}

bool
extract_interrupted(const struct extract *x)
{
	return x->state == EXTRACT_INTERRUPTED;
}

const double *
extract_found(const struct extract *x, size_t *n)
{
	return found_values_kept(&x->metrics[x->last].found, n);
}

const char *
extract_unit(const struct extract *x, size_t i)
{
	return metric_number_unit(&x->metrics[i].number);
}

void
extract_resume(struct extract *x, size_t i, const char *unit)
{
	metric_number_resume(&x->metrics[i].number, unit);
}
