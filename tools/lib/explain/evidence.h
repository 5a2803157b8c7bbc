/* evidence.h: what a comparison document holds about one of its rows, and sentences about it. */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include <stdbool.h>

#include "base/util.h"
#include "model/metric.h"
#include "model/verdict.h"
#include "json/json_document.h"
#include "json/json_writer.h"

/* How the two sides of a row were judged. */
enum evidence_design { DESIGN_NONE, DESIGN_SINGLE, DESIGN_COUNT, DESIGN_UNPAIRED, DESIGN_PAIRED };

/* One row and what the document says of all rows; borrowed from the row and the document. A number
 * that the document lacks is NAN, a text NULL. */
struct evidence {
	const struct json_at *row, *root;
	const char *id, *metric, *unit, *reason;
	enum verdict verdict;
	enum better better;
	enum evidence_design design;
	bool gate, control;
	double baseline, current;
	double change, low, high; /* fractions; LOW and HIGH are the ends of the interval */
	double p, p_adjusted, smallest, tolerance, threshold, between;
	size_t n[2];        /* values of either side */
	size_t sessions[2]; /* that were one value each; 0: invocations were */
	bool by_machine;    /* these are machines */
	size_t builds[2];   /* that were one value each; 0: each side was built once */
};

/* Read ROW of the comparison ROOT into E. Dies when a member is of the wrong kind. */
void evidence_read(struct evidence *e, const struct json_at *row, const struct json_at *root);

/* The change for the worse, a fraction: over 0 where the metric got worse; NAN when unknown. */
double evidence_worsening(const struct evidence *e);
/* The ends of the interval 'ci' of ROW, which may be the control row of a summary; NAN without. */
void evidence_interval(const struct json_at *row, double *low, double *high);
/* Whether the verdict of E says that the metric moved. */
bool evidence_moved(const struct evidence *e);
/* Whether the values of E are a time that one build takes, which placement in memory can move. */
bool evidence_is_time(const struct evidence *e);

/* What a sentence is about, in the order of an explanation. */
enum about { ABOUT_MEASURED, ABOUT_OFTEN, ABOUT_SURE, ABOUT_ELSE, ABOUT_NEXT, NABOUT };

/* "measured", "often", "sure", "else", "next". */
const char *about_name(enum about about);

/* Write a sentence: an object of ABOUT, CODE, a word that stays the same in all versions, and the
 * text that FMT makes. */
void sentence(struct json_writer *w, enum about about, const char *code, const char *fmt, ...)
    UTIL_PRINTF(4, 5);

/* The sentences about E of each kind. */
void evidence_measured(struct json_writer *w, const struct evidence *e);
void evidence_often(struct json_writer *w, const struct evidence *e);
void evidence_sure(struct json_writer *w, const struct evidence *e);
void evidence_else(struct json_writer *w, const struct evidence *e);
void evidence_next(struct json_writer *w, const struct evidence *e);

#endif
