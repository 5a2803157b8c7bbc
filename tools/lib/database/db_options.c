#include "database/db_options.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/terminal.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "database/catalog_query.h"
#include "history/store.h"

static const struct option_usage usage = {
    .forms = "add [OPTION]... [RESULTS]...\nupdate [OPTION]...\nquery [OPTION]... [SQL]\n"
	     "series [OPTION]...\nexport [OPTION]... FOLDER\ncompact [OPTION]...\n"
	     "prune [OPTION]...\nrebuild [OPTION]...",
    .about = "Keep the history of a project: results documents as files that never change, and an "
	     "index of them in DuckDB that SQL is asked of.",
    .operands = OPERANDS_ANY,
};

static const char *const commands[DB_NCOMMANDS] = {
    "add", "update", "query", "series", "export", "compact", "prune", "rebuild"};

/* The command, which is the first operand and is taken off. */
static enum db_command
command_take(struct operands *operands)
{
	static const size_t most[DB_NCOMMANDS] = {
	    [DB_ADD] = OPERANDS_ANY, [DB_QUERY] = 1, [DB_EXPORT] = 1};
	size_t i = 0;

	if (operands->n == 0)
		die_usage("a command is wanted: %s", suggest_list(commands, DB_NCOMMANDS));
	while (i < DB_NCOMMANDS && strcmp(commands[i], operands->at[0]) != 0)
		i++;
	if (i == DB_NCOMMANDS)
		die_usage("unknown command '%s'%s", operands->at[0],
		    suggest_note(operands->at[0], commands, DB_NCOMMANDS));
	operands->at++;
	operands->n--;
	if (operands->n > most[i])
		die_usage("unexpected operand '%s'", operands->at[most[i]]);
	if (i == DB_EXPORT && operands->n == 0)
		die_usage("'export' needs a folder");
	return (enum db_command)i;
}

static void
part_take(const struct option_row *row, char *value)
{
	if (!store_part_valid(value))
		option_die(row, value, "at most 64 letters, digits, '.', '_' and '-'");
	option_string(row, value);
}

static void
value_take(const struct option_row *row, char *value)
{
	if (!strchr(value, '=') || *value == '=')
		option_die(row, value, "NAME=VALUE");
	option_list(row, value);
}

/* A day, or a month where a command takes months. */
static void
before_check(enum db_command command, const struct db_options *o)
{
	char *day = o->before ? xasprintf("%s-01", o->before) : NULL;

	if (command == DB_COMPACT && day && !timestamp_date_valid(day))
		die_usage("'--before' must be a month like 2026-11, not '%s'", o->before);
	if (command == DB_PRUNE && o->before && !timestamp_date_valid(o->before))
		die_usage("'--before' must be a day like 2026-11-29, not '%s'", o->before);
	if (command == DB_PRUNE && !o->before == !o->keep)
		die_usage("'prune' needs either '--before' or '--keep'");
	free(day);
}

static void
since_take(const struct option_row *row, char *value)
{
	if (!timestamp_date_valid(value) && !timestamp_valid(value))
		option_die(row, value, "a day like 2026-11-29, or a time");
	option_string(row, value);
}

static void
memory_take(const struct option_row *row, char *value)
{
	size_t digits = strspn(value, "0123456789");

	if (digits == 0 || digits > 6 ||
	    (strcmp(value + digits, "MB") != 0 && strcmp(value + digits, "GB") != 0))
		option_die(row, value, "a size like 512MB or 2GB");
	option_string(row, value);
}

enum db_command
db_options_read(struct db_options *o, struct operands *operands, int argc, char **argv)
{
	const struct option_row rows[] = {
	    {'H', "history", "FOLDER", "the history (default: history)",
		OPTION_STRING(&o->place.history)},
	    {'d', "database", "FILE", "its index (default: index.duckdb in the history)",
		OPTION_STRING(&o->place.database)},
	    {'w', "wait", "TIME", "wait so long for others that have the index (default 30s)",
		OPTION_TIME(&o->place.wait)},
	    {'M', "memory", "SIZE", "the most that the database takes (default 512MB)",
		.take = memory_take, .to = (const char **){&o->place.memory}},
	    OPTION_HEADING("add, update, rebuild:"),
	    {'p', "part", "NAME", "the job or shard, for the names of the files", .take = part_take,
		.to = (const char **){&o->part}},
	    {'F', "files-only", NULL, "add the files, print their names, leave the index",
		OPTION_FLAG(&o->files_only)},
	    {'a', "aliases", "FILE", "new names of cases (default: aliases.yml, if there)",
		OPTION_STRING(&o->aliases)},
	    OPTION_HEADING("query:"),
	    {'f', "format", "FORMAT", "json, csv or table (default: table on a terminal)",
		OPTION_CHOICE(&o->format, query_formats)},
	    {'P', "parameter", "NAME=VALUE", "a value for $NAME in the statement",
		.take = value_take, .to = (struct option_list *){&o->values}},
	    OPTION_COLOR(&o->color),
	    OPTION_HEADING("series:"),
	    {'c', "case", "PATTERN", "only cases of this pattern ('*', '?'); may be repeated",
		OPTION_LIST(&o->choice.cases)},
	    {'m', "metric", "NAME", "only this metric; may be repeated",
		OPTION_LIST(&o->choice.metrics)},
	    {'s', "since", "DAY", "only runs since then", .take = since_take,
		.to = (const char **){&o->choice.since}},
	    {'r', "ref", "REF", "only runs of this branch or tag", OPTION_STRING(&o->choice.ref)},
	    {0, "fingerprint", "HASH", "only runs on machines of this fingerprint",
		OPTION_STRING(&o->choice.fingerprint)},
	    {'l', "last", "COUNT", "only so many of the newest runs",
		OPTION_COUNT(&o->choice.last, 1, 1000000)},
	    OPTION_HEADING("compact, prune:"),
	    {'b', "before", "DATE", "compact: months before this one; prune: days",
		OPTION_STRING(&o->before)},
	    {'k', "keep", "COUNT", "prune all but so many of the newest documents",
		OPTION_COUNT(&o->keep, 1, 1000000000)},
	    {'n', "dry-run", NULL, "prune: only say how many would go", OPTION_FLAG(&o->dry)},
	    OPTION_OUTPUT(&o->output),
	    OPTION_COMMON,
	};
	enum db_command command;

	*o = (struct db_options){
	    .place = {.history = "history", .memory = "512MB", .wait = 30}, .format = -1};
	*operands = options_read(&usage, rows, argc, argv);
	command = command_take(operands);
	before_check(command, o);
	return command;
}
