/* duck.h: a DuckDB database: opening, also while somebody else has it; statements; rows. */
#ifndef DUCK_H
#define DUCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct duck;
struct duck_api;
struct duck_connection;

struct duck_options {
	const char *path;   /* of the file; NULL: in memory */
	const char *memory; /* the most it may take, as "512MB" */
	double wait;        /* seconds until a file that others hold is given up */
	unsigned threads;   /* 0: as many as CPUs */
	bool read_only;     /* the file is not changed, nor made when absent */
	bool confined;      /* statements reach no other file, no network and no setting */
};

/* Open the database. Waits while another process has it, in random steps, then dies and says
 * which process. Dies when it cannot be opened. The caller closes it. */
struct duck *duck_open(const struct duck_options *options);
/* The same, but NULL when the file is no database of this version. */
struct duck *duck_open_probe(const struct duck_options *options);
/* One more connection to the database of D, which must outlive it: its rows are read while D
 * writes others. */
struct duck *duck_beside(struct duck *d);
void duck_close(struct duck *d); /* may be NULL */

/* For the modules of this folder; borrowed. */
const struct duck_api *duck_api(const struct duck *d);
struct duck_connection *duck_connection(const struct duck *d);
const char *duck_name(const struct duck *d); /* for messages */

/* What DuckDB says in ERROR (NULL: nothing), on one line and without the text of the statement; the
 * caller owns it. */
char *duck_words(const char *error);

/* Run the statements SQL, whose rows nobody wants. Dies when one fails. */
void duck_run(struct duck *d, const char *sql);

#endif
