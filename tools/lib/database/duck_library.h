/* duck_library.h: finds and opens DuckDB's library. */
#ifndef DUCK_LIBRARY_H
#define DUCK_LIBRARY_H

#include "database/duck_api.h"

#define DUCK_LIBRARY_FILE "libduckdb.so"

/* Fill API with the functions of DuckDB's library: that which environment variable BENCH_DUCKDB
 * names; else libduckdb.so beside the program that runs; else that of the system. Dies, with what
 * to do, when there is none, or when it lacks a function. The library stays open. */
void duck_library_load(struct duck_api *api);
/* Die as above before anything is done that needs the library later. */
void duck_library_check(void);

#endif
