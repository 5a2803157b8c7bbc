#include "history/gate_rates.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/input.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "results/read_value.h"
#include "json/json_members.h"
#include "json/json_scanner.h"

enum { RECORDS_MAX = 100000, COUNT_MAX = 1000000 };

struct gate_record {
	long day; /* since 1970 */
	size_t quiet, wrong, n, found;
	double change;
	bool injected;
};

struct gate_records {
	struct gate_record *list;
	size_t n, cap;
};

/* The day of timestamp TEXT, counted from 1970 (Fliegel and Van Flandern, A machine algorithm for
 * processing calendar dates, 1968). */
static long
day_of(const char *text)
{
	long y = atol(text), m = atol(text + 5), d = atol(text + 8), a = (14 - m) / 12;

	y += 4800 - a;
	m += 12 * a - 3;
	return d + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32045 - 2440588;
}

/* Of one slow-down whether it was found; of several how many. */
static size_t
found_read(struct scanner *s, enum scan_type type)
{
	if (type == SCAN_BOOL)
		return read_bool(s, type, "found");
	return read_count(s, type, "found", COUNT_MAX);
}

static void
record_read(struct scanner *s, struct gate_record *record)
{
	enum { TIMESTAMP, QUIET, WRONG, CHANGE, N, FOUND };
	static const struct scan_name names[] = {MEMBER("timestamp"), MEMBER("quiet"),
	    MEMBER("false"), MEMBER("change"), MEMBER("n"), MEMBER("found")};
	struct members members = MEMBERS_INIT(names);
	enum scan_type type = scan_type(s);
	struct scan_mark start = scan_mark(s);
	char *text = NULL;
	int k;

	*record = (struct gate_record){.n = 1};
	read_object(s, type, "a record");
	while ((k = members_next(&members, s, &type)) >= 0) {
		switch (k) {
		case TIMESTAMP:
			text = read_text(s, type, "timestamp");
			read_timestamp_check(s, "timestamp", text);
			record->day = day_of(text);
			free(text);
			break;
		case QUIET: record->quiet = read_count(s, type, "quiet", COUNT_MAX); break;
		case WRONG: record->wrong = read_count(s, type, "false", COUNT_MAX); break;
		case CHANGE:
			record->change = read_number(s, type, "change");
			record->injected = true;
			break;
		case N: record->n = read_count(s, type, "n", COUNT_MAX); break;
		case FOUND: record->found = found_read(s, type); break;
		}
	}
	members_free(&members);
	if (!text)
		scan_die_at(s, start, "a record must have a 'timestamp'");
	if (record->wrong > record->quiet)
		scan_die_at(s, start, "'false' must be at most 'quiet', %zu", record->quiet);
	if (record->found > record->n)
		scan_die_at(s, start, "'found' must be at most 'n', %zu", record->n);
}

static void
record_count(struct gate_rates *r, const struct gate_record *record)
{
	size_t i = 0;

	r->quiet += record->quiet;
	r->wrong += record->wrong;
	if (!record->injected)
		return;
	while (i < r->ninjected && r->injected[i].change != record->change)
		i++;
	if (i == GATE_RATES_CHANGES)
		return;
	if (i == r->ninjected)
		r->injected[r->ninjected++] = (struct gate_injected){record->change, 0, 0};
	r->injected[i].n += record->n;
	r->injected[i].found += record->found;
}

bool
gate_rates_load(const char *path, struct gate_rates *r)
{
	struct gate_records records = {NULL, 0, 0};
	FILE *f = input_probe(path);
	struct scanner *s;
	long newest = 0;

	*r = (struct gate_rates){0};
	if (!f)
		return false;
	s = scanner_new(fileno(f), path);
	while (scan_more(s)) {
		if (records.n == RECORDS_MAX)
			scan_die(s, "more than %d records", RECORDS_MAX);
		records.list = xgrow(records.list, records.n, &records.cap, sizeof *records.list);
		record_read(s, &records.list[records.n]);
		if (records.n == 0 || records.list[records.n].day > newest)
			newest = records.list[records.n].day;
		records.n++;
	}
	for (size_t i = 0; i < records.n; i++)
		if (newest - records.list[i].day < GATE_RATES_DAYS)
			record_count(r, &records.list[i]);
	scanner_free(s);
	fclose(f);
	free(records.list);
	return records.n > 0;
}

void
gate_rates_write(struct json_writer *w, const char *key, const struct gate_rates *r)
{
	json_object_begin(w, key);
	json_integer(w, "days", GATE_RATES_DAYS);
	json_integer(w, "quiet", (long long)r->quiet);
	json_integer(w, "false", (long long)r->wrong);
	json_array_begin(w, "injected");
	for (size_t i = 0; i < r->ninjected; i++) {
		json_object_begin(w, NULL);
		json_number(w, "change", r->injected[i].change);
		json_integer(w, "n", (long long)r->injected[i].n);
		json_integer(w, "found", (long long)r->injected[i].found);
		json_object_end(w);
	}
	json_array_end(w);
	json_object_end(w);
}
