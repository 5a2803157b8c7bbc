#include "scenario/plan_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/util.h"
#include "scenario/plan_parse.h"
#include "scenario/scenario.h"
#include "json/json_bounds.h"

/* A plan begins with '{' as a YAML flow mapping may, but it has a schema. */
static bool
is_document(const char *text)
{
	const char *s = text + strspn(text, " \t\r\n");

	if (*s != '{')
		return false;
	while ((s = strstr(s, "\"schema\""))) {
		s += strlen("\"schema\"");
		s += strspn(s, " \t\r\n");
		if (*s == ':' && strncmp(s + 1 + strspn(s + 1, " \t\r\n"), "\"benchpipe/", 11) == 0)
			return true;
	}
	return false;
}

struct plan *
plan_of_text(const char *text, size_t len, const char *file)
{
	return is_document(text) ? plan_parse(text, len, input_name(file))
				 : scenario_parse(text, len, file);
}

struct plan *
plan_load(const char *path)
{
	const char *name = input_name(path);
	FILE *f = input_open(path);
	size_t limit = YAML_MAX_BYTES, n;
	struct buf b = BUF_INIT;
	struct plan *plan;

	do {
		n = fread(buf_room(&b, 65536), 1, 65536, f);
		b.len += n;
		if (b.len > n) /* only the first block tells what it is */
			continue;
		b.s[b.len] = '\0';
		if (b.s[strspn(b.s, " \t\r\n")] == '{')
			limit = JSON_BYTES_MAX;
	} while (n > 0 && b.len <= limit);
	if (ferror(f))
		die("cannot read '%s':", name);
	input_close(f);
	buf_str(&b, "");
	plan = plan_of_text(b.s, b.len, input_is_standard(path) ? NULL : path);
	buf_free(&b);
	return plan;
}
