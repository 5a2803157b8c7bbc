/* db_options.h: what bench-db is told to do. */
#ifndef DB_OPTIONS_H
#define DB_OPTIONS_H

#include "base/option.h"
#include "database/catalog.h"
#include "database/catalog_series.h"

enum db_command {
	DB_ADD,
	DB_UPDATE,
	DB_QUERY,
	DB_SERIES,
	DB_EXPORT,
	DB_COMPACT,
	DB_PRUNE,
	DB_REBUILD,
	DB_NCOMMANDS
};

struct db_options {
	struct catalog_place place;
	struct catalog_choice choice;
	struct option_list values;
	const char *aliases, *part, *before, *output;
	int format, color;
	size_t keep;
	bool files_only, dry;
};

/* Read ARGV: the command, its options into O (strings borrowed; place.database is NULL when it is
 * not given, format -1), and what else stands there into OPERANDS. Dies of usage. */
enum db_command db_options_read(
    struct db_options *o, struct operands *operands, int argc, char **argv);

#endif
