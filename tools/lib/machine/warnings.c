#include "machine/warnings.h"

#include <stdlib.h>

#include "base/util.h"

void
warnings_add(struct warnings *w, const char *code, char *message, const char *advice)
{
	w->at = xreallocarray(w->at, w->n + 1, sizeof *w->at);
	w->at[w->n++] = (struct warning){code, message, advice};
}

void
warnings_free(struct warnings *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->at[i].message);
	free(w->at);
	*w = (struct warnings){NULL, 0};
}

void
warnings_write(const struct warnings *w, struct json_writer *json, const char *key)
{
	json_array_begin(json, key);
	for (size_t i = 0; i < w->n; i++) {
		json_object_begin(json, NULL);
		json_string(json, "code", w->at[i].code);
		json_string(json, "message", w->at[i].message);
		json_object_end(json);
	}
	json_array_end(json);
}
