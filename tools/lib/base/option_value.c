#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/buf.h"
#include "base/option.h"
#include "base/suggest.h"
#include "base/timestamp.h"
#include "base/util.h"

void
option_die(const struct option_row *row, const char *value, const char *fmt, ...)
{
	char expected[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(expected, sizeof expected, fmt, ap);
	va_end(ap);
	die_usage("'--%s' must be %s, not '%.80s'", row->name, expected, value);
}

void
option_unknown(const struct option_row *row, const char *value, const char *what,
    const char *const *words, size_t n)
{
	die_usage("'--%s' must be %s, not '%.80s'%s", row->name, what, value,
	    suggest_note(value, words, n));
}

void
option_version(const struct option_row *row, char *value)
{
	(void)row, (void)value;
	printf("%s (benchpipe) %s\n", program_name(), VERSION);
	stdout_close();
	exit(STATUS_OK);
}

void
option_flag(const struct option_row *row, char *value)
{
	(void)value;
	*(bool *)row->to = true;
}

void
option_set(const struct option_row *row, char *value)
{
	(void)value;
	*(int *)row->to = (int)row->least;
}

void
option_string(const struct option_row *row, char *value)
{
	*(const char **)row->to = value;
}

void
option_day(const struct option_row *row, char *value)
{
	if (!timestamp_date_valid(value))
		option_die(row, value, "a day like 2026-12-31");
	option_string(row, value);
}

void
option_list(const struct option_row *row, char *value)
{
	struct option_list *list = row->to;

	list->at = xgrow(list->at, list->n, &list->cap, sizeof *list->at);
	list->at[list->n++] = value;
}

void
option_count(const struct option_row *row, char *value)
{
	size_t *to = row->to, v;

	if (!amount_count(value, &v) || v < row->least || v > row->most)
		option_die(row, value, "a whole number from %zu to %zu", row->least, row->most);
	*to = v;
}

void
option_time(const struct option_row *row, char *value)
{
	double *to = row->to, v;

	if (!amount_duration(value, &v))
		die_usage("'--%s' must be a time such as 500ms, 20s or 15m, not '%.80s'%s",
		    row->name, value, amount_duration_note(value));
	if (v < 1e-6 || v > 1e7)
		option_die(row, value, "a time such as 500ms, 20s or 15m");
	*to = v;
}

double
option_percent_of(const struct option_row *row, const char *text)
{
	double v;
	char *why = amount_percent_read(text, &v);

	if (why)
		die_usage("'--%s' must be %s", row->name, why);
	return v;
}

void
option_percent(const struct option_row *row, char *value)
{
	*(double *)row->to = option_percent_of(row, value);
}

void
option_choice(const struct option_row *row, char *value)
{
	struct buf all = BUF_INIT;
	size_t n = 0;

	for (; row->words[n]; n++) {
		if (strcmp(row->words[n], value) == 0) {
			buf_free(&all);
			*(int *)row->to = (int)n;
			return;
		}
		buf_printf(&all, "%s'%s'",
		    n == 0              ? ""
		    : row->words[n + 1] ? ", "
					: " or ",
		    row->words[n]);
	}
	option_unknown(row, value, all.s, row->words, n);
}
