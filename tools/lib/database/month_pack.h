/* month_pack.h: the documents of one month of a history in one Parquet file. */
#ifndef MONTH_PACK_H
#define MONTH_PACK_H

#include "history/store.h"

enum { MONTH_LEN = sizeof "2026-11" - 1 };

/* Write the file of MONTH (its first MONTH_LEN bytes) in HISTORY anew, from what it had and the
 * documents of LIST, without those whose stem is under FROM (NULL: all), each of them once. The
 * new file is in its place only when it was read back and every document has its digest. Without
 * any document the file is removed. MEMORY: the most that DuckDB may take. Returns how many
 * documents it has. */
size_t month_pack(const char *history, const char *month, const char *from,
    const struct store_list *list, const char *memory);

#endif
