/* case_model.h: what the model of a case, and the compatibility map, say of it. */
#ifndef CASE_MODEL_H
#define CASE_MODEL_H

#include "base/arena.h"
#include "scenario/plan.h"
#include "yaml/yaml_tree.h"

struct case_models;

/* FILE: the value of the scenario's 'compatibility', or NULL. The caller owns the result. */
struct case_models *case_models_new(const struct yaml_node *file);
void case_models_free(struct case_models *m);

/* Set the labels of C, and its skip and replacement, by MODEL, the path of its model, NULL: none is
 * given, but a parameter 'model' may name one. A model that is not there tells nothing; dies when
 * it is no model, or the map is none. */
void case_model_check(
    struct case_models *m, const char *model, struct plan_case *c, struct arena *arena);

#endif
