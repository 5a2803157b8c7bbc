/* import_cases.h: the benchmarks of other harnesses, collected by case. */
#ifndef IMPORT_CASES_H
#define IMPORT_CASES_H

#include <stddef.h>

#include "import/import_runs.h"
#include "json/json_scanner.h"
#include "json/json_writer.h"

struct import_cases;

/* VARIANT (borrowed) is that of all; NULL: what each says. */
struct import_cases *import_cases_new(const char *variant);
void import_cases_free(struct import_cases *c);

/* From here on benchmarks that tell no run are of another session, called ID (copied). Without a
 * call they are all of one session without a name. */
void import_cases_session(struct import_cases *c, const char *id);

/* Keep what each run has apart; every benchmark must tell its run. */
void import_cases_by_run(struct import_cases *c);

/* NEWER, which gets HOW (borrowed) and the id of a case, says what the case is called now, which
 * the caller owns; NULL: as before. */
void import_cases_rename(
    struct import_cases *c, char *(*newer)(const void *how, const char *id), const void *how);

/* Add the next value of S, a benchmark as a results document has it (bench-results(5)), of which
 * only "name" must be there. What one case has in several of them is joined in the order of the
 * calls: samples of a metric are appended, single values of several become samples, a single value
 * beside samples is their summary and left out, one failure is the status of all. A metric that
 * bench-run has too is converted to the unit it has there. Member "run", an object, tells the run
 * (import_runs.h): each is a session, or by itself. Dies of anything else, in the words of S. */
void import_cases_add(struct import_cases *c, struct scanner *s);

/* Write them as the benchmarks of a results document, in its order. */
void import_cases_write(struct import_cases *c, struct json_writer *w);

/* The runs, borrowed; those that a file told are in the order of the calls. */
const struct import_runs *import_cases_runs(const struct import_cases *c);
/* Write those of run I of them alone, of cases that are kept by run; for one I after the other. */
void import_cases_write_run(struct import_cases *c, size_t i, struct json_writer *w);

#endif
