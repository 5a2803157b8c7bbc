/* timestamp.h: ISO 8601 timestamps and days. */
#ifndef TIMESTAMP_H
#define TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

/* strcmp-like. Fractions of seconds and offsets from UTC count; without an
 * offset it is UTC. NULL comes first, then text that is no timestamp, then timestamps;
 * two notations of one instant are ordered as text. */
int timestamp_order(const char *a, const char *b);

/* The current time as ISO 8601 in UTC, "2026-01-02T03:04:05Z"; the caller owns it. */
char *timestamp_now(void);

/* The instant TEXT as timestamp_now() has it, without a fraction of a second; NULL when it is none.
 * The caller owns it. */
char *timestamp_utc(const char *text);
/* TEXT without '-' and ':', for the name of a file; the caller owns it. */
char *timestamp_basic(const char *text);

/* What a timestamp must be, to come after "must be". */
#define TIMESTAMP_LIKE "a time like 2026-01-02T03:04:05Z"
/* Whether TEXT (NULL is none) is a time of the calendar: YYYY-MM-DD, "T" or a space,
 * hh:mm:ss, and if need be a fraction of a second and "Z" or an offset like +02:00. */
bool timestamp_valid(const char *text);
/* The microseconds from 1970 on to a time that timestamp_valid() takes; false for any other TEXT.
 */
bool timestamp_microseconds(const char *text, int64_t *us);
/* Whether TEXT is a day of the calendar from 1970 on, as YYYY-MM-DD. */
bool timestamp_date_valid(const char *text);
/* The day that it is now in UTC, in DAY, which it returns. */
enum { TIMESTAMP_DAY = sizeof "2026-12-31" };
char *timestamp_today(char day[TIMESTAMP_DAY]);

/* The day that is NUMBER days (0 to 10^6) after that of TEXT, a time of the calendar, as it is
 * written there; NULL when TEXT (or NULL) is none. The caller owns it. */
char *timestamp_day_after(const char *text, int number);

#endif
