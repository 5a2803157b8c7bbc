/* expression.h: '${{ ... }}' in the strings of a scenario. */
#ifndef EXPRESSION_H
#define EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/param.h"
#include "yaml/yaml_tree.h"

enum { EXPRESSION_MAX = 1 << 20 };         /* bytes that a string may grow to */
enum { EXPRESSION_MAX_ARENA = 128 << 20 }; /* bytes that a scenario may expand to */

/* What names may stand for. */
struct scope {
	const struct param *params; /* matrix.KEY */
	size_t nparams;
	char *const *env; /* env.NAME: "NAME=VALUE", ends in NULL; NULL: not allowed here */
};

/* Whether TEXT has an expression at all. */
bool expression_in(const char *text);

/* TEXT with every '${{ matrix.KEY }}', '${{ matrix['KEY'] }}', '${{ env.NAME }}'
 * and '${{ 'text' }}' replaced by what it stands for. NULL when one of them
 * means nothing: *ERROR then says why. The caller owns both. */
char *expression_expand(const char *text, const struct scope *scope, char **error);

/* TEXT, which comes from NODE, with its expressions replaced; made in ARENA,
 * which may not grow over EXPRESSION_MAX_ARENA. */
char *expression_expand_node(
    const struct yaml_node *node, const char *text, const struct scope *scope, struct arena *arena);

#endif
