/* option.h: a tool's options in one table, which is parsed, printed and listed. */
#ifndef OPTION_H
#define OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/util.h"

#include "base/util.h"

/* One option; or a heading of the usage, which has HELP alone. A row without HELP
 * ends the table. */
struct option_row {
	int letter;        /* of the short form, or 0 */
	const char *name;  /* of the long form */
	const char *value; /* what the usage calls its value; NULL: it takes none */
	const char *help;  /* one line for people */
	/* Put VALUE, NULL where none is taken, into what TO points to. Dies of usage. */
	void (*take)(const struct option_row *row, char *value);
	void *to;
	size_t least, most; /* bounds of option_count(); LEAST is what option_set() sets */
	/* What option_choice() takes, and what a shell completes the value with; NULL at the end.
	 */
	const char *const *words;
	size_t more; /* further words that it takes: TAKE gets each in turn */
	bool hidden; /* for other tools: neither in the usage nor in the list */
};

/* Borrowed values of an option that may be repeated; AT is the caller's to free. */
struct option_list {
	const char **at;
	size_t n, cap;
};

/* The last members of a row, which say where its value goes. TO has the type that
 * the comment beside the function of the same name tells; the compiler checks it. */
/* clang-format off */
#define OPTION_FLAG(TO) .take = option_flag, .to = (bool *){TO}
#define OPTION_SET(TO, V) .take = option_set, .to = (int *){TO}, .least = (V)
#define OPTION_STRING(TO) .take = option_string, .to = (const char **){TO}
#define OPTION_DAY(TO) .take = option_day, .to = (const char **){TO}
#define OPTION_LIST(TO) .take = option_list, .to = (struct option_list *){TO}
#define OPTION_COUNT(TO, LEAST, MOST) \
	.take = option_count, .to = (size_t *){TO}, .least = (LEAST), .most = (MOST)
#define OPTION_TIME(TO) .take = option_time, .to = (double *){TO}
#define OPTION_PERCENT(TO) .take = option_percent, .to = (double *){TO}
#define OPTION_CHOICE(TO, WORDS) .take = option_choice, .to = (int *){TO}, .words = (WORDS)

/* Rows that tools share. The last one ends a table. */
#define OPTION_HEADING(TEXT) {.help = (TEXT)}
#define OPTION_OUTPUT(TO) \
	{'o', "output", "FILE", "write FILE, whole or not at all", OPTION_STRING(TO)}
#define OPTION_COMMON \
	{'h', "help", NULL, "print this", .take = NULL}, \
	{'V', "version", NULL, "print the version", .take = option_version}, \
	{.help = NULL}
/* clang-format on */

void option_flag(const struct option_row *row, char *value);    /* bool: true */
void option_set(const struct option_row *row, char *value);     /* int: LEAST */
void option_string(const struct option_row *row, char *value);  /* const char *: borrowed */
void option_day(const struct option_row *row, char *value);     /* the same: YYYY-MM-DD */
void option_list(const struct option_row *row, char *value);    /* struct option_list */
void option_count(const struct option_row *row, char *value);   /* size_t */
void option_time(const struct option_row *row, char *value);    /* double: seconds, over 0 */
void option_percent(const struct option_row *row, char *value); /* double: a fraction */
void option_choice(const struct option_row *row, char *value);  /* int: index in WORDS */
void option_version(const struct option_row *row, char *value); /* prints it and exits */

/* TEXT as option_percent() reads it, for a part of the value of ROW. */
double option_percent_of(const struct option_row *row, const char *text);

/* Die of usage: "'--NAME' must be FMT, not 'VALUE'"; the second with the nearest of
 * the N WORDS. */
_Noreturn void option_die(const struct option_row *row, const char *value, const char *fmt, ...)
    UTIL_PRINTF(3, 4);
_Noreturn void option_unknown(const struct option_row *row, const char *value, const char *what,
    const char *const *words, size_t n);

/* What a tool says of itself. */
struct option_usage {
	const char *forms; /* what follows its name; one form a line, no newline at the end */
	const char *about; /* what it does, in sentences */
	size_t operands;   /* the most it takes */
	bool command;      /* the first operand ends the options: what follows is a command's */
};

enum { OPERANDS_ANY = INT32_MAX };

struct operands {
	char **at; /* NULL at the end */
	size_t n;
	size_t before; /* those before "--"; N without it */
	bool dashes;   /* "--" was there */
};

/* Read ARGV by ROWS as getopt_long() of GNU would: operands may stand anywhere,
 * long names may be shortened while no other begins alike, letters may be grouped.
 * The operands returned are ARGV's first words from then on; the strings stay
 * where they are. Dies of usage; --help and --version print and exit. */
struct operands options_read(
    const struct option_usage *usage, const struct option_row *rows, int argc, char **argv);

/* Print the usage to F: the options in aligned columns, no line over 80 bytes. */
void option_usage_print(const struct option_usage *usage, const struct option_row *rows, FILE *f);

/* Print to F a line for each option that is not hidden: its letter with '-', its
 * name with '--', its value's name and its help, with tabs between. What an option
 * lacks is empty. */
void option_list_print(const struct option_row *rows, FILE *f);

#endif
