/* recommendation_write.h: rankings as a document (schemas/recommendation.json). */
#ifndef RECOMMENDATION_WRITE_H
#define RECOMMENDATION_WRITE_H

#include "recommend/ranking.h"
#include "json/json_writer.h"

/* Write K, made of a document with HEAD, by W. */
void recommendation_write(
    struct json_writer *w, const struct rankings *k, const struct results_head *head);

/* How many rankings of K came to CHOICE. */
size_t rankings_count(const struct rankings *k, enum choice choice);

#endif
