#include "database/catalog.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"
#include "database/catalog_schema.h"

static struct duck_options
options_of(const struct catalog_place *place)
{
	return (struct duck_options){
	    .path = place->database, .memory = place->memory, .wait = place->wait};
}

struct duck *
catalog_read(const struct catalog_place *place, bool confined)
{
	struct duck_options options = options_of(place);
	struct duck *d;

	options.read_only = true;
	options.confined = confined;
	if (access(place->database, F_OK) != 0 && errno == ENOENT)
		die("'%s' is not there: 'bench-db rebuild' makes it from the history",
		    place->database);
	d = duck_open(&options);
	if (!catalog_schema_is(d))
		die("'%s' is no index of this version: make it anew with 'bench-db rebuild'",
		    place->database);
	return d;
}

struct duck *
catalog_write(const struct catalog_place *place)
{
	struct duck_options options = options_of(place);
	struct duck *d = duck_open(&options);

	catalog_schema_make(d);
	return d;
}

/* Remove what is called PATH followed by END, which may be absent. */
static void
leftover_remove(const char *path, const char *end)
{
	char *name = xasprintf("%s%s", path, end);

	if (unlink(name) != 0 && errno != ENOENT)
		die("'%s' cannot be removed:", name);
	free(name);
}

/* The index that is there, open so that nobody else has it, and all of it in one file; or NULL. */
static struct duck *
old_hold(const struct catalog_place *place)
{
	struct duck_options options = options_of(place);
	struct duck *old;

	if (access(place->database, F_OK) != 0)
		return NULL;
	old = duck_open_probe(&options);
	if (old)
		duck_run(old, "CHECKPOINT");
	return old;
}

struct catalog_filled
catalog_rebuild(const struct catalog_place *place, const struct catalog_names *names)
{
	struct duck *old = old_hold(place), *new;
	char *path = xasprintf("%s.new", place->database);
	struct catalog_place beside = *place;
	struct catalog_filled filled;

	leftover_remove(path, "");
	leftover_remove(path, ".wal");
	beside.database = path;
	new = catalog_write(&beside);
	filled = catalog_fill(new, place->history, names);
	duck_close(new); /* which puts all of it into the one file */
	leftover_remove(place->database, ".wal");
	if (rename(path, place->database) != 0)
		die("'%s' cannot be written:", place->database);
	duck_close(old);
	free(path);
	return filled;
}
