#include "json/json_path.h"

#include <ctype.h>
#include <json-c/json.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64 };

/* One step of a path. */
struct step {
	enum { STEP_KEY, STEP_INDEX, STEP_EACH, STEP_END, STEP_BAD } kind;
	char *key; /* STEP_KEY; owned */
	size_t index;
};

static char *
key_copy(const char *from, const char *to)
{
	return xstrndup(from, (size_t)(to - from));
}

/* Read the step at *P and move behind it; FIRST: at the path's begin. */
static struct step
step_next(const char **p, bool first)
{
	struct step s = {STEP_BAD, NULL, 0};
	const char *q = *p, *end;

	if (!*q || (first && strcmp(q, ".") == 0)) {
		s.kind = STEP_END;
		return s;
	}
	if (*q == '.' && q[1] == '[' && first)
		q++;
	if (*q == '.' && (isalpha((unsigned char)q[1]) || q[1] == '_')) {
		for (end = ++q; isalnum((unsigned char)*end) || *end == '_'; end++)
			continue;
		s.kind = STEP_KEY;
	} else if ((*q == '[' || *q == '.') && q[*q == '['] == '"') {
		bool bracket = *q == '[';

		q += 2;
		end = strchr(q, '"');
		if (!end || (bracket && end[1] != ']'))
			return s;
		s.kind = STEP_KEY;
		*p = end + 1 + bracket;
		s.key = key_copy(q, end);
		return s;
	} else if (*q == '[' && q[1] == ']') {
		s.kind = STEP_EACH;
		end = q + 2;
	} else if (*q == '[' && isdigit((unsigned char)q[1])) {
		unsigned long index = strtoul(q + 1, (char **)&end, 10);

		if (*end++ != ']' || index > INT_MAX)
			return s;
		s.kind = STEP_INDEX;
		s.index = index;
	} else {
		return s;
	}
	if (s.kind == STEP_KEY)
		s.key = key_copy(q, end);
	*p = end;
	return s;
}

bool
json_path_check(const char *path, struct buf *why)
{
	const char *p = path;
	bool first = true;

	if (*path != '.') {
		buf_printf(why, "a JSON path starts with '.', as in '.%s'", path);
		return false;
	}
	for (;; first = false) {
		struct step s = step_next(&p, first);

		free(s.key);
		if (s.kind == STEP_END)
			return true;
		if (s.kind == STEP_BAD) {
			buf_printf(why,
			    "'%s' is not a step of a JSON path (.key, [\"key\"], [0] or [])", p);
			return false;
		}
	}
}

struct numbers {
	double *v;
	size_t n, cap;
};

static bool
walk(json_object *o, const char *path, bool first, struct numbers *found, struct buf *why)
{
	struct step s = step_next(&path, first);
	json_object *child = NULL;
	bool ok = true;

	switch (s.kind) {
	case STEP_END:
		if (!json_object_is_type(o, json_type_double) &&
		    !json_object_is_type(o, json_type_int)) {
			buf_printf(why, "its value is not a number but %s",
			    json_type_to_name(json_object_get_type(o)));
			return false;
		}
		found->v = xgrow(found->v, found->n, &found->cap, sizeof *found->v);
		found->v[found->n++] = json_object_get_double(o);
		return true;
	case STEP_KEY:
		if (json_object_is_type(o, json_type_object) &&
		    json_object_object_get_ex(o, s.key, &child))
			ok = walk(child, path, false, found, why);
		break;
	case STEP_INDEX:
		if (json_object_is_type(o, json_type_array) &&
		    s.index < json_object_array_length(o))
			ok = walk(json_object_array_get_idx(o, s.index), path, false, found, why);
		break;
	case STEP_EACH:
		if (json_object_is_type(o, json_type_array))
			for (size_t i = 0; ok && i < json_object_array_length(o); i++)
				ok = walk(json_object_array_get_idx(o, i), path, false, found, why);
		break;
	case STEP_BAD: break;
	}
	free(s.key);
	return ok;
}

static json_object *
path_parse(const char *text, size_t len)
{
	json_tokener *tok = json_tokener_new_ex(DEPTH_MAX);
	json_object *o = NULL;

	if (!tok)
		die("cannot allocate a JSON parser");
	if (len <= INT_MAX) {
		o = json_tokener_parse_ex(tok, text, (int)len);
		/* The parser waits for more digits after a bare number at the end. */
		if (!o && json_tokener_get_error(tok) == json_tokener_continue)
			o = json_tokener_parse_ex(tok, "", 1);
		else if (o && strspn(text + json_tokener_get_parse_end(tok), " \t\r\n") <
				  len - json_tokener_get_parse_end(tok)) {
			json_object_put(o);
			o = NULL;
		}
	}
	json_tokener_free(tok);
	return o;
}

/* A program may print other lines before its JSON: the last line that is JSON counts. */
static json_object *
parse_last_line(const char *text, size_t len)
{
	while (len > 0) {
		size_t end = len, start;

		while (end > 0 && isspace((unsigned char)text[end - 1]))
			end--;
		for (start = end; start > 0 && text[start - 1] != '\n'; start--)
			continue;
		if (end > start && strchr("{[", text[start])) {
			json_object *o = path_parse(text + start, end - start);

			if (o)
				return o;
		}
		len = start ? start - 1 : 0;
	}
	return NULL;
}

bool
json_path_values(
    const char *text, size_t len, const char *path, double **v, size_t *n, struct buf *why)
{
	struct numbers found = {NULL, 0, 0};
	json_object *root = path_parse(text, len);
	bool ok;

	*v = NULL;
	*n = 0;
	if (!root)
		root = parse_last_line(text, len);
	if (!root) {
		buf_str(why, "there is no JSON to read");
		return false;
	}
	ok = walk(root, path, true, &found, why);
	json_object_put(root);
	if (!ok) {
		free(found.v);
		return false;
	}
	*v = found.v;
	*n = found.n;
	return true;
}
