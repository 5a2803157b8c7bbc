/* weights_parts.h: the readers of the formats, and what they fill; inside this folder alone. */
#ifndef WEIGHTS_PARTS_H
#define WEIGHTS_PARTS_H

#include "weights/weights.h"
#include "weights/weights_file.h"

/* Whether F, at its start, is of the format; it is at its start after. */
bool gguf_begins(struct weights_file *f);
bool safetensors_begins(struct weights_file *f);
bool onnx_begins(struct weights_file *f);

/* Read the header that F is at the start of into W. */
void gguf_read(struct weights *w, struct weights_file *f);
void safetensors_read(struct weights *w, struct weights_file *f);
void onnx_read(struct weights *w, struct weights_file *f);

/* Read the configuration beside file PATH, if there is one. */
void model_config_read(struct weights *w, const char *path);

/* *ELEMENTS times DIM; dies as of F when that does not fit in 63 bits. */
void weights_multiply(const struct weights_file *f, uint64_t *elements, uint64_t dim);

/* The bytes of ELEMENTS numbers of type T in F; UINT64_MAX when the type's size is not known. Dies
 * when they are no whole blocks. */
uint64_t weights_tensor_bytes(
    const struct weights_file *f, const struct dtype *t, uint64_t elements);

/* Count a tensor NAME of ELEMENTS numbers of type T. */
void weights_tensor(struct weights *w, const struct weights_file *f, const char *name,
    const struct dtype *t, uint64_t elements);

/* Note that TOLD_BY says that the architecture is NAME; EXPERTS: of many, of which few are used.
 * What was noted before stays. */
void weights_architecture(struct weights *w, const char *name, const char *told_by, bool experts);

#endif
