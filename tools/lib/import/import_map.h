/* import_map.h: the jq process between the rows of a reader and the benchmarks made of them. */
#ifndef IMPORT_MAP_H
#define IMPORT_MAP_H

#include <stdio.h>

#include "base/buf.h"
#include "import/import_format.h"

struct import_map;

/* Start jq with the program of FORMAT, which may take SECONDS of CPU time, 2 GiB of memory, and 16
 * MiB of disk for what it says: import_map_end() tells that it took more. READ is called with TO in
 * a process of its own, writes rows to TO and may die. Dies when no process can be made. */
struct import_map *import_map_start(const struct import_format *format, unsigned seconds,
    void (*read)(void *to_read, FILE *to), void *to_read);
/* Start jq alone, for questions one by one. */
struct import_map *import_map_open(const struct import_format *format, unsigned seconds);
/* Put what the program makes of ROW, the LEN bytes of a line, into ANSWER, a line each. Dies, as of
 * NAME, when the program fails, or makes more than 64 MiB of one row. False when jq ended, which
 * import_map_end() tells. */
bool import_map_ask(
    struct import_map *m, const char *name, const char *row, size_t len, struct buf *answer);

/* What jq writes, to be read to its end; borrowed. -1 when it writes nothing. */
int import_map_fd(const struct import_map *m);
/* Wait for both, and free M. When the reader died, which it has said, exit as it did; when jq
 * did, die with what it said, as of NAME. */
void import_map_end(struct import_map *m, const char *name);

#endif
