/* power_plan.h: rounds for the cases of a plan, so that most of its rows show a change within its
 * budget. */
#ifndef POWER_PLAN_H
#define POWER_PLAN_H

#include "base/terminal.h"
#include "power/earlier.h"
#include "scenario/plan.h"
#include "json/json_writer.h"

/* What is wanted: a true relative CHANGE, over 0, shown with probability CHANCE. */
struct power_goal {
	double change, chance; /* fractions */
};

enum power_answer {
	POWER_PLANNED, /* it has the rounds that show the change */
	POWER_EXACT,   /* a count, which shows it in any number of rounds */
	POWER_BUDGET,  /* the budget is spent by rows that take less */
	POWER_NOISE,   /* the whole budget alone does not show it */
	POWER_CLOCK,   /* its values come in larger steps */
	POWER_BETWEEN, /* sessions or builds differ by more, which no rounds take away */
	POWER_UNKNOWN, /* the earlier sessions do not tell */
	NPOWER_ANSWERS
};

/* By the enum: "planned", "exact", "budget", "noise", "clock", "between", "unknown". */
extern const char *const power_answers[NPOWER_ANSWERS + 1];

/* One gating metric of one case. */
struct power_row {
	const struct earlier_row *earlier; /* NULL: a case that nothing is known of */
	const struct plan_case *at;
	size_t needed;    /* the rounds that show the change; 0: no number does */
	double takes;     /* the seconds of these, warm-ups and control row included */
	double lacks;     /* how many of these the rounds that its case has do not take */
	size_t builds;    /* of each side, that show the change; 0: one is enough */
	double detection; /* the probability that its case shows the change as planned */
	double smallest;  /* the change that it shows with the chance wanted, a fraction; NAN: its
			   * noise alone does not tell */
	enum power_answer answer;
};

struct power_plan {
	struct power_goal goal;
	/* Seconds: that may be spent, that the least rounds of all cases take, and that all will
	 * take in the mean. */
	double budget, least, seconds;
	size_t builds; /* of each side, that the plan has */
	struct power_row *rows;
	size_t n, decided;
};

/* Set the runs of the cases of PLAN, which lives as long as P, by what X shows.
 *
 * All cases that X knows get the least rounds that bench-diff can judge (paired_rounds.h). Then
 * rows get the rounds that they need, those that take least first, as long as the budget lasts:
 * where each case has one row, no other choice shows the change in more rows. A case takes as many
 * rounds as its neediest row that is planned. Its second look may have as many again. What a case
 * takes is its rounds, in the mean those of its second look where nothing changed, and 4 % for the
 * control row. */
void power_plan_make(struct power_plan *p, struct plan *plan, const struct earlier *x,
    const struct power_goal *goal);
void power_plan_free(struct power_plan *p);

/* What would show the change in R of P, in words that the caller owns; NULL where it is shown. */
char *power_advice(const struct power_plan *p, const struct power_row *r);

/* P as the value of KEY. */
void power_plan_write(const struct power_plan *p, struct json_writer *w, const char *key);

/* Add P as a table for people. */
void power_plan_show(const struct power_plan *p, struct buf *b, const struct text_style *style);

#endif
