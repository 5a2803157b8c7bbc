/* subjects.h: all the subjects of a run: every case of the plan in every variant. */
#ifndef SUBJECTS_H
#define SUBJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "machine/warnings.h"
#include "measure/input_keep.h"
#include "measure/subject.h"
#include "model/variant.h"
#include "results/results.h"
#include "scenario/plan.h"
#include "json/json_writer.h"

struct subjects {
	const struct plan *plan;
	const struct variant *variants; /* NVARIANTS of them, or NULL: one without a name */
	struct subject *at;             /* the variants of a case stand together */
	size_t n, nvariants;
};

/* Fill U from PLAN and the N VARIANTS (both borrowed), whose commands get the
 * environments ENV in turn: two that run at once need a TMPDIR each. */
void subjects_init(struct subjects *u, const struct plan *plan, const struct variant *variants,
    size_t n, char *const *const env[2]);
void subjects_free(struct subjects *u);

/* Take over what results PATH has, of the machine with FINGERPRINT. Dies when it
 * is not of this plan, these variants and this machine. */
void subjects_resume(struct subjects *u, const char *path, const char *fingerprint);

/* Find what the commands of each subject are to read as standard input (input_keep.h): K has to
 * outlive U. Subjects whose input cannot be read fail. */
void subjects_find_inputs(struct subjects *u, struct input_keep *k);

/* Build every variant; subjects of one that cannot be built fail. Says so on
 * standard error unless QUIET. */
void subjects_build(struct subjects *u, bool quiet);

/* The results document, of SESSION in ENVIRONMENT, a JSON object as text. */
void subjects_write(const struct subjects *u, const struct session *session, char *environment,
    struct json_writer *w);

/* Name on standard error the counters that were asked for and that this machine lacks. */
void subjects_warn_uncounted(const struct subjects *u);

/* Add to W, code left-behind, which cases left processes behind; and say on standard error
 * which usual variables (withheld.h) are set here that the first that failed did not get. */
void subjects_warn_left(const struct subjects *u, struct warnings *w);
/* Code device, when another process computed on a device of a case, or the device was too hot or
 * over its power. */
void subjects_warn_devices(const struct subjects *u, struct warnings *w);
void subjects_warn_withheld(const struct subjects *u);

/* Whether a case that can fail a job did. */
bool subjects_failed(const struct subjects *u);

#endif
