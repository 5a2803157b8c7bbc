/* config.json beside a model, as Hugging Face's libraries write it. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/util.h"
#include "weights/weights_parts.h"
#include "json/json_document.h"

enum { CONFIG_MAX = 4 << 20 };

/* The text of member KEY of ROOT, or NULL when it is no string. */
static const char *
string_at(const struct json_at *root, const char *key)
{
	struct json_at at = json_member(root, key);

	return json_kind(&at) == JSON_STRING ? json_as_text(&at) : NULL;
}

/* Whether ROOT says how many experts there are, and that is more than one. */
static bool
has_experts(const struct json_at *root)
{
	static const char *const keys[] = {
	    "num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct json_at at = json_member(root, keys[i]);

		if (json_kind(&at) == JSON_NUMBER && json_as_number(&at) > 1)
			return true;
	}
	return false;
}

static void
config_take(struct weights *w, const struct json_at *root)
{
	struct json_at list = json_member(root, "architectures");
	const char *type = string_at(root, "model_type"), *class = string_at(root, "_class_name");
	bool experts = has_experts(root);

	if (json_kind(&list) == JSON_ARRAY && json_length(&list) > 0) {
		struct json_at at = json_element(&list, 0);

		if (json_kind(&at) == JSON_STRING)
			weights_architecture(w, json_as_text(&at), "config.json", experts);
	}
	if (class && string_at(root, "_diffusers_version"))
		weights_architecture(w, class, "config.json", false);
	if (type)
		weights_architecture(w, type, "config.json", experts);
}

void
model_config_read(struct weights *w, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *config = xasprintf("%.*sconfig.json", slash ? (int)(slash - path + 1) : 0, path);
	struct json_document *d;
	struct json_at root;
	struct stat st;

	if (stat(config, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= CONFIG_MAX) {
		d = json_document_load(config);
		root = json_root(d);
		if (json_kind(&root) == JSON_OBJECT)
			config_take(w, &root);
		json_document_free(d);
	}
	free(config);
}
