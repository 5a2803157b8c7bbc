/* read_value.h: one member's value out of a document, of the right type or a
 * message: 'WHAT' must be of the type. TYPE is what scan_type() or members_next() said. */
#ifndef READ_VALUE_H
#define READ_VALUE_H

#include "results/entry_read.h"
#include "json/json_members.h"
#include "json/json_scanner.h"

enum { TEXT_MAX = 1 << 20, SAMPLES_MAX = 10000000 };

char *read_text(struct scanner *s, enum scan_type type, const char *what); /* to be freed */
/* Into the entry's memory; a word is not empty. */
char *read_entry_text(struct scanner *s, enum scan_type type, const char *what, struct entry *e);
char *read_entry_word(struct scanner *s, enum scan_type type, const char *what, struct entry *e);
char *read_value_strndup(struct entry *e, const char *s, size_t len);
/* The index of a word that must be one of N NAMES. */
size_t read_word(struct scanner *s, enum scan_type type, const char *what, const char *const *names,
    size_t n, struct entry *e);

bool read_bool(struct scanner *s, enum scan_type type, const char *what);
double read_number(struct scanner *s, enum scan_type type, const char *what);
/* A tolerance or threshold, into *V, and where it stands into *AT. */
void read_change(
    struct scanner *s, enum scan_type type, const char *what, double *v, struct scan_mark *at);
/* Die at AT, where TOLERANCE stands, when it is over THRESHOLD of the same object. */
void read_changes_check(struct scanner *s, struct scan_mark at, double tolerance, double threshold);
/* Die at the last value, a string called WHAT, when TEXT is no timestamp. */
void read_timestamp_check(struct scanner *s, const char *what, const char *text);
/* A whole number from 0 to MAX. */
uint64_t read_count(struct scanner *s, enum scan_type type, const char *what, double max);
/* Numbers, and if NULLS NAN for null, into the reader's array; returns how many. */
size_t read_numbers(
    struct entry_reader *r, struct scanner *s, enum scan_type type, const char *what, bool nulls);

/* Enter an array of what OF says, or an object, of which WHAT is not only the name: "a metric". */
void read_array(struct scanner *s, enum scan_type type, const char *what, const char *of);
void read_object(struct scanner *s, enum scan_type type, const char *what);
/* After an object: its unknown members, in the entry's memory, or NULL. */
char *read_extra(struct members *m, struct scanner *s, struct entry *e);

#endif
