#include "history/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/input.h"
#include "base/util.h"
#include "history/series_value.h"
#include "model/schema_names.h"
#include "results/entry_read.h"
#include "results/read_value.h"
#include "json/json_members.h"
#include "json/json_scanner.h"

enum { HEAD_MAX = 1 << 30, SERIES_MAX = 256 << 20 };

struct series_reader {
	char *name;
	int fd; /* to be closed, or -1 */
	struct scanner *scanner;
	struct members members; /* of the document */
	struct entry_reader numbers;
	struct series_head head;
	struct arena *memory; /* of the head */
	bool inside;          /* the array of series */
	bool series, ended;
};

enum { SCHEMA_, VERSION_, TIMESTAMP, RUNS, SERIES_ };

static const struct scan_name head_names[] = {
    MEMBER("schema"), MEMBER("version"), MEMBER("timestamp"), MEMBER("runs"), MEMBER("series")};

struct series_reader *
series_open_fd(int fd, const char *name)
{
	struct series_reader *r = xcalloc(1, sizeof *r);

	r->name = xstrdup(name);
	r->fd = -1;
	r->scanner = scanner_new(fd, name);
	r->members = (struct members)MEMBERS_INIT(head_names);
	r->memory = arena_new();
	if (!scan_begins(r->scanner) || scan_type(r->scanner) != SCAN_OBJECT)
		scan_die_at(r->scanner, (struct scan_mark){0, 1, 1},
		    "expected a series document, an object with 'series'");
	scan_object(r->scanner);
	scan_limit(r->scanner, HEAD_MAX, "what stands before 'series'");
	return r;
}

struct series_reader *
series_open(const char *path)
{
	int fd = input_open_fd(path);
	struct series_reader *r = series_open_fd(fd, input_name(path));

	r->fd = fd;
	return r;
}

void
series_close(struct series_reader *r)
{
	if (!r)
		return;
	entry_reader_free(&r->numbers);
	members_free(&r->members);
	scanner_free(r->scanner);
	arena_free(r->memory);
	free(r->head.runs);
	if (r->fd >= 0)
		input_close_fd(r->fd);
	free(r->name);
	free(r);
}

const struct series_head *
series_head(const struct series_reader *r)
{
	return &r->head;
}

const char *
series_name(const struct series_reader *r)
{
	return r->name;
}

static void
run_read(struct series_reader *r, struct series_run *run)
{
	enum { ID, RUN_TIMESTAMP, COMMIT, REF, FINGERPRINT };
	static const struct scan_name names[] = {MEMBER("id"), MEMBER("timestamp"),
	    MEMBER("commit"), MEMBER("ref"), MEMBER("fingerprint")};
	char **const to[] = {&run->id, &run->timestamp, &run->commit, &run->ref, &run->fingerprint};
	struct members members = MEMBERS_INIT(names);
	struct scanner *s = r->scanner;
	enum scan_type type = scan_type(s);
	int k;

	memset(run, 0, sizeof *run);
	read_object(s, type, "a run");
	while ((k = members_next(&members, s, &type)) >= 0) {
		*to[k] = series_text_read(s, type, names[k].s, r->memory);
		if (k == RUN_TIMESTAMP)
			read_timestamp_check(s, names[k].s, *to[k]);
	}
	run->extra = series_extra_read(&members, s, r->memory);
}

static void
runs_read(struct series_reader *r, enum scan_type type)
{
	struct scanner *s = r->scanner;
	size_t cap = 0;

	if (r->series)
		scan_die(s, "'runs' must stand before 'series'");
	/* Of series that have no runs. */
	if (type == SCAN_OBJECT) {
		scan_object(s);
		scan_limit(s, HEAD_MAX, "what stands before 'series'");
		if (scan_member(s, &(const char *){NULL}, &(size_t){0}))
			scan_die(s, "'runs' must be an array of objects");
		return;
	}
	read_array(s, type, "runs", "objects");
	while (scan_element(s)) {
		if (r->head.nruns == SERIES_RUNS_MAX)
			scan_die(s, "more than %d runs", SERIES_RUNS_MAX);
		r->head.runs = xgrow(r->head.runs, r->head.nruns, &cap, sizeof *r->head.runs);
		run_read(r, &r->head.runs[r->head.nruns]);
		r->head.nruns++;
	}
}

static void
schema_check(struct scanner *s, const char *schema)
{
	if (strcmp(schema, SERIES_SCHEMA) != 0)
		scan_die(s, "schema is '%.60s', expected '%s'", schema, SERIES_SCHEMA);
}

static void
head_member(struct series_reader *r, int k, enum scan_type type)
{
	struct scanner *s = r->scanner;

	switch (k) {
	case SCHEMA_: schema_check(s, series_text_read(s, type, "schema", r->memory)); break;
	case VERSION_: r->head.version = series_text_read(s, type, "version", r->memory); break;
	case TIMESTAMP:
		r->head.timestamp = series_text_read(s, type, "timestamp", r->memory);
		read_timestamp_check(s, "timestamp", r->head.timestamp);
		break;
	case RUNS: runs_read(r, type); break;
	}
}

static void
finish(struct series_reader *r)
{
	if (!r->series)
		scan_die_at(r->scanner, (struct scan_mark){0, 1, 1},
		    "not a series document: it has no array 'series'");
	r->head.extra = series_extra_read(&r->members, r->scanner, r->memory);
	scan_end(r->scanner);
	r->ended = true;
}

bool
series_next(struct series_reader *r, struct series *series)
{
	struct scanner *s = r->scanner;
	enum scan_type type;
	int k;

	while (!r->ended) {
		if (r->inside) {
			r->inside = scan_element(s);
			if (r->inside) {
				scan_limit(s, SERIES_MAX, "a series");
				series_reset(series);
				series_item_read(s, &r->numbers, r->head.nruns, series);
				return true;
			}
			scan_limit(s, HEAD_MAX, "what stands behind 'series'");
			continue;
		}
		k = members_next(&r->members, s, &type);
		if (k < 0) {
			finish(r);
		} else if (k != SERIES_) {
			head_member(r, k, type);
		} else {
			read_array(s, type, "series", "objects");
			r->inside = r->series = true;
		}
	}
	series_reset(series);
	return false;
}
