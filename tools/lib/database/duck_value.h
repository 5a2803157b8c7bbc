/* duck_value.h: one value of one of DuckDB's vectors. */
#ifndef DUCK_VALUE_H
#define DUCK_VALUE_H

#include "database/duck_api.h"
#include "json/json_writer.h"

/* Whether row I of VECTOR is NULL. */
bool duck_vector_null(const struct duck_api *api, struct duck_vector *vector, uint64_t i);
/* The LEN bytes of string S, which are borrowed from it. */
const char *duck_string_bytes(const union duck_string *s, size_t *len);
/* Whether duck_vector_write() knows TYPE; what it does not know is to be cast to text. */
bool duck_type_known(const struct duck_api *api, struct duck_type *type);
bool duck_type_numeric(const struct duck_api *api, struct duck_type *type);
/* Write row I of VECTOR, which has TYPE. */
void duck_vector_write(const struct duck_api *api, struct duck_vector *vector,
    struct duck_type *type, uint64_t i, struct json_writer *w, const char *key);

#endif
