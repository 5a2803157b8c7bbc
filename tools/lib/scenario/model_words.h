/* model_words.h: what a scenario's model says of itself, in the path of what it extends. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include "base/arena.h"
#include "yaml/yaml_tree.h"

/* The text of NODE, the value of WHAT, with '${{ model.family }}' and '${{ model.size }}' replaced
 * by what the header of the file PATH says; PATH is the value of 'model' in the defaults of the
 * scenario, or NULL. Made in ARENA. Dies with the place of NODE when there is no model, or its
 * family is not known, or the expression is another. */
const char *model_words(const struct yaml_node *node, const char *what,
    const struct yaml_node *path, struct arena *arena);

#endif
