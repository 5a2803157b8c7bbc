/* dtype.h: the types of numbers that tensors have, by the names that all formats share here. */
#ifndef DTYPE_H
#define DTYPE_H

#include <stddef.h>
#include <stdint.h>

struct dtype {
	const char *name; /* "f32", "q4_k" */
	/* So many numbers lie together in so many bytes, or of fewer than 8 bits in BITS each; a
	 * type of unknown size has 0 for both. */
	uint32_t block, bytes, bits;
};

/* The type by its number in GGUF or ONNX, or by its name in safetensors; "unknown" of one that is
 * none, or newer than this program. Never NULL. */
const struct dtype *dtype_of_gguf(uint32_t type);
const struct dtype *dtype_of_onnx(uint64_t type);
const struct dtype *dtype_of_safetensors(const char *name);

/* The name that WORD stands for: "fp16", "float16" and "half" are "f16", "int8" is "i8"; any other
 * word in small letters. NAME has ROOM bytes. */
void dtype_word(const char *word, char *name, size_t room);

#endif
