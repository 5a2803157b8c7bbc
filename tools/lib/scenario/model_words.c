#include "scenario/model_words.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/util.h"
#include "weights/weights.h"
#include "yaml/yaml_field.h"

/* What of the model W the expression of LEN bytes at S asks for, or NULL. */
static const char *
model_word(const struct weights *w, const char *s, size_t len)
{
	while (len && *s == ' ') {
		s++;
		len--;
	}
	while (len && s[len - 1] == ' ')
		len--;
	if (len == strlen("model.family") && memcmp(s, "model.family", len) == 0)
		return family_word(w->family);
	if (len == strlen("model.size") && memcmp(s, "model.size", len) == 0)
		return weights_size_class(w->parameters);
	return NULL;
}

static struct weights *
model_open(const struct yaml_node *node, const char *what, const struct yaml_node *path)
{
	struct weights *w = xcalloc(1, sizeof *w);
	struct stat st;

	if (!path)
		yaml_die(node, "'%s' with an expression needs 'model' in 'defaults'", what);
	field_text(path, "model");
	if (stat(path->text, &st) != 0 || !S_ISREG(st.st_mode))
		yaml_die(path, "'%s' needs the model '%s', which is not there", what, path->text);
	weights_read(w, path->text);
	weights_end(w);
	if (w->family == FAMILY_UNKNOWN)
		yaml_die(
		    path, "the family of '%s' is not known: '%s' must be a path", path->text, what);
	return w;
}

const char *
model_words(const struct yaml_node *node, const char *what, const struct yaml_node *path,
    struct arena *arena)
{
	const char *text = field_text(node, what), *from = text, *at, *end, *word;
	struct weights *w;
	struct buf b = BUF_INIT;

	if (!strstr(text, "${{"))
		return text;
	w = model_open(node, what, path);
	while ((at = strstr(from, "${{"))) {
		end = strstr(at, "}}");
		word = end ? model_word(w, at + 3, (size_t)(end - at - 3)) : NULL;
		if (!word)
			yaml_die(node,
			    "'%s' can have '${{ model.family }}' and '${{ model.size }}' alone",
			    what);
		buf_add(&b, from, (size_t)(at - from));
		buf_str(&b, word);
		from = end + 2;
	}
	buf_str(&b, from);
	text = arena_strdup(arena, b.s);
	buf_free(&b);
	free(w);
	return text;
}
