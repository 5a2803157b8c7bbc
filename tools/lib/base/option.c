#include "base/option.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"

enum { NAMES_MAX = 64 };

/* The words of a command line, and how far it is read. */
struct option_reading {
	const struct option_usage *usage;
	const struct option_row *rows;
	char **argv;
	int argc, next;
};

static const struct option_row *
row_of_letter(const struct option_row *rows, int letter)
{
	for (; rows->help; rows++)
		if (rows->letter && rows->letter == letter)
			return rows;
	die_usage("unknown option '-%c'", letter);
}

/* Die, for a name that is none. */
static _Noreturn void
name_die(const struct option_row *rows, const char *name)
{
	const char *names[NAMES_MAX], *near;
	size_t n = 0;

	for (; rows->help; rows++)
		if (rows->name && !rows->hidden && n < NAMES_MAX)
			names[n++] = rows->name;
	near = suggest(name, names, n);
	die_usage("unknown option '--%.80s'%s%s%s", name, near ? " (nearest: '--" : "",
	    near ? near : "", near ? "')" : "");
}

/* The row that is called NAME, or the only one that begins with it. */
static const struct option_row *
row_of_name(const struct option_row *rows, const char *name)
{
	const struct option_row *found = NULL, *row;
	size_t len = strlen(name);

	for (row = rows; len && row->help; row++) {
		if (!row->name || strncmp(row->name, name, len) != 0)
			continue;
		if (!row->name[len])
			return row;
		if (found && !row->hidden)
			die_usage("'--%s' can be '--%s' or '--%s'", name, found->name, row->name);
		if (!row->hidden)
			found = row;
	}
	if (!found)
		name_die(rows, name);
	return found;
}

static _Noreturn void
help(const struct option_reading *r, const struct option_row *row, const char *value)
{
	if (value && strcmp(value, "options") != 0)
		option_die(row, value, "'options' or nothing");
	if (value)
		option_list_print(r->rows, stdout);
	else
		option_usage_print(r->usage, r->rows, stdout);
	stdout_close();
	exit(STATUS_OK);
}

/* Take ROW with VALUE, which stood in the word WRITTEN, or with the next word. */
static void
row_take(struct option_reading *r, const struct option_row *row, char *value, const char *written)
{
	if (!row->take)
		help(r, row, value);
	if (!row->value && value)
		die_usage("'%s' takes no value, found '%.80s'", written, value);
	if (row->value && !value) {
		if (r->next == r->argc)
			die_usage("'%s' needs a value: %s", written, row->value);
		value = r->argv[r->next++];
	}
	row->take(row, value);
	for (size_t i = 0; i < row->more; i++) {
		if (r->next == r->argc)
			die_usage("'%s' needs %zu values: %s", written, row->more + 1, row->value);
		row->take(row, r->argv[r->next++]);
	}
}

/* --NAME, --NAME VALUE or --NAME=VALUE. */
static void
long_read(struct option_reading *r, char *word)
{
	char *equals = strchr(word, '=');

	if (equals)
		*equals = '\0';
	row_take(r, row_of_name(r->rows, word + 2), equals ? equals + 1 : NULL, word);
}

/* -LETTERS, the last of which may take a value, in the same word or the next. */
static void
letters_read(struct option_reading *r, char *word)
{
	for (char *s = word + 1; *s; s++) {
		const struct option_row *row = row_of_letter(r->rows, (unsigned char)*s);
		char written[] = {'-', *s, '\0'};
		bool ends = row->value && s[1];

		row_take(r, row, ends ? s + 1 : NULL, written);
		if (ends)
			break;
	}
}

struct operands
options_read(const struct option_usage *usage, const struct option_row *rows, int argc, char **argv)
{
	struct option_reading r = {usage, rows, argv, argc, 1};
	struct operands o = {.at = argv + (argc > 0), .before = SIZE_MAX};
	bool all = false; /* what follows are operands */

	while (r.next < r.argc) {
		char *word = argv[r.next++];

		if (!all && strcmp(word, "--") == 0) {
			all = o.dashes = true;
			o.before = o.n;
		} else if (all || word[0] != '-' || !word[1]) {
			all = all || usage->command;
			o.at[o.n++] = word; /* never beyond what was read */
		} else if (word[1] == '-') {
			long_read(&r, word);
		} else {
			letters_read(&r, word);
		}
	}
	o.at[o.n] = NULL;
	if (!o.dashes)
		o.before = o.n;
	if (o.n > usage->operands)
		die_usage("unexpected operand '%s'", o.at[usage->operands]);
	return o;
}
