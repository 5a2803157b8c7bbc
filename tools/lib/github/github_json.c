#include "github/github_json.h"

#include <string.h>

#include <json-c/json.h>

#include "base/util.h"
#include "json/json_room.h"

enum { DEPTH = 32 };

static struct json_object *
object_of(const struct github_json *j)
{
	return (struct json_object *)j;
}

struct github_json *
github_json_parse(const char *text, size_t len)
{
	struct json_tokener *tok = json_tokener_new_ex(DEPTH);
	struct json_object *root;

	if (!tok)
		die_memory();
	if (len > INT32_MAX) {
		json_tokener_free(tok);
		return NULL;
	}
	json_room(text, len);
	root = json_tokener_parse_ex(tok, text, (int)len);
	if (json_tokener_get_error(tok) != json_tokener_success) {
		json_object_put(root);
		root = NULL;
	}
	json_tokener_free(tok);
	return (struct github_json *)root;
}

void
github_json_free(struct github_json *j)
{
	json_object_put(object_of(j));
}

size_t
github_json_length(const struct github_json *j)
{
	if (!json_object_is_type(object_of(j), json_type_array))
		return 0;
	return json_object_array_length(object_of(j));
}

const struct github_json *
github_json_element(const struct github_json *j, size_t i)
{
	if (i >= github_json_length(j))
		return NULL;
	return (const struct github_json *)json_object_array_get_idx(object_of(j), i);
}

static struct json_object *
member_find(const struct github_json *j, const char *path)
{
	struct json_object *o = object_of(j);
	char key[64];

	while (*path) {
		size_t n = strcspn(path, ".");

		if (n >= sizeof key || !json_object_is_type(o, json_type_object))
			return NULL;
		memcpy(key, path, n);
		key[n] = '\0';
		o = json_object_object_get(o, key);
		path += n + (path[n] == '.');
	}
	return o;
}

const char *
github_json_string(const struct github_json *j, const char *path)
{
	struct json_object *o = member_find(j, path);

	return json_object_is_type(o, json_type_string) ? json_object_get_string(o) : NULL;
}

uint64_t
github_json_id(const struct github_json *j, const char *path)
{
	struct json_object *o = member_find(j, path);
	int64_t id = json_object_is_type(o, json_type_int) ? json_object_get_int64(o) : 0;

	return id > 0 ? (uint64_t)id : 0;
}
