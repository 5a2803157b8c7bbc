/* json_copy.h: values of a document written into another one as they are. */
#ifndef JSON_COPY_H
#define JSON_COPY_H

#include "json/json_document.h"
#include "json/json_writer.h"

/* Write the value AT, which is there, under KEY (NULL: in an array). */
void json_copy(struct json_writer *out, const char *key, const struct json_at *at);

#endif
