/* row_encode.h: rows of weights as the types of GGUF files hold them. */
#ifndef ROW_ENCODE_H
#define ROW_ENCODE_H

#include <stddef.h>
#include <stdint.h>

enum precision { PRECISION_F32, PRECISION_F16, PRECISION_Q8_0, PRECISION_Q4_0 };

/* The words for them, which end in NULL. */
extern const char *const precision_words[];

/* Values that are encoded together: the length of a row must be a multiple of it. */
enum { ROW_BLOCK = 32 };

/* The number of the type in a GGUF file (enum ggml_type), and of a file that is mostly of it
 * (enum llama_ftype). */
uint32_t precision_type(enum precision p);
uint32_t precision_file_type(enum precision p);

/* Bytes that a row of N values takes. */
size_t row_size(enum precision p, size_t n);

/* The N values V as P into the row_size() bytes DST, in the order of bytes of this machine. Q8_0:
 * a scale of 16 bits and 32 values of 8 bits; Q4_0: a scale and 32 values of 4 bits, of which a
 * byte holds the values 16 apart (ggml, docs/gguf.md and the reference quantizers). */
void row_encode(enum precision p, const float *v, size_t n, unsigned char *dst);

/* V as an IEEE 754 half, rounded to nearest, ties to even; too large ones are infinite. */
uint16_t half_of(float v);

#endif
