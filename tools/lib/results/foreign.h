/* foreign.h: tells other benchmark harnesses' JSON from results, for messages. */
#ifndef FOREIGN_H
#define FOREIGN_H

#include "json/json_members.h"

/* What to do with the output of a harness that is not told. */
#define FOREIGN_ANY "; make results of another harness's output: bench-import FILE"

/* What an object is that has these unknown members, and what to do with it:
 * "Google Benchmark's output; make results of it: bench-import google-benchmark FILE", or NULL. It
 * is one of the benchmarks, or the whole document, with or without BENCHMARKS. */
const char *foreign_entry(const struct members *m);
const char *foreign_document(const struct members *m, bool benchmarks);

#endif
