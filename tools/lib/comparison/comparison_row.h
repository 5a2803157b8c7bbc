/* comparison_row.h: what a comparison is made of; for its own modules only. */
#ifndef COMPARISON_ROW_H
#define COMPARISON_ROW_H

#include "base/buf.h"
#include "base/intern.h"
#include "comparison/comparison.h"
#include "comparison/pairing.h"

/* What the rows of one case share. */
struct row_case {
	const char *id, *name;
	const char *reported_by; /* the id of the case whose command reported it, or NULL */
	const struct param *params;
	size_t nparams;
	/* The fingerprint of all the sessions of a side, NULL for the document's;
	 * several ones are joined by spaces. */
	const struct word *machine[2];
	const struct word *sessions[2]; /* their ids, joined by spaces; NULL: none has one */
	bool exploratory, control, in_baseline, in_current;
	bool planned; /* of the plans, beside what the documents may have of the same id */
};

/* What a second machine says of a row that got worse. */
enum elsewhere {
	ELSEWHERE_NONE,    /* nobody asked */
	ELSEWHERE_AGREES,  /* it got worse there too */
	ELSEWHERE_LESS,    /* it did, and by less than the threshold */
	ELSEWHERE_DIFFERS, /* it did not */
	ELSEWHERE_OPEN,    /* it was measured there, and nothing is sure */
	ELSEWHERE_SILENT,  /* there is no answer */
	NELSEWHERE
};

/* The words of these in a document, NULL for the first. */
extern const char *const elsewhere_names[NELSEWHERE];

/* There may be a hundred thousand of them: see to it that they stay small. */
struct row {
	const struct row_case *at;
	const struct word *metric, *unit; /* NULL: a case without any */
	const char *note;                 /* a reason in words, or NULL */
	const struct row *again,
	    *drift; /* the same row measured again; since the release; or NULL */
	struct effect effect;
	double p_adjusted, more;
	double tolerance, threshold; /* the metric's own until judged, then those in force */
	unsigned char better, gate, verdict, severity, why, machines, paired;
	bool whole;              /* of a case that one side lacks as a whole */
	bool unfinished;         /* the current side was stopped before its least number of runs */
	unsigned char elsewhere; /* enum elsewhere */
	unsigned char disturbed; /* bit 0 and 1: most samples of that side were */
};

struct comparison {
	const struct comparison_options *options;
	const struct results_head *baseline, *current;
	struct policy policy; /* of the document */
	double between;       /* what sessions are assumed to differ by: POLICY_BETWEEN_SESSIONS */
	const char *between_from; /* who says so: "default", "scenario", "option" */
	enum machines machines;   /* the least alike of any row */
	struct effect_room *effect_room;
	struct arena *arena;
	struct word_set *words; /* metrics and units */
	struct word_set *names; /* of all metrics of both sides, and a list of them */
	const char **known;
	size_t nknown, cap_known;
	struct row *rows;
	size_t n, cap;
	struct row **sorted;
	size_t counts[NVERDICTS_COMPARED];
	const struct row *moved;   /* of the control, by which all is contaminated */
	const struct row *control; /* its time, or NULL */
	const struct comparison *confirmation, *release, *elsewhere; /* or NULL */
	size_t confirmed, unconfirmed, unanswered;
	size_t said_elsewhere[NELSEWHERE];
	struct comparison_cost *cost; /* see comparison_more.h */
	struct pairing pairing;       /* room */
	struct word_set *loose[2];    /* cases of which it is said what does not pair, by a row that
					 does not gate, and by one that does; or NULL */
	struct waiting_case *waiting; /* see comparison_sessions.h */
	size_t nwaiting, cap_waiting;
	struct pairing_filter moved_sessions; /* in which the control row moved */
	double *values;                       /* room for six arrays of CAP_VALUES */
	uint32_t *builds;                     /* room for two of CAP_VALUES */
	size_t cap_values;
	size_t tests[2]; /* rows that have a p: those that do not gate, and those that do */
};

/* The two sides of a case, and whether they were measured together. */
struct sides {
	const struct entry *entries[2];      /* one may be NULL */
	bool paired;                         /* by C->pairing */
	const struct pairing_filter *filter; /* sessions that take no part, or NULL */
};

/* Find out what of S pairs. Returns NULL, or what is wrong as comparison_add(). */
char *sides_pair(struct comparison *c, struct sides *s, bool *current_is);
/* Compare metric B with M (either may be NULL) into R, and note what did not pair. */
void sides_effect(struct comparison *c, const struct sides *s, const struct metric *b,
    const struct metric *m, struct row *r);
/* Note of R, a row in the pairs of C->pairing, what did not pair: in the first row of a case, or of
 * a command that reports rows, which rounds and invocations of it; in each row, which of the values
 * X and Y of the two sides, NAN for none, have no partner for another reason. */
void row_note_loose(struct comparison *c, const double *x, const double *y, struct row *r);
/* Remember the metrics of E, which may be NULL. */
void comparison_metrics_note(struct comparison *c, const struct entry *e);

/* Add a row of AT and metric M (or NULL), with its verdict and effect open. It is good
 * until the next one is added. */
struct row *row_begin(struct comparison *c, const struct row_case *at, const struct metric *m);
/* Settle R without a test; NOTE, its reason or NULL, lives as long as its comparison. */
void row_decide(struct row *r, enum verdict verdict, const char *note);

/* Keep the string NOTE, which is taken, as long as C. */
const char *row_note_keep(struct comparison *c, char *note);

/* The order of rows: by id, what gates first, then by metric. */
int row_order(const struct row *x, const struct row *y);
/* Row R of another comparison, or NULL. */
const struct row *row_find(const struct comparison *c, const struct row *r);

/* Take into the rows in pairs what the rounds of a block share, which all rows of one metric
 * and session tell together. */
void comparison_share_blocks(struct comparison *c);

/* Whether R alone would be called changed, and it is the correction for the number of rows
 * that stands in the way. */
bool row_corrected_away(const struct comparison *c, const struct row *r);

/* The change that both R and R->AGAIN show: the mean of the two on the logarithmic scale
 * where they are ratios; the milder one where it has no size; that of R->AGAIN where it alone is
 * of several builds. */
double row_change_twice(const struct row *r);

/* Whether R got worse, by its verdict. */
bool row_got_worse(const struct row *r);
/* Whether OTHER, which is R measured again or elsewhere and maybe NULL, says whether R got worse.
 */
bool row_answers(const struct row *other, const struct row *r);
/* Whether R was measured and compared, so that its change may be told, whatever came out. */
bool row_told(const struct row *r);

/* Count the verdicts anew. */
void rows_count(struct comparison *c);
/* Add the rows of case S, whose sides are paired where they pair. */
void case_add(struct comparison *c, const struct sides *s);
/* What the current side lacks because the command that reports it did not end well is not
 * removed: it has failed, or was not measured, as the command. Before the rows are judged. */
void comparison_commands(struct comparison *c);
/* When all is judged: whether the control row moved, and then nothing that was
 * timed beside it is judged. */
void comparison_control(struct comparison *c);

/* Give the rows that were not measured together an allowance for what sessions differ by. */
void comparison_allow_sessions(struct comparison *c);
/* Whether what sessions differ by is in R by assumption alone: it has one session a side. */
bool row_assumes(const struct row *r);

/* Whether a session of one list of ids, of sessions_of_entry(), is in the other one too. */
bool sessions_shared(const struct word *a, const struct word *b);
/* The ids of E's sessions for a row_case; NULL when none has one. */
const struct word *sessions_of_entry(struct word_set *words, const struct entry *e);
/* The fingerprint of E's sessions for a row_case; NULL when E is. */
const struct word *machines_of_entry(struct word_set *words, const struct entry *e);
/* Whether the two sides of AT are of one machine, in documents of these heads. */
enum machines machines_compare(const struct row_case *at, const struct results_head *baseline,
    const struct results_head *current);

/* Whether R, whose sides are of different machines, shows how much machines
 * differ: what one machine a side shows is the machines as much as the change. */
bool row_across(const struct row *r);

/* Write the summary: what all rows come to. */
void comparison_totals_write(struct json_writer *w, const struct comparison *c);

/* Whether a second machine was asked, or it is told why none was. */
bool comparison_asked_elsewhere(const struct comparison *c);
/* Add to B what C's second machine says of R, after "; " where B has something. */
void row_elsewhere_add(struct buf *b, const struct comparison *c, const struct row *r);
/* "+2.1 % [-0.4 %, +4.6 %]" */
void row_change_add(struct buf *b, const struct effect *e);

/* The reason of a row in words, "" when there is none to give; the caller owns it. */
char *row_reason(const struct comparison *c, const struct row *r);

#endif
