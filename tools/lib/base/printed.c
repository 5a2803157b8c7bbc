#include "base/printed.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"

enum { DIGITS_MAX = 400, MARKS_MAX = 100, EXPONENT_MAX = 20 };

enum mark { MARK_NONE, MARK_POINT, MARK_COMMA, MARK_QUOTE, MARK_UNDERSCORE, MARK_SPACE };

static const struct {
	const char *bytes;
	enum mark mark;
} marks[] = {{".", MARK_POINT}, {",", MARK_COMMA}, {"'", MARK_QUOTE},
    {"\xE2\x80\x99", MARK_QUOTE} /* U+2019 */, {"_", MARK_UNDERSCORE},
    {"\xC2\xA0", MARK_SPACE} /* U+00A0 */, {"\xE2\x80\x89", MARK_SPACE} /* U+2009 */,
    {"\xE2\x80\xAF", MARK_SPACE} /* U+202F */};

static const char minus_sign[] = "\xE2\x88\x92"; /* U+2212 */

/* What was scanned: all digits, and how they divide. */
struct parts_of_number {
	char digits[DIGITS_MAX];
	size_t ndigits;
	enum mark mark[MARKS_MAX];
	size_t group[MARKS_MAX + 1]; /* the digits before each mark, and behind the last */
	size_t nmarks;
};

static size_t
digits_at(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && isdigit((unsigned char)s[n]))
		n++;
	return n;
}

/* The mark that the LEN bytes of S begin with, and its length; 0: none. */
static size_t
mark_at(const char *s, size_t len, enum mark *mark)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = strlen(marks[i].bytes);

		if (n <= len && memcmp(s, marks[i].bytes, n) == 0) {
			*mark = marks[i].mark;
			return n;
		}
	}
	return 0;
}

/* Whether N digits behind MARK are of the number before it: what is no mark of decimals
 * stands between other things too. */
static bool
mark_joins(enum mark mark, size_t n)
{
	return mark == MARK_POINT || mark == MARK_COMMA ? n > 0 : n == 3;
}

static size_t
sign_at(const char *s, size_t len, bool *negative)
{
	size_t n = sizeof minus_sign - 1;

	*negative = true;
	if (len && *s == '-')
		return 1;
	if (len >= n && memcmp(s, minus_sign, n) == 0)
		return n;
	*negative = false;
	return len && *s == '+';
}

static bool
word_begins(const char *s, size_t len, const char *word)
{
	return len >= strlen(word) && strncasecmp(s, word, strlen(word)) == 0;
}

/* What stands where no digit does. */
static const char *
no_digits(const char *s, size_t len)
{
	if (word_begins(s, len, "nan") || word_begins(s, len, "inf") ||
	    word_begins(s, len, "\xE2\x88\x9E" /* U+221E */))
		return "is not a finite number";
	return "is not a number";
}

static bool
group_add(struct parts_of_number *p, const char *s, size_t n)
{
	if (p->ndigits + n > DIGITS_MAX)
		return false;
	memcpy(p->digits + p->ndigits, s, n);
	p->ndigits += n;
	p->group[p->nmarks] = n;
	return true;
}

/* Scan digits and marks; DECIMAL is the mark of decimals. 0: there are too many. */
static size_t
groups_scan(const char *s, size_t len, enum mark decimal, struct parts_of_number *p)
{
	size_t i = digits_at(s, len), step;
	enum mark mark;
	bool decimals = false;

	if (!group_add(p, s, i))
		return 0;
	while ((step = mark_at(s + i, len - i, &mark))) {
		size_t n = digits_at(s + i + step, len - i - step);

		if (!mark_joins(mark, n) || (decimals && mark > MARK_COMMA))
			break;
		if (p->nmarks == MARKS_MAX)
			return 0;
		p->mark[p->nmarks++] = mark;
		if (!group_add(p, s + i + step, n))
			return 0;
		decimals = decimals || mark == decimal;
		i += step + n;
	}
	/* A mark of decimals without any: the end of a sentence may be such a one too. */
	if (!decimals && p->ndigits && mark_at(s + i, len - i, &mark) && mark == decimal)
		i++;
	return i;
}

/* What is wrong with the marks of P when DECIMAL stands before decimals, or NULL; in *DECIMALS
 * how many digits are behind it. */
static const char *
marks_wrong(const struct parts_of_number *p, enum mark decimal, bool unsaid, size_t *decimals)
{
	enum mark other = decimal == MARK_POINT ? MARK_COMMA : MARK_POINT;
	const char *swapped = decimal == MARK_POINT
				  ? "has a decimal comma: say 'decimal: comma'"
				  : "has a decimal point, although 'decimal' is comma";
	size_t groups = p->nmarks, ndecimal = 0, nother = 0;

	*decimals = 0;
	for (size_t i = 0; i < p->nmarks; i++) {
		ndecimal += p->mark[i] == decimal;
		nother += p->mark[i] == other;
	}
	if (ndecimal > 1)
		return nother == 1 && p->mark[p->nmarks - 1] == other
			   ? swapped
			   : "has more than one decimal mark";
	if (ndecimal == 1 && p->mark[p->nmarks - 1] != decimal)
		return swapped;
	if (ndecimal == 1)
		*decimals = p->group[groups--];
	for (size_t i = 0; i < groups; i++)
		if (p->mark[i] != p->mark[0] || p->group[i + 1] != 3 || p->group[0] < 1 ||
		    p->group[0] > 3 || p->digits[0] == '0')
			return groups == 1 && nother == 1 && ndecimal == 0
				   ? swapped
				   : "has digits that are not grouped in threes";
	if (unsaid && groups == 1 && nother == 1 && ndecimal == 0)
		return "has a comma before thousands or before decimals: say 'decimal: point' or "
		       "'decimal: comma'";
	return NULL;
}

/* The exponent that S begins with: its length, 0 for none. */
static size_t
exponent_at(const char *s, size_t len)
{
	size_t i = 1, n;

	if (len == 0 || (*s != 'e' && *s != 'E'))
		return 0;
	i += i < len && (s[i] == '-' || s[i] == '+');
	n = digits_at(s + i, len - i);
	return n ? i + n : 0;
}

/* P and the N bytes of EXPONENT as one plain number. */
static const char *
value_of(const struct parts_of_number *p, size_t decimals, const char *exponent, size_t n,
    bool negative, double *v)
{
	char plain[DIGITS_MAX + EXPONENT_MAX + 4];
	size_t len = 0, whole = p->ndigits - decimals, zeros = 0;
	bool nothing = true;

	for (size_t i = 0; i < p->ndigits; i++)
		nothing = nothing && p->digits[i] == '0';
	while (zeros < whole && p->digits[zeros] == '0')
		zeros++;
	if (negative)
		plain[len++] = '-';
	if (zeros == whole)
		plain[len++] = '0';
	memcpy(plain + len, p->digits + zeros, whole - zeros);
	len += whole - zeros;
	if (decimals) {
		plain[len++] = '.';
		memcpy(plain + len, p->digits + whole, decimals);
		len += decimals;
	}
	if (n > EXPONENT_MAX)
		return "has an exponent that is too long";
	memcpy(plain + len, exponent, n);
	if (!number_parse(plain, len + n, v))
		return "is too large a number";
	if (*v == 0 && !nothing)
		return "is too small a number";
	return NULL;
}

size_t
printed_scan(const char *s, size_t len, enum decimal decimal, double *v, const char **why)
{
	enum mark mark = decimal == DECIMAL_COMMA ? MARK_COMMA : MARK_POINT;
	struct parts_of_number p = {.ndigits = 0};
	size_t i, end, exponent, decimals;
	bool negative;

	i = sign_at(s, len, &negative);
	if (len >= i + 3 && s[i] == '0' && (s[i + 1] == 'x' || s[i + 1] == 'X') &&
	    isxdigit((unsigned char)s[i + 2])) {
		*why = "is hexadecimal";
		return 0;
	}
	end = groups_scan(s + i, len - i, mark, &p);
	if (end == 0 || p.ndigits == 0) {
		*why = p.ndigits ? "has too many digits" : no_digits(s + i, len - i);
		return 0;
	}
	end += i;
	/* Only decimals may have no digit before them. */
	if (p.group[0] == 0 && p.mark[0] != mark) {
		*why = "is not a number";
		return 0;
	}
	exponent = exponent_at(s + end, len - end);
	*why = marks_wrong(&p, mark, decimal == DECIMAL_UNSAID, &decimals);
	if (!*why)
		*why = value_of(&p, decimals, s + end, exponent, negative, v);
	return *why ? 0 : end + exponent;
}

bool
printed_continues(const char *text, size_t len, size_t from, size_t to)
{
	const char *s = text + to;
	size_t left = len - to, step;
	enum mark mark;

	if (exponent_at(s, left) || digits_at(s, left))
		return true;
	if (left > 1 && to == from + 1 && text[from] == '0' && (*s == 'x' || *s == 'X'))
		return isxdigit((unsigned char)s[1]);
	if (left > 1 && *s == ':')
		return digits_at(s + 1, left - 1) == 2;
	step = mark_at(s, left, &mark);
	return step && mark_joins(mark, digits_at(s + step, left - step));
}

/* The mark that ends at byte FROM of TEXT, and its length; 0: none. */
static size_t
mark_before(const char *text, size_t from, enum mark *mark)
{
	for (size_t n = 1; n <= 3 && n <= from; n++)
		if (mark_at(text + from - n, n, mark) == n)
			return n;
	return 0;
}

/* Whether the exponent of a number stands open before byte FROM of TEXT: "1e" or "1.e-". */
static bool
exponent_open(const char *text, size_t from)
{
	if (from && (text[from - 1] == '-' || text[from - 1] == '+'))
		from--;
	return from >= 2 && (text[from - 1] == 'e' || text[from - 1] == 'E') &&
	       (isdigit((unsigned char)text[from - 2]) || text[from - 2] == '.');
}

/* Whether the sign before byte FROM of TEXT is one, and no hyphen. */
static bool
sign_before(const char *text, size_t from)
{
	size_t n = sizeof minus_sign - 1;

	if (from >= n && memcmp(text + from - n, minus_sign, n) == 0)
		return true;
	if (from == 0 || text[from - 1] != '-')
		return false;
	return from == 1 ||
	       (!isalnum((unsigned char)text[from - 2]) && !strchr("-_).]", text[from - 2]) &&
		   (unsigned char)text[from - 2] < 0x80);
}

/* Whether what begins at byte FROM of TEXT with a sign or a mark has a digit or an open exponent
 * right before it: the "-5" of "1e-5" and of "3-5", the ".5" of "1.5". */
static bool
joined_before(const char *text, size_t from)
{
	char before = text[from - 1];

	return isdigit((unsigned char)before) ||
	       ((before == 'e' || before == 'E') && exponent_open(text, from));
}

bool
printed_begun(const char *text, size_t from, size_t to)
{
	size_t n = digits_at(text + from, to - from), step;
	enum mark mark;

	if (from == 0 || from == to)
		return false;
	if (n == 0)
		return joined_before(text, from);
	if (isdigit((unsigned char)text[from - 1]) || exponent_open(text, from) ||
	    sign_before(text, from))
		return true;
	if (text[from - 1] == ':')
		return n == 2 && from >= 2 && isdigit((unsigned char)text[from - 2]);
	step = mark_before(text, from, &mark);
	if (!step)
		return false;
	if (from > step && isdigit((unsigned char)text[from - step - 1]))
		return mark_joins(mark, n);
	return mark == MARK_POINT && (from == 1 || strchr(" \t\n=([+-", text[from - 2]));
}
