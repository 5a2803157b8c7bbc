/* comparison_more.h: how much more measuring settles what is open, as numbers and as advice. */
#ifndef COMPARISON_MORE_H
#define COMPARISON_MORE_H

#include "comparison/comparison_row.h"

/* Of what there are more to be. */
enum more_kind { MORE_ROUND, MORE_INVOCATION, MORE_BUILD, MORE_SESSION, MORE_MACHINE, NMORE };

/* "round", "invocation", "build", "session", "machine" */
const char *more_word(enum more_kind kind);
/* What makes the interval of R narrower, or for WHY_PART that of its middle. */
enum more_kind row_more_kind(const struct row *r);
/* " of each side" where it is not pairs that more of are wanted, or "". */
const char *row_more_sides(const struct row *r);
/* How many of its kind R has, of the side that has more. */
double row_more_had(const struct row *r);
/* Whether R, which can fail the job, is open, and more of its kind would settle it. */
bool row_wants_more(const struct row *r);

/* What the invocations of one side took, of all cases together but the control row. */
struct side_cost {
	double invocation; /* seconds of one invocation of each case */
	double warming;    /* seconds of the warm-ups before its rounds */
	double counting;   /* seconds of what counts instructions, in one build */
	double session;    /* seconds of the invocations of a session, the mean of all */
};

struct comparison_cost {
	struct side_cost sides[2];
	bool unknown;  /* of a case it is not known: no time can be told */
	size_t warmup; /* the most warm-ups of a case */
};

/* Add what case S took to that of C. */
void comparison_cost_add(struct comparison *c, const struct sides *s);

/* So much measuring: TOTAL rounds, invocations, builds, sessions or machines. */
struct more_plan {
	enum more_kind kind;
	double total;
	double rounds;  /* invocations of each case and side in one session; NAN: not to be told */
	double seconds; /* of a session that has them, builds not counted; NAN: not known */
	double budget;  /* seconds that it may take; NAN: not known */
};

/* Seconds of one invocation of all cases, on both sides where R pairs; NAN: not known. */
double comparison_round_seconds(const struct comparison *c, const struct row *r);

/* How TOTAL of the kind of R are measured. */
struct more_plan more_plan_of(const struct comparison *c, const struct row *r, double total);
/* Whether so much measuring helps nobody. */
bool more_is_silly(const struct more_plan *p);
/* Add the options of bench-run for P: "-r 65 --budget 15m"; nothing where none helps. */
void more_options_add(struct buf *b, const struct more_plan *p);

/* Write "more" of R where row_wants_more(). */
void row_more_write(struct json_writer *w, const struct comparison *c, const struct row *r);
/* Write "open" of the summary: what would settle the open rows; nothing when there are none. */
void comparison_open_write(struct json_writer *w, const struct comparison *c);

#endif
