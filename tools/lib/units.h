/* units.h: all the units of a run: every case of the plan in every variant. */
#ifndef UNITS_H
#define UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "json_writer.h"
#include "plan.h"
#include "results.h"
#include "unit.h"
#include "variant.h"

struct units {
	const struct plan *plan;
	const struct variant *variants; /* NVARIANTS of them, or NULL: one without a name */
	struct unit *at;                /* the variants of a case stand together */
	size_t n, nvariants;
};

/* Fill U from PLAN and the N VARIANTS (both borrowed), whose commands get the
 * environments ENV in turn: two that run at once need a TMPDIR each. */
void units_init(struct units *u, const struct plan *plan, const struct variant *variants, size_t n,
    char *const *const env[2]);
void units_free(struct units *u);

/* Take over what results PATH has, of the machine with FINGERPRINT. Dies when it
 * is not of this plan, these variants and this machine. */
void units_resume(struct units *u, const char *path, const char *fingerprint);

/* Build every variant; units of one that cannot be built fail. Says so on
 * standard error unless QUIET. */
void units_build(struct units *u, bool quiet);

/* The results document, of SESSION in ENVIRONMENT, a JSON object as text. */
void units_write(
    const struct units *u, const struct session *session, char *environment, struct json_writer *w);

/* Name on standard error the counters that were asked for and that this machine lacks. */
void units_warn_uncounted(const struct units *u);

/* Whether a case that can fail a job did. */
bool units_failed(const struct units *u);

#endif
