/* libFuzzer target: any bytes are the header of a model in GGUF, or end in a message. */
#define _GNU_SOURCE /* memfd_create */
#include "trouble.h"

#include "weights.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return weights_fuzz(gguf_read, data, size);
}
