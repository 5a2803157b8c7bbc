/* md_recommendation.h: a recommendation as Markdown. */
#ifndef MD_RECOMMENDATION_H
#define MD_RECOMMENDATION_H

#include "render/md.h"
#include "json/json_document.h"

/* Add D, which recommended_load() read. */
void md_recommendation(
    struct buf *b, const struct json_document *d, const struct md_options *options);

#endif
