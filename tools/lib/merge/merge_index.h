/* merge_index.h: the documents that are joined, and where each case is in them. */
#ifndef MERGE_INDEX_H
#define MERGE_INDEX_H

#include <stdint.h>

#include "merge/entry_join.h"
#include "results/results.h"

/* Where one benchmark of one document is. */
struct merge_place {
	const char *id, *variant;
	uint64_t offset;
	uint32_t document, len, line, column;
};

struct merge_index;
struct merge_index *merge_index_new(void);
void merge_index_free(struct merge_index *m);

/* Read the document in file PATH (borrowed; "-": standard input), which must be
 * there to be read again; input that cannot be read twice is copied. Dies when it is
 * no results document. */
void merge_index_add(struct merge_index *m, const char *path);
/* When all are added: bring the cases in their order. Dies when a document has one twice. */
void merge_index_sort(struct merge_index *m);
/* The joined head, borrowed. */
const struct results_head *merge_index_head(const struct merge_index *m);
/* The places of the next case, of which it returns the number; 0: there is none. */
size_t merge_index_next(struct merge_index *m, const struct merge_place **places);
/* Read what is at PLACE into E, which is initialised. Returns it as a source, borrowed. */
struct join_source merge_index_read(
    struct merge_index *m, const struct merge_place *place, struct entry *e);

#endif
