#include "row_part.h"

#include <math.h>
#include <string.h>

#include "number.h"

const struct param *
params_keep(struct arena *a, const struct param *params, size_t n)
{
	struct param *copy = arena_array(a, n, sizeof *copy);

	for (size_t i = 0; i < n; i++)
		copy[i] = (struct param){arena_strdup(a, params[i].key),
		    arena_strdup(a, params[i].value), params[i].bare};
	return copy;
}

void
write_rounded(struct json_writer *w, const char *key, double v)
{
	json_number(w, key, isfinite(v) ? number_round(v, NUMBER_DIGITS) : NAN);
}

void
write_interval(struct json_writer *w, const char *key, double low, double high)
{
	if (!isfinite(low) || !isfinite(high)) {
		json_null(w, key);
		return;
	}
	json_array_begin(w, key);
	write_rounded(w, NULL, low);
	write_rounded(w, NULL, high);
	json_array_end(w);
}

void
write_params(struct json_writer *w, const struct param *params, size_t n)
{
	if (n == 0)
		return;
	json_object_begin(w, "params");
	for (size_t i = 0; i < n; i++) {
		if (params[i].bare)
			json_raw(w, params[i].key, params[i].value, strlen(params[i].value));
		else
			json_string(w, params[i].key, params[i].value);
	}
	json_object_end(w);
}

void
write_side(struct json_writer *w, const char *key, const struct results_head *head)
{
	json_object_begin(w, key);
	if (head->timestamp)
		json_string(w, "timestamp", head->timestamp);
	if (head->version)
		json_string(w, "version", head->version);
	if (head->environment)
		json_raw(w, "environment", head->environment, strlen(head->environment));
	json_object_end(w);
}
