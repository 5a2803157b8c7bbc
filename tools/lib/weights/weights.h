/* weights.h: what the header of a model's file says: parameters, types of numbers, size, family. */
#ifndef WEIGHTS_H
#define WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weights/dtype.h"
#include "weights/family.h"
#include "json/json_writer.h"

enum weights_format { WEIGHTS_NONE, WEIGHTS_SAFETENSORS, WEIGHTS_GGUF, WEIGHTS_ONNX };
enum { WEIGHTS_DTYPES = 64, WEIGHTS_WORD = 128, WEIGHTS_PARTS = 1000 };

/* The tensors of one type. */
struct weights_dtype {
	const char *name;
	uint64_t tensors, parameters;
};

struct weights {
	const char *files[WEIGHTS_PARTS]; /* borrowed; the parts of one model */
	size_t nfiles;
	enum weights_format format;
	uint64_t version; /* of the format; 0: it has none */
	bool big;         /* GGUF with the largest byte first */
	uint64_t bytes;   /* of all files */
	uint64_t tensors, parameters;
	struct weights_dtype dtypes[WEIGHTS_DTYPES];
	size_t ndtypes;
	char name[WEIGHTS_WORD], architecture[WEIGHTS_WORD]; /* or "" */
	enum family family;
	const char *told_by; /* where the family is from; NULL: nothing told it */
	struct family_signs signs;
};

/* Read the header of file PATH ("-": standard input) into W, as the next part of what is there;
 * W is zeroed before the first. The file config.json beside one in safetensors or ONNX is read
 * too. Dies with a message that names the file and the byte when it is no model, a part of another
 * format than the first, or its tensors do not lie in the file. */
void weights_read(struct weights *w, const char *path);

/* Say what the family is, when all parts were read. */
void weights_end(struct weights *w);

/* "tiny", "small", "base", "large", "xl" or "xxl": the bounds are 20 M, 80 M, 300 M, 1.5 G and 6 G
 * parameters (bench-model(1) has the reason). */
const char *weights_size_class(uint64_t parameters);

/* The name of the type that most parameters have; "none" without any. */
const char *weights_main_dtype(const struct weights *w);

/* Write the document "benchpipe/model/1". */
void weights_write(const struct weights *w, struct json_writer *out);

/* The facts that results keep as labels, as a JSON object: "model_dtype", "model_family",
 * "model_size", "parameter_count". The caller owns it. */
char *weights_labels(const struct weights *w);

#endif
