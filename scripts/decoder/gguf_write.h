/* gguf_write.h: a GGUF file, version 3, written in one pass (ggml, docs/gguf.md). */
#ifndef GGUF_WRITE_H
#define GGUF_WRITE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "row_encode.h"

enum { GGUF_ALIGNMENT = 32 };

/* The head of a file, as it grows. BUF_INIT both. */
struct gguf_head {
	struct buf values, tensors;
	uint64_t nvalues, ntensors;
	uint64_t data; /* bytes of data that the tensors so far take */
};

#define GGUF_HEAD_INIT                                                                             \
	{                                                                                          \
		BUF_INIT, BUF_INIT, 0, 0, 0                                                        \
	}

void gguf_head_free(struct gguf_head *h);

/* A value of the head H, by its KEY. */
void gguf_string(struct gguf_head *h, const char *key, const char *value);
void gguf_count(struct gguf_head *h, const char *key, uint32_t value);
void gguf_real(struct gguf_head *h, const char *key, float value);
void gguf_flag(struct gguf_head *h, const char *key, int value);
/* The same for N values. */
void gguf_strings(struct gguf_head *h, const char *key, const char *const *values, size_t n);
void gguf_reals(struct gguf_head *h, const char *key, const float *values, size_t n);
void gguf_integers(struct gguf_head *h, const char *key, const int32_t *values, size_t n);

/* The next tensor: N dimensions DIMS, the length of a row first, of the type P. */
void gguf_tensor(
    struct gguf_head *h, const char *name, const uint64_t *dims, size_t n, enum precision p);

/* All of the head H, padded to where the data begins, added to DST. */
void gguf_head_write(const struct gguf_head *h, struct buf *dst);

#endif
