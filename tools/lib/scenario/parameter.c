#include "scenario/parameter.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/duplicate.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/util.h"
#include "scenario/matrix.h"

/* Digits behind the point, and of the whole number that a value is at that scale. */
enum { DECIMALS_MAX = 9, SCALED_MAX_DIGITS = 15 };

static char *
name_wrong(const char *name)
{
	if (!isalpha((unsigned char)*name) && *name != '_')
		return xasprintf(
		    "'%.80s' is not the name of a parameter: it begins with a letter", name);
	for (const char *s = name; *s; s++)
		if (!isalnum((unsigned char)*s) && *s != '_' && *s != '-')
			return xasprintf("'%.80s' is not the name of a parameter: it has letters, "
					 "digits, '_' and '-'",
			    name);
	return NULL;
}

static void
value_add(struct parameter *p, size_t *cap, char *value)
{
	p->values = xgrow(p->values, p->n, cap, sizeof *p->values);
	p->values[p->n++] = value;
}

/* What is wrong with VALUE of parameter NAME, or NULL. */
static char *
value_wrong(const char *name, const char *value)
{
	size_t n;

	if (!*value)
		return xasprintf("parameter '%s': a value is empty", name);
	if (strlen(value) > MATRIX_MAX_VALUE)
		return xasprintf(
		    "parameter '%s': a value has 1 to %d bytes", name, MATRIX_MAX_VALUE);
	for (; *value; value += n) {
		n = utf8_length(value, strnlen(value, 4));
		if (n == 0 || (unsigned char)*value < ' ' || *value == 127)
			return xasprintf(
			    "parameter '%s': a value must be one line of UTF-8 text", name);
	}
	return NULL;
}

/* What is wrong with the values of P together, or NULL. */
static char *
values_wrong(const struct parameter *p)
{
	size_t first, second;

	if (!duplicate_find((const char *const *)p->values, p->n, &first, &second))
		return NULL;
	return xasprintf("parameter '%s': '%.80s' is given twice", p->name, p->values[second]);
}

char *
parameter_list(struct parameter *p, const char *name, const char *values)
{
	char *wrong = name_wrong(name);
	size_t cap = 0;
	bool more = true;

	*p = (struct parameter){.name = name};
	while (more && !wrong) {
		struct buf b = BUF_INIT;

		for (; *values && *values != ','; values++) {
			if (*values == '\\' && (values[1] == ',' || values[1] == '\\'))
				values++;
			buf_char(&b, *values);
		}
		more = *values++ == ',';
		value_add(p, &cap, buf_take(&b));
		wrong = value_wrong(name, p->values[p->n - 1]);
		if (!wrong && p->n > MATRIX_MAX)
			wrong = xasprintf("parameter '%s' has over %d values", name, MATRIX_MAX);
	}
	return wrong ? wrong : values_wrong(p);
}

/* TEXT, a decimal number, times 10^DECIMALS in *V; false when it is none, or too long. */
static bool
decimal_scale(const char *text, int decimals, long long *v)
{
	bool minus = *text == '-', point = false;
	int digits = 0;

	text += *text == '-' || *text == '+';
	for (*v = 0; *text; text++) {
		if (*text == '.' && !point && text[1]) {
			point = true;
		} else if (isdigit((unsigned char)*text) && digits < SCALED_MAX_DIGITS) {
			*v = *v * 10 + (*text - '0');
			digits++;
			decimals -= point;
		} else {
			return false;
		}
	}
	for (; decimals > 0 && digits < SCALED_MAX_DIGITS; decimals--, digits++)
		*v *= 10;
	if (minus)
		*v = -*v;
	return digits > 0 && decimals == 0;
}

static int
decimals_of(const char *text)
{
	const char *point = strchr(text, '.');
	size_t n = point ? strlen(point + 1) : 0;

	return n > DECIMALS_MAX ? DECIMALS_MAX : (int)n;
}

char *
parameter_range(
    struct parameter *p, const char *name, const char *from, const char *to, const char *step)
{
	const char *texts[] = {from, to, step ? step : "1"};
	int decimals = 0;
	long long v[3];
	char *wrong = name_wrong(name);
	size_t cap = 0;

	*p = (struct parameter){.name = name};
	if (wrong)
		return wrong;
	for (int i = 0; i < 3; i++)
		if (decimals_of(texts[i]) > decimals)
			decimals = decimals_of(texts[i]);
	p->decimals = decimals;
	for (int i = 0; i < 3; i++)
		if (!decimal_scale(texts[i], decimals, &v[i]))
			return xasprintf("parameter '%s': expected a decimal number of at most %d "
					 "digits, found '%.80s'",
			    name, SCALED_MAX_DIGITS - decimals, texts[i]);
	if (v[2] <= 0)
		return xasprintf("parameter '%s': the step must be over 0, not %s", name, texts[2]);
	if (v[0] > v[1])
		return xasprintf(
		    "parameter '%s': it goes up, from %s it never gets to %s", name, from, to);
	if ((v[1] - v[0]) / v[2] >= MATRIX_MAX)
		return xasprintf("parameter '%s' has over %d values", name, MATRIX_MAX);
	for (long long at = v[0]; at <= v[1]; at += v[2]) {
		char text[NUMBER_MAX];

		number_format(text, (double)at / pow(10, decimals));
		value_add(p, &cap, xstrdup(text));
	}
	return NULL;
}

void
parameter_free(struct parameter *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->values[i]);
	free(p->values);
}

/* The length of '{NAME}' of P at the start of S; 0: something else is there. */
static size_t
placeholder_length(const char *s, const struct parameter *p)
{
	size_t n = strlen(p->name);

	return *s == '{' && strncmp(s + 1, p->name, n) == 0 && s[n + 1] == '}' ? n + 2 : 0;
}

bool
parameter_in(const char *text, const struct parameter *p)
{
	for (; *text; text++)
		if (placeholder_length(text, p))
			return true;
	return false;
}

/* Add value I of P as a command gets it: without an exponent, which its id may have. */
static void
value_expand(struct buf *b, const struct parameter *p, size_t i)
{
	const char *value = p->values[i];

	if (p->decimals && strchr(value, 'e'))
		buf_printf(b, "%.*f", p->decimals, strtod(value, NULL));
	else
		buf_str(b, value);
}

char *
parameter_expand(const char *text, const struct combination_at *c)
{
	struct buf b = BUF_INIT;

	while (*text) {
		size_t i = 0, n = 0;

		while (i < c->n && !(n = placeholder_length(text, &c->params[i])))
			i++;
		if (n)
			value_expand(&b, &c->params[i], c->at[i]);
		else
			buf_char(&b, *text);
		text += n ? n : 1;
	}
	return buf_take(&b);
}
