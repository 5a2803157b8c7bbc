/* subject.h: one case of one variant while it is being measured. */
#ifndef SUBJECT_H
#define SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "machine/disturbed.h"
#include "measure/callgrind.h"
#include "measure/channel.h"
#include "measure/device_log.h"
#include "measure/invoke.h"
#include "measure/row_table.h"
#include "results/results.h"
#include "scenario/plan.h"

/* Where one build of a variant is, and what its commands find in their environment. */
struct subject_build {
	uint32_t salt;
	char *directory;
	char **env; /* ends in NULL */
};

struct subject {
	const struct plan_case *plan;
	const char *variant; /* or NULL */
	char *directory;     /* where its commands run, or NULL: here */
	char **env;          /* all of the environment, ends in NULL */
	/* Where there are several builds: all of them, of which DIRECTORY and ENV are of one at a
	 * time; how far its turns are behind those of the first variant, in rounds of all; and of
	 * each invocation the salt of its build, NULL: there is one build. */
	struct subject_build *builds;
	size_t nbuilds, lag, turn; /* TURN: which of them it is now */
	uint32_t *salts;
	char **plain_env; /* that of no salt, to count in, where ENV is that of a build; or NULL */
	struct extract *extract;
	struct row_table *rows; /* that the command reports; NULL: it is one benchmark */
	enum entry_status status;
	char *reason; /* or NULL */
	char *last_out,
	    *last_err;     /* what a command printed last whose invocation failed; or NULL */
	size_t left;       /* processes that its commands left behind in this session */
	size_t ignored;    /* counted invocations of this session whose failure was ignored */
	const char *input; /* as invocation.input; borrowed */
	bool over;         /* nothing more is to be measured */
	bool begun;        /* commands of it have run: there may be something to clean up */
	size_t warmed;
	size_t n, cap; /* counted invocations, and room in the arrays below */
	uint32_t *rounds;
	uint32_t *spans;     /* of noise, of those of this session */
	uint32_t *disturbed; /* set by subject_label() */
	size_t ndisturbed;
	struct channel *channels;
	size_t nchannels;
	double counts[CALLGRIND_RUNS_MAX]; /* of instrumented invocations */
	size_t ncounts;
	double seconds;        /* wall time of the counted invocations of this session */
	double seconds_before; /* of those that --resume brought */
	/* Of warm-ups, and of counted invocations, of this session: the wall time with hooks and
	 * all else around them, and how many there were, also of those that failed. */
	double spent[2];
	size_t turns[2];
	struct entry *past; /* what --resume brought, or NULL */
	size_t resumed;     /* how many of N came from there */
	bool paired;        /* one of two variants: its width is set by the schedule */
	double width;       /* see subject_width(), or pair_width(); kept up to date */
	size_t next_width;  /* the N at which it is looked at again */
	/* Of two looks (second_look.h): the one by which it ended so far, an enum look, and the
	 * planned rounds at each; and the N it goes on to for the second, 0: it does not. */
	unsigned look;
	size_t look_rounds[2], goal;
	struct device_log devices; /* of its backend, in this session */
	char *device_metrics;      /* the same as device_log_text() has it, or NULL */
};

/* Prepare U for case C of VARIANT (or NULL) below folder DIR (or NULL), with the
 * environment ENV on top of which the case's own goes. C is borrowed. */
void subject_init(struct subject *u, const struct plan_case *c, const char *variant,
    const char *dir, char *const *env);
void subject_free(struct subject *u);

/* Give U the N builds at B, which are taken, behind the first variant by LAG variants. */
void subject_take_builds(struct subject *u, struct subject_build *b, size_t n, size_t lag);
/* Make DIRECTORY and ENV of U those of the build whose turn it is: the two rounds of an ABBA block
 * have one, and the variants meet in other pairs each time that all have had a turn. */
void subject_turn(struct subject *u, bool warmup);
/* The same of build I, from 0; false when U has no such build. With one build, it is build 0. */
bool subject_turn_to(struct subject *u, size_t i);
/* Free what U has of builds, or of the one that it is of. */
void subject_builds_free(struct subject *u);

/* Take the contents of PAST, what --resume found of this subject (it is as
 * initialised after): its samples become the first ones. Dies, naming FILE,
 * when they do not fit together. */
void subject_resume(struct subject *u, struct entry *past, const char *file);

/* Take the contents of E, what --resume found of a row of this subject, which was resumed itself.
 * Dies, naming FILE, when it is none. */
void subject_resume_row(struct subject *u, struct entry *e, const char *file);

/* Whether the invocation M went well; if not, and it was not interrupted, the subject
 * is ended with a reason. */
bool subject_judge(struct subject *u, const struct measurement *m, const struct output_text *text);

/* Judge an invocation by its exit status and add its samples, of round ROUND,
 * unless it was a warm-up. What TEXT still holds goes to the metrics. A failure ends
 * the subject with a reason; a signal (interrupt.h) meanwhile adds nothing. */
void subject_add(struct subject *u, const struct measurement *m, struct output_text *text,
    bool warmup, uint32_t round);

/* Whether an instrumented invocation is wanted: there are fewer than two, or
 * they do not agree and there are fewer than five. */
bool subject_wants_count(const struct subject *u);

/* As subject_add(), of an instrumented invocation that had TIMEOUT seconds and counted
 * COUNT, -1: nothing. */
void subject_count(struct subject *u, const struct measurement *m, const struct output_text *text,
    double timeout, double count);

/* Say that the last invocation that was added ran in span SPAN of the noise. */
void subject_span(struct subject *u, uint32_t span);

/* The samples of metric NAME of this session, in the order measured; borrowed. NULL: U does
 * not measure it. */
const double *subject_samples(const struct subject *u, const char *name);

/* After the measurement: find the disturbed samples. Adds those of this session to
 * CAUSES; NOISE may be NULL. */
void subject_label(struct subject *u, const struct noise *noise, struct disturbed_causes *causes);

/* End the subject with STATUS and the reason, which is taken. */
void subject_end(struct subject *u, enum entry_status status, char *reason);

/* End the subject with STATUS and the reason, which is taken; the entry gets the last lines of
 * TEXT, which a command printed that failed. */
void subject_fail(
    struct subject *u, enum entry_status status, char *reason, const struct output_text *text);

/* How many of N invocations or rounds, the first ones, a width is estimated from: half
 * of them, in whole ABBA blocks, and 6 where there are as many.
 *
 * Stopping at the first narrow interval of many looks selects intervals whose
 * spread is too small by chance, and such intervals cover
 * too seldom (Chow and Robbins, On the asymptotic theory of fixed-width sequential
 * confidence intervals, 1965). So the first half decides when it is enough. The
 * second half does not influence this: it is an unbiased sample, and with it the
 * interval covers as it should. docs/study.md has the figures. */
size_t subject_width_basis(size_t n);

/* The widest relative half width that the 95 % intervals of the gating metrics'
 * medians are to be expected to have: that of the first subject_width_basis(), times the
 * root of their share. INFINITY until all of them have one. */
double subject_width(const struct subject *u);
/* Bring the width up to date at every tenth more, since it costs a sort. */
void subject_look(struct subject *u);

/* Whether it has reached its precision or a limit, and at least the minimum; or its goal, where
 * it has one. */
bool subject_enough(const struct subject *u);

/* Write its entry, as measured in SESSION (N is filled in here). */
void subject_write(struct subject *u, const struct session *session, struct json_writer *w);
/* The same of row R, which may be one that only another variant's command has reported: then U
 * did not end well, and neither does the row. */
void subject_write_row(struct subject *u, const struct reported_row *r,
    const struct session *session, struct json_writer *w);

#endif
