/* bench-db: the history of a project: files, and an index of them in DuckDB. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/input.h"
#include "base/option.h"
#include "base/output.h"
#include "base/terminal.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "comparison/aliases.h"
#include "database/catalog.h"
#include "database/catalog_export.h"
#include "database/catalog_months.h"
#include "database/catalog_query.h"
#include "database/catalog_series.h"
#include "database/db_options.h"
#include "database/duck_library.h"
#include "history/store.h"

enum { SQL_MAX = 1 << 20 };

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

int
main(int argc, char **argv)
{
	struct db_options o;
	struct operands operands;
	enum db_command command;
	char *index;

	program_set(argv[0]);
	command = db_options_read(&o, &operands, argc, argv);
	index = xasprintf("%s/index.duckdb", o.place.history);
	if (!o.place.database)
		o.place.database = index;
	switch (command) {
	case DB_ADD: add(&o, &operands); break;
	case DB_UPDATE: update(&o); break;
	case DB_QUERY: query(&o, &operands); break;
	case DB_SERIES: series(&o); break;
	case DB_EXPORT: export(&o, &operands); break;
	case DB_COMPACT: compact(&o); break;
	case DB_PRUNE: prune(&o); break;
	case DB_REBUILD: rebuild(&o); break;
	case DB_NCOMMANDS: break;
	}
	free(index);
	stdout_close();
	return STATUS_OK;
}
