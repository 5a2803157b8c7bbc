/* import_cases.h: the benchmarks of other harnesses, collected by case. */
#ifndef IMPORT_CASES_H
#define IMPORT_CASES_H

#include <stddef.h>

#include "json/json_scanner.h"
#include "json/json_writer.h"

struct import_cases;

/* VARIANT (borrowed) is that of all; NULL: what each says. */
struct import_cases *import_cases_new(const char *variant);
void import_cases_free(struct import_cases *c);

/* From here on benchmarks are of another session, called ID (copied). Without a call all are
 * of one session without a name. */
void import_cases_session(struct import_cases *c, const char *id);

/* Add the next value of S, a benchmark as a results document has it (bench-results(5)), of which
 * only "name" must be there. What one case has in several of them is joined in the order of the
 * calls: samples of a metric are appended, single values of several become samples, a single value
 * beside samples is their summary and left out, one failure is the status of all. A metric that
 * bench-run has too is converted to the unit it has there. Dies of anything else, in the words of
 * S. */
void import_cases_add(struct import_cases *c, struct scanner *s);

/* Write them as the benchmarks of a results document, in its order. */
void import_cases_write(struct import_cases *c, struct json_writer *w);

#endif
