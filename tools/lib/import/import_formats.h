/* import_formats.h: the formats that came with the tools: the jq files beside them. */
#ifndef IMPORT_FORMATS_H
#define IMPORT_FORMATS_H

#include "import/import_format.h"

/* By name. */
struct import_formats {
	struct import_format **at;
	size_t n, cap;
};
/* Read all of them. Dies when they are missing, or one is wrong. ALL owns them. */
void import_formats_load(struct import_formats *all);
void import_formats_free(struct import_formats *all);
/* The one called NAME, or that NAME is another name of; or NULL. */
const struct import_format *import_formats_find(const struct import_formats *all, const char *name);

#endif
