/* source_names.h: the functions of the source that addresses of a program belong to. */
#ifndef SOURCE_NAMES_H
#define SOURCE_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/intern.h"

/* Put into NAMES the function that each of the N ADDRESSES of the program at PATH is of, as its
 * line tables tell: of what the compiler put into another function, the inner one. Words of WORDS;
 * NULL where that is not known. Without addr2line nothing is. */
void source_names(const struct word **names, const uint64_t *addresses, size_t n, const char *path,
    struct word_set *words);

/* NAME as it stands in the source, of a language that encodes its types in it; by c++filt. The N
 * NAMES are replaced by words of WORDS. */
void source_names_decode(const struct word **names, size_t n, struct word_set *words);

/* Add NAME to B as a part of one line (tame.h), cut where it has more than MOST columns: programs
 * choose the names of their functions and files. */
void source_name_add(struct buf *b, const char *name, size_t most);

#endif
