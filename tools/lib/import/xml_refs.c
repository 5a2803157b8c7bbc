#include "import/xml_refs.h"

#include <stdlib.h>

#include "base/intern.h"
#include "base/util.h"

enum { REFS_BYTES = 256 << 20 };

struct xml_refs {
	struct word_set *ids;
	char **texts; /* by the index of the id */
	size_t n, cap;
	size_t bytes;
};

struct xml_refs *
xml_refs_new(void)
{
	struct xml_refs *refs = xcalloc(1, sizeof *refs);

	refs->ids = intern_new();
	return refs;
}

void
xml_refs_free(struct xml_refs *refs)
{
	if (!refs)
		return;
	for (size_t i = 0; i < refs->n; i++)
		free(refs->texts[i]);
	free(refs->texts);
	intern_free(refs->ids);
	free(refs);
}

bool
xml_refs_keep(struct xml_refs *refs, const char *id, const char *text, size_t len)
{
	size_t i = intern_word(refs->ids, id)->index;

	refs->bytes += len + 64;
	if (refs->bytes > REFS_BYTES)
		return false;
	if (i == refs->n) {
		refs->texts = xgrow(refs->texts, refs->n, &refs->cap, sizeof *refs->texts);
		refs->texts[refs->n++] = NULL;
	}
	free(refs->texts[i]);
	refs->texts[i] = xstrndup(text, len);
	return true;
}

const char *
xml_refs_find(const struct xml_refs *refs, const char *id)
{
	const struct word *word = intern_find(refs->ids, id);

	return word ? refs->texts[word->index] : NULL;
}
