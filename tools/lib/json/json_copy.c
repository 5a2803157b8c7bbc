#include "json/json_copy.h"

#include <string.h>

void
json_copy(struct json_writer *out, const char *key, const struct json_at *at)
{
	const char *text = json_as_text(at);

	if (json_kind(at) == JSON_STRING)
		json_string(out, key, text);
	else
		json_raw(out, key, text, strlen(text));
}
