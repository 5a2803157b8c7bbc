#include "database/duck_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/program_beside.h"
#include "base/util.h"

/* What to do when there is no library. */
#define LIBRARY_ADVICE                                                                             \
	"take " DUCK_LIBRARY_FILE " from DuckDB's releases ('make deps' brings it) and put it "    \
	"beside the tools, or name it in BENCH_DUCKDB"

/* A function of the library as an address, and where to put it. */
struct library_symbol {
	const char *name;
	size_t place;
};

static const struct library_symbol symbols[] = {
#define DUCK_FUNCTION(result, name, parameters) {"duckdb_" #name, offsetof(struct duck_api, name)},
    DUCK_FUNCTIONS(DUCK_FUNCTION)
#undef DUCK_FUNCTION
};

static void *
library_open(char **path)
{
	const char *named = getenv("BENCH_DUCKDB");
	void *library;

	if (named && *named) {
		*path = xstrdup(named);
		library = dlopen(named, RTLD_NOW | RTLD_LOCAL);
		if (!library)
			die("BENCH_DUCKDB: '%s' is not DuckDB's library: %s", named, dlerror());
		return library;
	}
	*path = file_beside(DUCK_LIBRARY_FILE);
	if (!*path)
		*path = xstrdup(DUCK_LIBRARY_FILE);
	library = dlopen(*path, RTLD_NOW | RTLD_LOCAL);
	if (!library && strchr(*path, '/'))
		die("'%s' is not DuckDB's library: %s", *path, dlerror());
	if (!library)
		die("DuckDB's library is not there: " LIBRARY_ADVICE);
	return library;
}

void
duck_library_load(struct duck_api *api)
{
	char *path;
	void *library = library_open(&path);

	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
		void *address = dlsym(library, symbols[i].name);

		if (!address)
			die("'%s' lacks the function '%s': DuckDB 1.2 or newer is expected", path,
			    symbols[i].name);
		/* POSIX has functions and objects share one kind of address. */
		memcpy((char *)api + symbols[i].place, &address, sizeof address);
	}
	free(path);
}

void
duck_library_check(void)
{
	struct duck_api api;

	duck_library_load(&api);
}
