/* hash.h: FNV-1a, 64 bits (Fowler, Noll, Vo). */
#ifndef HASH_H
#define HASH_H

#include <stdint.h>

#define HASH_START UINT64_C(0xcbf29ce484222325)

/* HASH and the bytes of S. */
uint64_t hash_bytes(uint64_t hash, const char *s);
/* The same with the end of S, which may be NULL: "a","bc" is not "ab","c". */
uint64_t hash_string(uint64_t hash, const char *s);

/* The hash of S for tables: its low bits serve. */
uint64_t hash_table_string(const char *s);

#endif
