/* metric.h: the words of measuring: metrics, their directions, kinds. */
#ifndef METRIC_H
#define METRIC_H

#include <stdbool.h>
#include <stddef.h>

enum better { BETTER_LOWER, BETTER_HIGHER };

enum kind { KIND_REGRESSION, KIND_EXPLORATORY };

/* A metric that bench-run measures without being told how. */
struct metric_builtin {
	const char *name, *unit;
	enum better better;
	bool gate;       /* gates unless the scenario says otherwise */
	bool always;     /* recorded even when the scenario does not name it */
	bool diagnostic; /* explains a result; compared only when asked for by name */
	const char *help;
};

/* The table, ended by an entry whose name is NULL. */
const struct metric_builtin *metric_builtins(void);
/* The entry called NAME, or NULL. */
const struct metric_builtin *metric_builtin(const char *name);

/* "lower", "higher"; "regression", "exploratory": by their enums, ended by NULL. */
extern const char *const better_words[3], *const kind_words[3];
/* The parsers return false, with *V untouched, for any other word. */
const char *better_name(enum better better);
bool better_parse(const char *s, enum better *v);
const char *kind_name(enum kind kind);
bool kind_parse(const char *s, enum kind *v);

#endif
