#include "model/param.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static int
param_order(const void *a, const void *b)
{
	return strcmp(((const struct param *)a)->key, ((const struct param *)b)->key);
}

void
params_sort(struct param *params, size_t n)
{
	size_t i = 1;

	while (i < n && param_order(&params[i - 1], &params[i]) <= 0)
		i++;
	if (i < n)
		qsort(params, n, sizeof *params, param_order);
}

char *
param_case_id(const char *name, struct param *params, size_t n)
{
	struct buf b = BUF_INIT;

	params_sort(params, n);
	buf_str(&b, name);
	for (size_t i = 0; i < n; i++) {
		buf_char(&b, i ? ',' : '/');
		buf_str(&b, params[i].key);
		buf_char(&b, '=');
		buf_str(&b, params[i].value);
	}
	return buf_take(&b);
}

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
params_write(struct json_writer *w, const struct param *params, size_t n)
{
	json_object_begin(w, "params");
	for (size_t i = 0; i < n; i++) {
		if (params[i].bare)
			json_raw(w, params[i].key, params[i].value, strlen(params[i].value));
		else
			json_string(w, params[i].key, params[i].value);
	}
	json_object_end(w);
}
