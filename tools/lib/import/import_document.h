/* import_document.h: what was imported as results documents. */
#ifndef IMPORT_DOCUMENT_H
#define IMPORT_DOCUMENT_H

#include "import/import_cases.h"

/* What documents say beside their benchmarks; or NULL. */
struct import_words_said {
	const char *version, *suite;
	const char *environment; /* JSON object */
};

/* Write CASES as one document to file OUTPUT (NULL: standard output), whole or not at all. */
void import_document_write(
    struct import_cases *cases, const struct import_words_said *said, const char *output);

/* Write each run of CASES, which were kept by run, as a document of its own to a new file of
 * FOLDER, called after its time and its commit, and the paths to standard output. A run of which a
 * file is there already, equal in each byte, is not written again. Dies when one cannot be written.
 */
void import_documents_write(
    struct import_cases *cases, const struct import_words_said *said, const char *folder);

#endif
