/* bench-db: the history of a project: files, and an index of them in DuckDB. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/suggest.h"
#include "base/terminal.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "comparison/aliases.h"
#include "database/catalog.h"
#include "database/catalog_export.h"
#include "database/catalog_months.h"
#include "database/catalog_query.h"
#include "database/catalog_series.h"
#include "database/duck_library.h"
#include "history/store.h"

enum { SQL_MAX = 1 << 20 };

struct db_options {
	struct catalog_place place;
	struct catalog_choice choice;
	struct option_list values;
	const char *aliases, *part, *before, *output;
	int format, color;
	size_t keep;
	bool files_only, dry;
};

static const struct option_usage usage = {
    .forms = "add [OPTION]... [RESULTS]...\nupdate [OPTION]...\nquery [OPTION]... [SQL]\n"
	     "series [OPTION]...\nexport [OPTION]... FOLDER\ncompact [OPTION]...\n"
	     "prune [OPTION]...\nrebuild [OPTION]...",
    .about = "Keep the history of a project: results documents as files that never change, and an "
	     "index of them in DuckDB that SQL is asked of.",
    .operands = OPERANDS_ANY,
};

static char *
alias_now(const void *aliases, const char *id)
{
	return aliases_new(aliases, id);
}

/* The names that cases have now; aliases_free() frees what WHO is. */
static struct catalog_names
names_load(const struct db_options *o)
{
	return (struct catalog_names){
	    alias_now, aliases_load(o->aliases ? o->aliases : ALIASES_FILE, o->aliases != NULL)};
}

static void
filled_say(const struct catalog_filled *f)
{
	warn("%zu document%s with %zu result%s added", f->documents, f->documents == 1 ? "" : "s",
	    f->rows, f->rows == 1 ? "" : "s");
}

/* Bring the index up to the history. */
static void
update(const struct db_options *o)
{
	struct catalog_names names = names_load(o);
	struct duck *d = catalog_write(&o->place);
	struct catalog_filled filled = catalog_fill(d, o->place.history, &names);

	duck_close(d);
	filled_say(&filled);
	aliases_free((struct aliases *)names.who);
}

/* All documents are checked before one becomes part of the history. */
static void
add(const struct db_options *o, const struct operands *files)
{
	static char *standard_input[] = {"-"};
	size_t n = files->n ? files->n : 1;
	char **paths = files->n ? files->at : standard_input;
	struct store *store = store_open(o->place.history);
	struct store_document *all = xcalloc(n, sizeof *all);

	input_once((const char *const *)paths, n);
	if (!o->files_only)
		duck_library_check();
	for (size_t i = 0; i < n; i++)
		store_document_open(&all[i], paths[i], o->part);
	for (size_t i = 0; i < n; i++) {
		store_put(store, &all[i]);
		if (o->files_only)
			printf("%s\n", all[i].name);
		store_document_close(&all[i]);
	}
	store_close(store);
	free(all);
	if (!o->files_only)
		update(o);
}

static void
rebuild(const struct db_options *o)
{
	struct catalog_names names = names_load(o);
	struct catalog_filled filled = catalog_rebuild(&o->place, &names);

	filled_say(&filled);
	aliases_free((struct aliases *)names.who);
}

/* The statement: the operand, or what standard input has. The caller owns it. */
static char *
sql_read(const struct operands *operands)
{
	struct buf b = BUF_INIT;

	if (operands->n > 0 && !input_is_standard(operands->at[0]))
		return xstrdup(operands->at[0]);
	buf_read(&b, stdin, SQL_MAX, "standard input");
	if (b.len > SQL_MAX)
		die("a statement has at most %d bytes", SQL_MAX);
	return buf_take(&b);
}

static void
query(const struct db_options *o, const struct operands *operands)
{
	char *sql = sql_read(operands);
	struct user_query q = {.sql = sql, .values = o->values};
	struct output *out = output_open(o->output);
	struct duck *d = catalog_read(&o->place, true);

	q.format = o->format >= 0              ? (enum query_format)o->format
		   : terminal_shows(o->output) ? QUERY_TABLE
					       : QUERY_JSON;
	q.style = text_style_of(o->color, o->output);
	user_query_run(d, &q, output_file(out));
	duck_close(d);
	output_commit(out);
	free(sql);
}

static void
series(const struct db_options *o)
{
	struct output *out = output_open(o->output);
	struct json_writer *w = json_writer_new(output_file(out));
	struct duck *d = catalog_read(&o->place, false);

	catalog_series_write(d, &o->choice, w);
	json_writer_free(w);
	duck_close(d);
	output_commit(out);
}

static void export(const struct db_options *o, const struct operands *operands)
{
	struct duck *d = catalog_read(&o->place, false);

	warn("%zu files written", catalog_export(d, operands->at[0]));
	duck_close(d);
}

/* Nobody else changes the history while its files change: the index is open. */
static void
compact(const struct db_options *o)
{
	struct duck *d = catalog_write(&o->place);
	char this_month[sizeof "2026-11"];
	time_t now = time(NULL);
	struct tm tm;
	struct catalog_counted done;

	gmtime_r(&now, &tm);
	strftime(this_month, sizeof this_month, "%Y-%m", &tm);
	done =
	    catalog_compact(o->place.history, o->before ? o->before : this_month, o->place.memory);
	duck_close(d);
	warn("%zu documents are in %zu month%s now", done.documents, done.files,
	    done.files == 1 ? "" : "s");
}

/* The stem before which documents go, which the caller owns; NULL: none do. */
static char *
prune_before(const struct db_options *o, struct duck *d)
{
	if (o->before)
		return xasprintf("%.4s%.2s%.2s", o->before, o->before + 5, o->before + 8);
	return catalog_keep_from(d, o->keep);
}

static void
prune(const struct db_options *o)
{
	struct catalog_counted done = {0, 0};
	struct duck *d = catalog_write(&o->place);
	char *before = prune_before(o, d);

	if (before)
		done = catalog_prune(d, o->place.history, before, o->place.memory, o->dry);
	duck_close(d);
	free(before);
	warn("%zu document%s %s", done.documents, done.documents == 1 ? "" : "s",
	    o->dry ? "would go" : "removed");
}

enum db_command { ADD, UPDATE, QUERY, SERIES, EXPORT, COMPACT, PRUNE, REBUILD, NCOMMANDS };

static const char *const commands[NCOMMANDS] = {
    "add", "update", "query", "series", "export", "compact", "prune", "rebuild"};

/* The command, which is the first operand and is taken off. */
static enum db_command
command_take(struct operands *operands)
{
	static const size_t most[NCOMMANDS] = {[ADD] = OPERANDS_ANY, [QUERY] = 1, [EXPORT] = 1};
	size_t i = 0;

	if (operands->n == 0)
		die_usage("a command is wanted: %s", suggest_list(commands, NCOMMANDS));
	while (i < NCOMMANDS && strcmp(commands[i], operands->at[0]) != 0)
		i++;
	if (i == NCOMMANDS)
		die_usage("unknown command '%s'%s", operands->at[0],
		    suggest_note(operands->at[0], commands, NCOMMANDS));
	operands->at++;
	operands->n--;
	if (operands->n > most[i])
		die_usage("unexpected operand '%s'", operands->at[most[i]]);
	if (i == EXPORT && operands->n == 0)
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

	if (command == COMPACT && day && !timestamp_date_valid(day))
		die_usage("'--before' must be a month like 2026-11, not '%s'", o->before);
	if (command == PRUNE && o->before && !timestamp_date_valid(o->before))
		die_usage("'--before' must be a day like 2026-11-29, not '%s'", o->before);
	if (command == PRUNE && !o->before == !o->keep)
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

int
main(int argc, char **argv)
{
	struct db_options o = {
	    .place = {.history = "history", .memory = "512MB", .wait = 30}, .format = -1};
	const struct option_row rows[] = {
	    {'H', "history", "FOLDER", "the history (default: history)",
		OPTION_STRING(&o.place.history)},
	    {'d', "database", "FILE", "its index (default: index.duckdb in the history)",
		OPTION_STRING(&o.place.database)},
	    {'w', "wait", "TIME", "wait so long for others that have the index (default 30s)",
		OPTION_TIME(&o.place.wait)},
	    {'M', "memory", "SIZE", "the most that the database takes (default 512MB)",
		.take = memory_take, .to = (const char **){&o.place.memory}},
	    OPTION_HEADING("add, update, rebuild:"),
	    {'p', "part", "NAME", "the job or shard, for the names of the files", .take = part_take,
		.to = (const char **){&o.part}},
	    {'F', "files-only", NULL, "add the files, print their names, leave the index",
		OPTION_FLAG(&o.files_only)},
	    {'a', "aliases", "FILE", "new names of cases (default: aliases.yml, if there)",
		OPTION_STRING(&o.aliases)},
	    OPTION_HEADING("query:"),
	    {'f', "format", "FORMAT", "json, csv or table (default: table on a terminal)",
		OPTION_CHOICE(&o.format, query_formats)},
	    {'P', "parameter", "NAME=VALUE", "a value for $NAME in the statement",
		.take = value_take, .to = (struct option_list *){&o.values}},
	    OPTION_COLOR(&o.color),
	    OPTION_HEADING("series:"),
	    {'c', "case", "PATTERN", "only cases of this pattern ('*', '?'); may be repeated",
		OPTION_LIST(&o.choice.cases)},
	    {'m', "metric", "NAME", "only this metric; may be repeated",
		OPTION_LIST(&o.choice.metrics)},
	    {'s', "since", "DAY", "only runs since then", .take = since_take,
		.to = (const char **){&o.choice.since}},
	    {'r', "ref", "REF", "only runs of this branch or tag", OPTION_STRING(&o.choice.ref)},
	    {0, "fingerprint", "HASH", "only runs on machines of this fingerprint",
		OPTION_STRING(&o.choice.fingerprint)},
	    {'l', "last", "COUNT", "only so many of the newest runs",
		OPTION_COUNT(&o.choice.last, 1, 1000000)},
	    OPTION_HEADING("compact, prune:"),
	    {'b', "before", "DATE", "compact: months before this one; prune: days",
		OPTION_STRING(&o.before)},
	    {'k', "keep", "COUNT", "prune all but so many of the newest documents",
		OPTION_COUNT(&o.keep, 1, 1000000000)},
	    {'n', "dry-run", NULL, "prune: only say how many would go", OPTION_FLAG(&o.dry)},
	    OPTION_OUTPUT(&o.output),
	    OPTION_COMMON,
	};
	struct operands operands;
	enum db_command command;
	char *index;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	command = command_take(&operands);
	before_check(command, &o);
	index = xasprintf("%s/index.duckdb", o.place.history);
	if (!o.place.database)
		o.place.database = index;
	switch (command) {
	case ADD: add(&o, &operands); break;
	case UPDATE: update(&o); break;
	case QUERY: query(&o, &operands); break;
	case SERIES: series(&o); break;
	case EXPORT: export(&o, &operands); break;
	case COMPACT: compact(&o); break;
	case PRUNE: prune(&o); break;
	case REBUILD: rebuild(&o); break;
	case NCOMMANDS: break;
	}
	free(index);
	stdout_close();
	return STATUS_OK;
}
