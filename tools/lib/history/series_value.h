/* series_value.h: the values in a series document; for the modules that read it alone.
 * TYPE is what scan_type() or members_next() said, WHAT the name for messages; what is of another
 * type dies with its place. What is returned lives in MEMORY, or as long as the series S. */
#ifndef SERIES_VALUE_H
#define SERIES_VALUE_H

#include "base/arena.h"
#include "history/series.h"
#include "results/entry_read.h"
#include "json/json_members.h"
#include "json/json_scanner.h"

char *series_text_read(
    struct scanner *s, enum scan_type type, const char *what, struct arena *memory);
/* The unknown members that M has met, or NULL; frees what M holds. */
char *series_extra_read(struct members *m, struct scanner *s, struct arena *memory);
/* The value that is next, as it stands. */
char *series_raw_read(struct scanner *s, struct arena *memory);
/* The index of a word that must be one of N WORDS. */
size_t series_word_read(struct scanner *s, enum scan_type type, const char *what,
    const char *const *words, size_t n, struct arena *memory);

/* *N numbers, by way of R's array; null is NAN, but where WHAT is "value" it is refused. */
double *series_numbers_read(struct scanner *scan, struct series *s, struct entry_reader *r,
    enum scan_type type, const char *what, size_t *n);
/* *N whole numbers from 0 that rise. */
size_t *series_indices_read(struct scanner *scan, struct series *s, struct entry_reader *r,
    enum scan_type type, const char *what, size_t *n);
/* [LOW, HIGH] */
void series_ends_read(struct scanner *s, struct entry_reader *r, enum scan_type type,
    const char *what, double *low, double *high);

/* Fill SERIES, which is empty, from the object that is next, of a document of NRUNS runs. */
void series_item_read(
    struct scanner *s, struct entry_reader *r, size_t nruns, struct series *series);
/* What bench-trend(1) added to a series: its steps, its drift. */
void series_steps_read(
    struct scanner *s, struct entry_reader *r, enum scan_type type, struct series *series);
void series_drift_read(
    struct scanner *s, struct entry_reader *r, enum scan_type type, struct series *series);

#endif
