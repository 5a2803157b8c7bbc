#include "count_option.h"

#include "number.h"
#include "util.h"

size_t
count_option(const char *what, const char *s, size_t least, size_t most)
{
	size_t v;

	if (!count_parse(s, &v) || v < least || v > most)
		die_usage("'%s': %s must be a whole number from %zu to %zu", s, what, least, most);
	return v;
}
