#include "gguf_write.h"

#include <string.h>

enum {
	GGUF_UINT32 = 4,
	GGUF_INT32 = 5,
	GGUF_FLOAT32 = 6,
	GGUF_BOOL = 7,
	GGUF_STRING = 8,
	GGUF_ARRAY = 9
};

void
gguf_head_free(struct gguf_head *h)
{
	buf_free(&h->values);
	buf_free(&h->tensors);
}

/* The lowest SIZE bytes of V, the lowest first. */
static void
put(struct buf *b, uint64_t v, size_t size)
{
	for (size_t i = 0; i < size; i++)
		buf_char(b, (char)(unsigned char)(v >> 8 * i & 0xff));
}

static void
put_text(struct buf *b, const char *s)
{
	put(b, strlen(s), 8);
	buf_add(b, s, strlen(s));
}

static void
value_begin(struct gguf_head *h, const char *key, uint32_t type)
{
	put_text(&h->values, key);
	put(&h->values, type, 4);
	h->nvalues++;
}

void
gguf_string(struct gguf_head *h, const char *key, const char *value)
{
	value_begin(h, key, GGUF_STRING);
	put_text(&h->values, value);
}

void
gguf_count(struct gguf_head *h, const char *key, uint32_t value)
{
	value_begin(h, key, GGUF_UINT32);
	put(&h->values, value, 4);
}

void
gguf_real(struct gguf_head *h, const char *key, float value)
{
	uint32_t bits;

	memcpy(&bits, &value, sizeof bits);
	value_begin(h, key, GGUF_FLOAT32);
	put(&h->values, bits, 4);
}

void
gguf_flag(struct gguf_head *h, const char *key, int value)
{
	value_begin(h, key, GGUF_BOOL);
	put(&h->values, value != 0, 1);
}

static void
array_begin(struct gguf_head *h, const char *key, uint32_t type, size_t n)
{
	value_begin(h, key, GGUF_ARRAY);
	put(&h->values, type, 4);
	put(&h->values, n, 8);
}

void
gguf_strings(struct gguf_head *h, const char *key, const char *const *values, size_t n)
{
	array_begin(h, key, GGUF_STRING, n);
	for (size_t i = 0; i < n; i++)
		put_text(&h->values, values[i]);
}

void
gguf_reals(struct gguf_head *h, const char *key, const float *values, size_t n)
{
	uint32_t bits;

	array_begin(h, key, GGUF_FLOAT32, n);
	for (size_t i = 0; i < n; i++) {
		memcpy(&bits, &values[i], sizeof bits);
		put(&h->values, bits, 4);
	}
}

void
gguf_integers(struct gguf_head *h, const char *key, const int32_t *values, size_t n)
{
	array_begin(h, key, GGUF_INT32, n);
	for (size_t i = 0; i < n; i++)
		put(&h->values, (uint32_t)values[i], 4);
}

static uint64_t
aligned(uint64_t n)
{
	return (n + GGUF_ALIGNMENT - 1) / GGUF_ALIGNMENT * GGUF_ALIGNMENT;
}

void
gguf_tensor(struct gguf_head *h, const char *name, const uint64_t *dims, size_t n, enum precision p)
{
	uint64_t rows = 1;

	put_text(&h->tensors, name);
	put(&h->tensors, n, 4);
	for (size_t i = 0; i < n; i++) {
		put(&h->tensors, dims[i], 8);
		rows *= i > 0 ? dims[i] : 1;
	}
	put(&h->tensors, precision_type(p), 4);
	put(&h->tensors, h->data, 8);
	h->ntensors++;
	h->data += aligned(rows * row_size(p, dims[0]));
}

void
gguf_head_write(const struct gguf_head *h, struct buf *dst)
{
	size_t start = dst->len;

	buf_add(dst, "GGUF", 4);
	put(dst, 3, 4);
	put(dst, h->ntensors, 8);
	put(dst, h->nvalues, 8);
	buf_add(dst, h->values.s, h->values.len);
	buf_add(dst, h->tensors.s, h->tensors.len);
	while ((dst->len - start) % GGUF_ALIGNMENT)
		buf_char(dst, '\0');
}
