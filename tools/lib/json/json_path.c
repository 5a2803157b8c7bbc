#include "json/json_path.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "json/json_bounds.h"

/* Read the quoted key at *P, and move behind its closing quote. */
static bool
key_quoted(const char **p, struct json_step *step)
{
	struct buf key = BUF_INIT;
	const char *q = *p + 1;

	for (; *q && *q != '"'; q++) {
		if (*q == '\\') {
			q++;
			if (*q != '"' && *q != '\\')
				break;
		}
		buf_char(&key, *q);
	}
	if (*q != '"') {
		buf_free(&key);
		return false;
	}
	*p = q + 1;
	step->kind = STEP_KEY;
	step->len = key.len;
	step->key = buf_take(&key);
	return true;
}

static bool
key_plain(const char **p, struct json_step *step)
{
	const char *end = *p;

	while (isalnum((unsigned char)*end) || *end == '_')
		end++;
	step->kind = STEP_KEY;
	step->len = (size_t)(end - *p);
	step->key = xstrndup(*p, step->len);
	*p = end;
	return true;
}

/* Read what stands in the brackets that *P is in, and move behind them. */
static bool
step_bracketed(const char **p, struct json_step *step)
{
	unsigned long index;
	char *end;

	if (**p == '"') {
		if (!key_quoted(p, step))
			return false;
	} else if (**p == ']') {
		step->kind = STEP_EACH;
	} else if (isdigit((unsigned char)**p)) {
		index = strtoul(*p, &end, 10);
		if (index > INT_MAX)
			return false;
		step->kind = STEP_INDEX;
		step->index = index;
		*p = end;
	} else {
		return false;
	}
	return *(*p)++ == ']';
}

/* Read the step at *P and move behind it. */
static bool
step_read(const char **p, struct json_step *step)
{
	const char *q = *p;
	bool ok = false;

	*step = (struct json_step){.kind = STEP_EACH};
	if (*q == '.' && q[1] == '[')
		q++;
	if (*q == '[') {
		q++;
		ok = step_bracketed(&q, step);
	} else if (*q == '.' && q[1] == '"') {
		q++;
		ok = key_quoted(&q, step);
	} else if (*q == '.' && (isalpha((unsigned char)q[1]) || q[1] == '_')) {
		q++;
		ok = key_plain(&q, step);
	}
	if (ok)
		*p = q;
	return ok;
}

bool
json_path_read(struct json_path *p, const char *text, struct buf *why)
{
	const char *at = text;
	size_t cap = 0;

	*p = (struct json_path){NULL, 0};
	if (*text != '.') {
		buf_printf(why, "a JSON path starts with '.', as in '.%s'", text);
		return false;
	}
	if (!text[1])
		return true;
	while (*at && p->n < JSON_DEPTH_MAX) {
		p->steps = xgrow(p->steps, p->n, &cap, sizeof *p->steps);
		if (!step_read(&at, &p->steps[p->n++])) {
			buf_printf(why,
			    "'%s' is not a step of a JSON path (.key, .\"key\", [\"key\"], [0] or "
			    "[])",
			    at);
			json_path_free(p);
			return false;
		}
	}
	if (*at) {
		buf_printf(why, "a JSON path has at most %d steps", JSON_DEPTH_MAX);
		json_path_free(p);
		return false;
	}
	return true;
}

void
json_path_free(struct json_path *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->steps[i].key);
	free(p->steps);
	*p = (struct json_path){NULL, 0};
}

bool
json_path_check(const char *text, struct buf *why)
{
	struct json_path p;
	bool ok = json_path_read(&p, text, why);

	json_path_free(&p);
	return ok;
}
