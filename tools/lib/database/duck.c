#include "database/duck.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/rng.h"
#include "base/util.h"
#include "database/duck_library.h"

struct duck {
	struct duck_api api;
	struct duck_database *database;
	struct duck_connection *connection;
	char *name;
	bool beside; /* the database is another's */
};

/* What DuckDB says when another process has the file. */
#define LOCK_ERROR "Could not set lock"
#define LOCK_HOLDER "lock is held in "

enum { WAIT_LEAST_MS = 5, WAIT_MOST_MS = 100 };

static void
config_set(struct duck *d, struct duck_config *config, const char *name, const char *value)
{
	if (d->api.set_config(config, name, value) != DUCK_SUCCESS)
		die("DuckDB %s does not know the setting '%s'", d->api.library_version(), name);
}

/* A configuration that takes nothing from the network, for OPTIONS. */
static struct duck_config *
config_make(struct duck *d, const struct duck_options *options)
{
	struct duck_config *config = NULL;
	char threads[16];

	if (d->api.create_config(&config) != DUCK_SUCCESS)
		die_memory();
	config_set(d, config, "autoinstall_known_extensions", "false");
	config_set(d, config, "autoload_known_extensions", "false");
	config_set(d, config, "memory_limit", options->memory);
	if (options->threads) {
		snprintf(threads, sizeof threads, "%u", options->threads);
		config_set(d, config, "threads", threads);
	}
	if (options->read_only)
		config_set(d, config, "access_mode", "READ_ONLY");
	if (options->confined) {
		config_set(d, config, "enable_external_access", "false");
		config_set(d, config, "lock_configuration", "true");
	}
	return config;
}

/* Try once: NULL, or what DuckDB says is wrong, which the caller owns. */
static char *
open_once(struct duck *d, const struct duck_options *options)
{
	struct duck_config *config = config_make(d, options);
	char *error = NULL, *copy = NULL;

	if (d->api.open_ext(options->path, &d->database, config, &error) != DUCK_SUCCESS)
		copy = xstrdup(error ? error : "it does not say why");
	if (error)
		d->api.free(error);
	d->api.destroy_config(&config);
	return copy;
}

static void
wait_random(struct rng *rng)
{
	uint64_t ms = WAIT_LEAST_MS + rng_below(rng, WAIT_MOST_MS - WAIT_LEAST_MS);

	nanosleep(&(struct timespec){.tv_nsec = (long)ms * 1000000}, NULL);
}

/* Say who has the file, as far as ERROR tells: "... held in PROGRAM (PID 12) ...". */
static void
holder_die(const char *path, double wait, const char *error)
{
	const char *who = strstr(error, LOCK_HOLDER);
	const char *pid = who ? strstr(who, " (PID ") : NULL;

	if (!pid)
		die("'%s' is held by another process; waited %g s: %s", path, wait,
		    duck_words(error));
	who += strlen(LOCK_HOLDER);
	pid += strlen(" (PID ");
	die("'%s' is held by process %.*s, '%.*s'; waited %g s", path,
	    (int)strspn(pid, "0123456789"), pid, (int)(pid - strlen(" (PID ") - who), who, wait);
}

/* Open D within the time that OPTIONS allow; returns what is wrong as open_once() does. */
static char *
open_in_time(struct duck *d, const struct duck_options *options)
{
	double end = clock_seconds() + options->wait;
	struct rng rng;
	char *error;

	rng_seed(&rng, (uint64_t)clock_ns() ^ (uint64_t)getpid() << 32);
	while ((error = open_once(d, options)) && strstr(error, LOCK_ERROR)) {
		if (clock_seconds() >= end)
			holder_die(options->path, options->wait, error);
		free(error);
		wait_random(&rng);
	}
	return error;
}

char *
duck_words(const char *error)
{
	const char *end = error ? strstr(error, "LINE 1: ") : NULL;
	struct buf b = BUF_INIT;

	if (!error || !*error)
		return xstrdup("DuckDB does not say why");
	for (; *error && error != end; error++) {
		bool space = *error == '\n' || *error == ' ';

		if (!space)
			buf_char(&b, *error);
		else if (b.len && b.s[b.len - 1] != ' ')
			buf_char(&b, ' ');
	}
	while (b.len && b.s[b.len - 1] == ' ')
		b.s[--b.len] = '\0';
	return buf_take(&b);
}

static void
connection_make(struct duck *d)
{
	if (d->api.connect(d->database, &d->connection) != DUCK_SUCCESS)
		die("'%s': DuckDB does not connect", d->name);
}

static struct duck *
open_or_error(const struct duck_options *options, char **error)
{
	struct duck *d = xcalloc(1, sizeof *d);

	duck_library_load(&d->api);
	d->name = xstrdup(options->path ? options->path : "(memory)");
	*error = open_in_time(d, options);
	if (!*error)
		connection_make(d);
	return d;
}

struct duck *
duck_open(const struct duck_options *options)
{
	char *error;
	struct duck *d = open_or_error(options, &error);

	if (error)
		die("'%s' cannot be opened: %s", d->name, duck_words(error));
	return d;
}

struct duck *
duck_open_probe(const struct duck_options *options)
{
	char *error;
	struct duck *d = open_or_error(options, &error);

	if (!error)
		return d;
	free(error);
	duck_close(d);
	return NULL;
}

struct duck *
duck_beside(struct duck *d)
{
	struct duck *other = xcalloc(1, sizeof *other);

	*other = (struct duck){d->api, d->database, NULL, xstrdup(d->name), true};
	connection_make(other);
	return other;
}

void
duck_close(struct duck *d)
{
	if (!d)
		return;
	if (d->connection)
		d->api.disconnect(&d->connection);
	if (d->database && !d->beside)
		d->api.close(&d->database);
	free(d->name);
	free(d);
}

const struct duck_api *
duck_api(const struct duck *d)
{
	return &d->api;
}

struct duck_connection *
duck_connection(const struct duck *d)
{
	return d->connection;
}

const char *
duck_name(const struct duck *d)
{
	return d->name;
}

void
duck_run(struct duck *d, const char *sql)
{
	struct duck_result result;

	if (d->api.query(d->connection, sql, &result) != DUCK_SUCCESS)
		die("'%s': %s", d->name, duck_words(d->api.result_error(&result)));
	d->api.destroy_result(&result);
}
