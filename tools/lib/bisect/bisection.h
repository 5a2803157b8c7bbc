/* bisection.h: a hunt as a document: commits, probes, and what they say
 * (schemas/bisection.json). */
#ifndef BISECTION_H
#define BISECTION_H

#include "bisect/hunt.h"
#include "json/json_document.h"
#include "json/json_writer.h"

enum { BISECTION_COMMITS = 100001, BISECTION_PROBES = 10000 };

struct bisection {
	struct json_document *document;
	struct hunt hunt; /* its arrays are the bisection's own */
	struct hunt_state state;
	double *posterior;
};

/* Read file PATH ("-" or NULL: standard input) and find what to do next. Probes of another metric
 * than the row has now, and those that are set aside, do not count. Dies on anything that is no
 * bisection. */
void bisection_load(struct bisection *b, const char *path);
/* The same of DOCUMENT, which is taken. */
void bisection_take(struct bisection *b, struct json_document *document);
void bisection_free(struct bisection *b);

/* The document again, with 'posterior' and 'answer' as they are now. */
void bisection_write(struct json_writer *w, const struct bisection *b);

/* The answer in words, for people; the caller owns it. */
char *bisection_words(const struct bisection *b);

#endif
