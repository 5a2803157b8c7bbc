/* duck_query_parts.h: what a statement consists of, for the modules that run it and read its rows.
 */
#ifndef DUCK_QUERY_PARTS_H
#define DUCK_QUERY_PARTS_H

#include "database/duck_api.h"
#include "database/duck_query.h"

struct duck_query {
	struct duck *database;
	const struct duck_api *api;
	struct duck_statement *statement;
	bool *bound;
	uint64_t parameters;
	struct duck_result result;
	bool running;
	struct duck_type **types; /* of the columns, when rows are there */
	char **names;             /* of the columns */
	size_t columns;
	struct duck_chunk *chunk;
	uint64_t row, rows; /* of the chunk */
};

#endif
