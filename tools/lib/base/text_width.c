#include "base/text_width.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { JOINED_MOST = 8, JOINER = 0x200D };

struct code_range {
	uint32_t first, last;
};

/* Unicode 15, DerivedGeneralCategory.txt: Mn and Me, of the scripts in common use. */
static const struct code_range marks[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},
    {0x05BF, 0x05BF}, {0x05C1, 0x05C2}, {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8},
    {0x06EA, 0x06ED}, {0x0900, 0x0902}, {0x093A, 0x093A}, {0x093C, 0x093C}, {0x0941, 0x0948},
    {0x094D, 0x094D}, {0x0951, 0x0957}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {JOINER, JOINER}, {0x20D0, 0x20FF}, {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F},
    {0xE0100, 0xE01EF}};

/* Unicode 15, EastAsianWidth.txt: W and F. */
static const struct code_range wide[] = {{0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23EC},
    {0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F}, {0x26A1, 0x26A1},
    {0x26BD, 0x26BE}, {0x2705, 0x2705}, {0x2728, 0x2728}, {0x274C, 0x274C}, {0x2795, 0x2797},
    {0x2B50, 0x2B50}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0xA4CF},
    {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6}, {0x1F1E6, 0x1F1FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};

/* Hebrew to Arabic, their forms for presentation, and the old scripts of that part. */
static const struct code_range leftward[] = {
    {0x0590, 0x08FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFC}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}};

static bool
in_ranges(uint32_t code, const struct code_range *ranges, size_t n)
{
	for (size_t i = 0; i < n && ranges[i].first <= code; i++)
		if (code <= ranges[i].last)
			return true;
	return false;
}

#define IN(CODE, RANGES) in_ranges((CODE), (RANGES), sizeof(RANGES) / sizeof *(RANGES))

/* One of the letters of which two make a flag. */
static bool
is_flag(uint32_t code)
{
	return code >= 0x1F1E6 && code <= 0x1F1FF;
}

size_t
text_cluster(const char *s, size_t len, size_t *columns)
{
	size_t at = utf8_length(s, len), n;
	uint32_t code, before;

	*columns = 1;
	if (!at)
		return len > 0;
	before = utf8_code(s, at);
	*columns = IN(before, wide) ? 2 : 1;
	for (int joined = 0; joined < JOINED_MOST; joined++) {
		n = utf8_length(s + at, len - at);
		code = n ? utf8_code(s + at, n) : 0;
		if (!n || (!IN(code, marks) && before != JOINER &&
			      !(joined == 0 && is_flag(before) && is_flag(code))))
			break;
		before = code;
		at += n;
	}
	return at;
}

size_t
text_columns(const char *s)
{
	size_t sum = 0, len = strlen(s), columns;

	for (size_t at = 0; at < len; sum += columns)
		at += text_cluster(s + at, len - at, &columns);
	return sum;
}

bool
text_right_to_left(const char *s)
{
	for (const char *end = s + strlen(s); s < end;) {
		size_t n = utf8_length(s, (size_t)(end - s));

		if (n && IN(utf8_code(s, n), leftward))
			return true;
		s += n ? n : 1;
	}
	return false;
}
