/* why_profiles.h: bench-run's profiles of the cases to explain. */
#ifndef WHY_PROFILES_H
#define WHY_PROFILES_H

#include <stdbool.h>

#include "why/call_graph.h"
#include "json/json_document.h"

struct why_profiles {
	char *folder;
	struct json_document *index; /* NULL: nothing ran */
};

/* Run the cases of SCENARIO that the comparison at ONLY flags (NULL: all), once each under
 * callgrind, in the N variants NAMES in the folders ROOTS; BUILD: build them before. What bench-run
 * says is shown. Dies when it fails. */
void why_profiles_make(struct why_profiles *p, const char *scenario, const char *only,
    const char *const *names, const char *const *roots, size_t n, bool build);
void why_profiles_free(struct why_profiles *p);

/* What case ID executed in VARIANT, in instructions; NAN: it did not run there. */
double why_profile_count(const struct why_profiles *p, const char *id, const char *variant);

/* The folder with callgrind's files of case ID in VARIANT, which the caller owns; NULL: it did not
 * run there. */
char *why_profile_folder(const struct why_profiles *p, const char *id, const char *variant);

#endif
