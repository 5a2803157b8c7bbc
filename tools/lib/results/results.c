#include "results/results.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "model/schema_names.h"
#include "results/entry_read.h"
#include "results/foreign.h"
#include "results/read_value.h"
#include "json/json_members.h"
#include "json/json_scanner.h"

enum { ENTRY_MAX = 256 << 20, HEAD_MAX = 64 << 20 };

enum { SCHEMA_, VERSION_, TIMESTAMP, SUITE, POLICY, ENVIRONMENT, ENVIRONMENTS, BENCHMARKS };

static const struct scan_name head_names[] = {MEMBER("schema"), MEMBER("version"),
    MEMBER("timestamp"), MEMBER("suite"), MEMBER("policy"), MEMBER("environment"),
    MEMBER("environments"), MEMBER("benchmarks")};

struct results {
	char *name;
	int fd; /* to be closed, or -1 */
	struct scanner *scanner;
	struct results_head head;
	struct members members; /* of the document */
	struct entry_reader reader;
	struct results_place place;
	bool inside; /* the array of benchmarks */
	bool schema, benchmarks, ended;
};

static struct results *
results_new(int fd, const char *name)
{
	struct results *r = xcalloc(1, sizeof *r);

	r->name = xstrdup(name);
	r->fd = -1;
	r->scanner = scanner_new(fd, name);
	r->members = (struct members)MEMBERS_INIT(head_names);
	r->head.tolerance = r->head.threshold = r->head.between_sessions = NAN;
	return r;
}

struct results *
results_open_fd(int fd, const char *name)
{
	struct results *r = results_new(fd, name);

	if (!scan_begins(r->scanner))
		scan_die_at(r->scanner, (struct scan_mark){0, 1, 1},
		    "not a results document: it is no JSON" FOREIGN_ANY);
	if (scan_type(r->scanner) != SCAN_OBJECT)
		scan_die(r->scanner,
		    "expected a results document, an object with 'benchmarks'" FOREIGN_ANY);
	scan_object(r->scanner);
	scan_limit(r->scanner, HEAD_MAX, "what stands before 'benchmarks'");
	return r;
}

struct results *
results_open(const char *path)
{
	int fd = input_open_fd(path);
	struct results *r = results_open_fd(fd, input_name(path));

	r->fd = fd;
	return r;
}

void
results_depth(struct results *r, enum results_depth depth)
{
	r->reader.no_medians = depth != RESULTS_WHOLE;
	r->reader.no_values = depth == RESULTS_NO_VALUES;
}

static void
schema_check(struct scanner *s, const char *schema)
{
	static const char mine[] = "benchpipe/results/";
	size_t kind = sizeof mine - 1;
	char *end;

	if (strcmp(schema, RESULTS_SCHEMA) == 0)
		return;
	if (strncmp(schema, mine, kind) == 0 && strtoul(schema + kind, &end, 10) > 1 && !*end)
		scan_die(s, "schema '%s' is newer than '%s', the newest that this version reads",
		    schema, RESULTS_SCHEMA);
	scan_die(s, "schema is '%s', expected '%s'", schema, RESULTS_SCHEMA);
}

static char *
read_raw(struct scanner *s, unsigned levels)
{
	struct buf b = BUF_INIT;

	scan_raw_holder(s, &b, levels);
	return buf_take(&b);
}

static void
head_policy_read(struct scanner *s, enum scan_type type, struct results_head *head)
{
	enum { TOLERANCE, THRESHOLD, BETWEEN };
	static const struct scan_name names[] = {
	    MEMBER("tolerance"), MEMBER("threshold"), MEMBER("between_sessions")};
	struct members members = MEMBERS_INIT(names);
	struct scan_mark tolerance = scan_mark(s), threshold, between;
	int k;

	if (type != SCAN_OBJECT)
		scan_die(s, "'policy' must be an object");
	scan_object(s);
	while ((k = members_next(&members, s, &type)) >= 0) {
		if (k == TOLERANCE)
			read_change(s, type, "tolerance", &head->tolerance, &tolerance);
		else if (k == BETWEEN)
			read_change(s, type, "between_sessions", &head->between_sessions, &between);
		else
			read_change(s, type, "threshold", &head->threshold, &threshold);
	}
	read_changes_check(s, tolerance, head->tolerance, head->threshold);
	head->policy_extra = members_end(&members, s);
}

/* The fingerprint in the text of an environment, or NULL. */
static char *
fingerprint_of(struct results *r, const char *text, struct scan_mark at)
{
	static const struct scan_name names[] = {MEMBER("fingerprint")};
	struct members members = MEMBERS_INIT(names);
	struct scanner *s = scanner_of_text(text, strlen(text), r->name);
	enum scan_type type;
	char *fingerprint = NULL;

	scan_type(s);
	scan_object(s);
	while (members_next(&members, s, &type) >= 0) {
		if (type != SCAN_STRING)
			scan_die_at(
			    r->scanner, at, "'fingerprint' of the environment must be a string");
		fingerprint = read_text(s, type, "fingerprint");
	}
	members_free(&members);
	scanner_free(s);
	return fingerprint;
}

static void
head_member(struct results *r, int k, enum scan_type type)
{
	struct scanner *s = r->scanner;
	struct scan_mark at = scan_mark(s);
	char *text;

	switch (k) {
	case SCHEMA_:
		text = read_text(s, type, "schema");
		schema_check(s, text);
		free(text);
		r->schema = true;
		break;
	case VERSION_: r->head.version = read_text(s, type, "version"); break;
	case TIMESTAMP:
		r->head.timestamp = read_text(s, type, "timestamp");
		read_timestamp_check(s, "timestamp", r->head.timestamp);
		break;
	case SUITE: r->head.suite = read_text(s, type, "suite"); break;
	case POLICY: head_policy_read(s, type, &r->head); break;
	case ENVIRONMENT:
		if (type != SCAN_OBJECT)
			scan_die(s, "'environment' must be an object");
		r->head.environment = read_raw(s, 0);
		r->head.fingerprint = fingerprint_of(r, r->head.environment, at);
		break;
	case ENVIRONMENTS:
		if (type != SCAN_ARRAY)
			scan_die(s, "'environments' must be an array");
		r->head.environments = read_raw(s, 2);
		break;
	}
}

static void
finish(struct results *r)
{
	struct scanner *s = r->scanner;
	const char *harness = r->schema ? NULL : foreign_document(&r->members, r->benchmarks);
	struct scan_mark at = {0, 1, 1};

	if (harness)
		scan_die_at(s, at, "not a results document: it looks like %s", harness);
	if (!r->benchmarks)
		scan_die_at(
		    s, at, "not a results document: it has no array 'benchmarks'" FOREIGN_ANY);
	r->head.extra = members_end(&r->members, s);
	scan_end(s);
	r->ended = true;
}

bool
results_next(struct results *r, struct entry *e)
{
	struct scanner *s = r->scanner;
	enum scan_type type;
	int k;

	while (!r->ended) {
		if (r->inside) {
			r->inside = scan_element(s);
			if (r->inside) {
				scan_limit(s, ENTRY_MAX, "a benchmark");
				scan_type(s);
				r->place.offset = scan_mark(s).offset;
				r->place.line = scan_mark(s).line;
				r->place.column = scan_mark(s).column;
				entry_clear(e);
				entry_read(&r->reader, s, e);
				r->place.len = (size_t)(scan_offset(s) - r->place.offset);
				return true;
			}
			scan_limit(s, HEAD_MAX, "what stands behind 'benchmarks'");
			continue;
		}
		k = members_next(&r->members, s, &type);
		if (k < 0) {
			finish(r);
		} else if (k != BENCHMARKS) {
			head_member(r, k, type);
		} else {
			if (type != SCAN_ARRAY)
				scan_die(s, "'benchmarks' must be an array of objects");
			scan_array(s);
			r->inside = r->benchmarks = true;
		}
	}
	entry_clear(e);
	return false;
}

struct results_place
results_place(const struct results *r)
{
	return r->place;
}

void
results_reread(struct results *r, struct results_place place, struct entry *e)
{
	struct scan_mark mark = {place.offset, place.line, place.column};

	scanner_seek(r->scanner, mark, place.len);
	entry_clear(e);
	entry_read(&r->reader, r->scanner, e);
}

const struct results_head *
results_head(const struct results *r)
{
	return &r->head;
}

const char *
results_name(const struct results *r)
{
	return r->name;
}

void
results_head_free(struct results_head *head)
{
	free(head->version);
	free(head->timestamp);
	free(head->suite);
	free(head->environment);
	free(head->fingerprint);
	free(head->environments);
	free(head->policy_extra);
	free(head->extra);
}

void
results_close(struct results *r)
{
	if (!r)
		return;
	results_head_free(&r->head);
	entry_reader_free(&r->reader);
	members_free(&r->members);
	scanner_free(r->scanner);
	if (r->fd >= 0)
		input_close_fd(r->fd);
	free(r->name);
	free(r);
}
