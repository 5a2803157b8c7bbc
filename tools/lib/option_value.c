#include "option_value.h"

#include <stdlib.h>
#include <string.h>

#include "case_env.h"
#include "number.h"
#include "scenario.h"
#include "utf8.h"
#include "util.h"

double
duration_option(const char *what, const char *s)
{
	double v;

	if (!duration_parse(s, &v) || v <= 0 || v > 1e7)
		die_usage("'%s': %s must be a time such as 500ms, 20s or 15m", s, what);
	return v;
}

const char *
name_option(const char *s)
{
	size_t n;

	if (!*s || strlen(s) > SCENARIO_MAX_NAME)
		die_usage("'%s': a name has 1 to %d bytes", s, SCENARIO_MAX_NAME);
	for (const char *p = s; *p; p += n) {
		n = utf8_length(p, strnlen(p, 4));
		if (n == 0 || (unsigned char)*p < ' ' || *p == 127)
			die_usage("'%s': a name is one line of UTF-8 text", s);
	}
	return s;
}

char *
variable_option(char *s)
{
	char *name = xstrndup(s, strcspn(s, "="));

	if (!env_name_ok(name))
		die_usage("'%s': a variable is NAME or NAME=VALUE, of letters, digits and '_'", s);
	free(name);
	return s;
}
