/* The format: docs/gguf.md of ggml. */
#include <inttypes.h>
#include <string.h>

#include "weights/weights_parts.h"

enum { DIMS_MAX = 8, DEPTH_MAX = 4, ALIGNMENT = 32, KEY_ROOM = 128, TENSOR_LEAST = 24 };

enum { VALUE_U32 = 4, VALUE_STRING = 8, VALUE_ARRAY = 9, NVALUES = 13 };
/* Bytes of a value by its type; 0: not of one size. */
static const unsigned char value_bytes[NVALUES] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

bool
gguf_begins(struct weights_file *f)
{
	char magic[4] = "";

	if (f->size >= 4)
		weights_take(f, magic, 4, "");
	f->at = 0;
	return memcmp(magic, "GGUF", 4) == 0;
}

static uint32_t
value_type(struct weights_file *f)
{
	uint32_t type = weights_u32(f, "the type of a value");

	if (type >= NVALUES)
		weights_die(
		    f, "a value of type %" PRIu32 ", where types go up to %d", type, NVALUES - 1);
	return type;
}

static void
string_skip(struct weights_file *f)
{
	weights_skip(f, weights_u64(f, "the length of a text"), "a text");
}

static void
value_skip(struct weights_file *f, uint32_t type, unsigned depth)
{
	uint32_t of;
	uint64_t n;

	if (type == VALUE_STRING) {
		string_skip(f);
		return;
	}
	if (type != VALUE_ARRAY) {
		weights_skip(f, value_bytes[type], "a value");
		return;
	}
	if (depth == DEPTH_MAX)
		weights_die(f, "more than %d arrays, one in the other", DEPTH_MAX);
	of = value_type(f);
	n = weights_u64(f, "the length of an array");
	if (value_bytes[of]) {
		if (n > UINT64_MAX / value_bytes[of])
			weights_die(f, "an array of %" PRIu64 " values", n);
		weights_skip(f, n * value_bytes[of], "an array");
		return;
	}
	/* Each of them has at least eight bytes: the file's end ends this. */
	for (uint64_t i = 0; i < n; i++)
		value_skip(f, of, depth + 1);
}

static bool
ends_with(const char *key, const char *end)
{
	size_t n = strlen(key), len = strlen(end);

	return n >= len && strcmp(key + n - len, end) == 0;
}

/* What is kept of the metadata. */
struct kept_values {
	char architecture[WEIGHTS_WORD];
	uint32_t alignment, experts;
};

static void
pair_read(struct weights *w, struct weights_file *f, struct kept_values *kept)
{
	char key[KEY_ROOM];
	uint32_t type;

	weights_text(f, weights_u64(f, "the length of a key"), key, sizeof key, "a key");
	type = value_type(f);
	if (type == VALUE_STRING && strcmp(key, "general.architecture") == 0) {
		weights_text(f, weights_u64(f, "the length of a text"), kept->architecture,
		    sizeof kept->architecture, "a text");
	} else if (type == VALUE_STRING && strcmp(key, "general.name") == 0) {
		weights_text(
		    f, weights_u64(f, "the length of a text"), w->name, sizeof w->name, "a text");
	} else if (type == VALUE_U32 && strcmp(key, "general.alignment") == 0) {
		kept->alignment = weights_u32(f, "the alignment");
		if (!kept->alignment || kept->alignment & (kept->alignment - 1))
			weights_die(f, "an alignment of %" PRIu32 ", which is no power of two",
			    kept->alignment);
	} else if (type == VALUE_U32 && ends_with(key, ".expert_count")) {
		kept->experts = weights_u32(f, "the number of experts");
	} else {
		value_skip(f, type, 0);
	}
}

/* The next tensor; returns where its data ends, from the beginning of all data. */
static uint64_t
tensor_read(struct weights *w, struct weights_file *f)
{
	uint64_t elements = 1, offset, bytes;
	const struct dtype *t;
	char name[KEY_ROOM];
	uint32_t dims;

	weights_text(
	    f, weights_u64(f, "the length of a name"), name, sizeof name, "the name of a tensor");
	dims = weights_u32(f, "the number of dimensions");
	if (dims > DIMS_MAX)
		weights_die(
		    f, "a tensor of %" PRIu32 " dimensions, where %d are the most", dims, DIMS_MAX);
	for (uint32_t i = 0; i < dims; i++)
		weights_multiply(f, &elements, weights_u64(f, "a dimension"));
	t = dtype_of_gguf(weights_u32(f, "the type of a tensor"));
	bytes = weights_tensor_bytes(f, t, elements);
	offset = weights_u64(f, "the place of a tensor");
	weights_tensor(w, f, name, t, elements);
	if (bytes == UINT64_MAX)
		bytes = 0;
	if (offset > UINT64_MAX - bytes)
		weights_die(f, "a tensor at byte %" PRIu64 " of the data", offset);
	return offset + bytes;
}

void
gguf_read(struct weights *w, struct weights_file *f)
{
	struct kept_values kept = {.alignment = ALIGNMENT};
	uint64_t tensors, pairs, end = 0, pad;
	uint32_t version;

	weights_skip(f, 4, "the magic");
	version = weights_u32(f, "the version");
	if (version && (version & 0xffff) == 0) {
		f->big = true;
		version >>= 16;
		version = (version & 0xff) << 8 | version >> 8;
	}
	if (version != 2 && version != 3)
		weights_die(f, "GGUF of version %" PRIu32 ", where 2 and 3 are known", version);
	w->version = version;
	w->big = f->big;
	tensors = weights_u64(f, "the number of tensors");
	pairs = weights_u64(f, "the number of values");
	if (tensors > weights_left(f) / TENSOR_LEAST)
		weights_die(f, "%" PRIu64 " tensors cannot be in %" PRIu64 " bytes", tensors,
		    weights_left(f));
	for (uint64_t i = 0; i < pairs; i++)
		pair_read(w, f, &kept);
	for (uint64_t i = 0; i < tensors; i++) {
		uint64_t to = tensor_read(w, f);

		end = to > end ? to : end;
	}
	pad = (kept.alignment - f->at % kept.alignment) % kept.alignment;
	if (end)
		weights_skip(f, pad, "the space before the data");
	weights_skip(f, end, "the data of the tensors");
	if (*kept.architecture)
		weights_architecture(
		    w, kept.architecture, "general.architecture", kept.experts > 0);
}
