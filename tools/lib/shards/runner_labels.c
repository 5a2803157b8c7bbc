#include "shards/runner_labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"

void
runner_labels_take(const struct option_row *row, char *value)
{
	const char *equals = strchr(value, '='), *labels = equals ? equals + 1 : value;

	if (!*labels || equals == value || strchr(labels, '='))
		option_die(row, value, "LABEL[,LABEL] or WORD=LABEL[,LABEL]");
	option_list(row, value);
}

/* The labels that LIST gives to the LEN bytes of WORD, the last time; NULL: none. */
static const char *
labels_of(const struct option_list *list, const char *word, size_t len)
{
	const char *found = NULL;

	for (size_t i = 0; i < list->n; i++) {
		const char *equals = strchr(list->at[i], '=');

		if (equals ? len == (size_t)(equals - list->at[i]) &&
				 strncmp(word, list->at[i], len) == 0
			   : len == 0)
			found = equals ? equals + 1 : list->at[i];
	}
	return found;
}

/* Write each of the words of TEXT, with commas between, that is not in SEEN yet. */
static void
labels_write(struct json_writer *w, const char *text, size_t len, struct word_set *seen)
{
	for (size_t n; len > 0; text += n + (len > n), len -= n + (len > n)) {
		const char *comma = memchr(text, ',', len);
		char *label;

		n = comma ? (size_t)(comma - text) : len;
		label = xstrndup(text, n);
		if (n > 0 && !intern_find(seen, label)) {
			intern_word(seen, label);
			json_string(w, NULL, label);
		}
		free(label);
	}
}

void
runner_labels_write(
    struct json_writer *w, const char *key, const char *machine, const struct option_list *list)
{
	static const char own[] = "self-hosted";
	const char *labels = labels_of(list, "", 0);
	struct word_set *seen = intern_new();

	json_array_begin(w, key);
	if (!*machine) {
		labels = labels ? labels : "ubuntu-latest";
		labels_write(w, labels, strlen(labels), seen);
	}
	for (size_t n; *machine; machine += n + (machine[n] == ',')) {
		n = strcspn(machine, ",");
		labels = labels_of(list, machine, n);
		if (!labels)
			labels_write(w, own, strlen(own), seen);
		labels_write(w, labels ? labels : machine, labels ? strlen(labels) : n, seen);
	}
	json_array_end(w);
	intern_free(seen);
}
