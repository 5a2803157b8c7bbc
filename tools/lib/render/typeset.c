#include "render/typeset.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define MINUS "\xE2\x88\x92"
#define NO_BREAK "\xC2\xA0"

/* The bytes of the number with a sign or none that S begins with; 0: there is none. */
static size_t
number_length(const char *s)
{
	size_t n = *s == '-' || *s == '+', digits = strspn(s + n, "0123456789");

	if (!digits)
		return 0;
	n += digits;
	if (s[n] == '.' && isdigit((unsigned char)s[n + 1]))
		n += 1 + strspn(s + n + 1, "0123456789");
	return n;
}

/* The same of a percentage, "-1.5 %", of which *NUMBER bytes are the number. */
static size_t
percentage_length(const char *s, size_t *number)
{
	*number = number_length(s);
	return *number && strncmp(s + *number, " %", 2) == 0 ? *number + 2 : 0;
}

/* Add the N bytes of S, a number; one that is 0 as rounded has no sign. */
static void
number_set_add(struct buf *b, const char *s, size_t n)
{
	bool sign = *s == '-' || *s == '+', zero = strspn(s + sign, "0.") >= n - sign;

	if (sign && !zero)
		buf_str(b, *s == '-' ? MINUS : "+");
	buf_add(b, s + sign, n - sign);
}

/* Add the interval that S begins with, "[-2.0 %, -1.0 %]", of a percentage before it or not; its
 * bytes, 0: there is none. */
static size_t
interval_add(struct buf *b, const char *s, bool of_percentage)
{
	size_t low, high, n[2];

	if (*s != '[' || !(n[0] = percentage_length(s + 1, &low)) ||
	    strncmp(s + 1 + n[0], ", ", 2) != 0 ||
	    !(n[1] = percentage_length(s + 3 + n[0], &high)) || s[3 + n[0] + n[1]] != ']')
		return 0;
	buf_char(b, '[');
	number_set_add(b, s + 1, low);
	buf_str(b, "," NO_BREAK);
	number_set_add(b, s + 3 + n[0], high);
	buf_str(b, of_percentage ? "]" : "]" NO_BREAK "%");
	return 4 + n[0] + n[1];
}

static const char quotes[] = "'\"`";

/* The bytes of what S begins with in quotes; 0: no quote begins there, or none ends. OPEN has for
 * each of the quotes whether none of them ends from here on. */
static size_t
quoted_length(const char *s, bool *open)
{
	const char *quote = strchr(quotes, *s), *end = s;

	if (!quote || open[quote - quotes])
		return 0;
	while ((end = strchr(end + 1, *s)))
		if (!isalnum((unsigned char)end[1]))
			return (size_t)(end - s) + 1;
	open[quote - quotes] = true;
	return 0;
}

void
typeset_add(struct buf *b, const char *text)
{
	bool begins = true, percentage = false, open[sizeof quotes] = {false};
	size_t n, number;

	for (const char *s = text; *s; s += n) {
		bool was = percentage;

		if (begins && (n = quoted_length(s, open))) {
			buf_add(b, s, n);
		} else if (begins && (n = interval_add(b, s, was))) {
			/* added */
		} else if (begins && (n = percentage_length(s, &number))) {
			number_set_add(b, s, number);
			buf_str(b, NO_BREAK "%");
			percentage = true;
			begins = false;
			continue;
		} else {
			buf_char(b, *s);
			n = 1;
		}
		begins = n == 1 && (*s == ' ' || *s == '(' || *s == '[');
		percentage = was && n == 1 && *s == ' ';
	}
}
