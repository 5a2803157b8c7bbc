#include "weights/weights.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "weights/weights_parts.h"

static const struct {
	const char *name;
	bool (*begins)(struct weights_file *f);
	void (*read)(struct weights *w, struct weights_file *f);
} formats[] = {
    [WEIGHTS_NONE] = {"none", NULL, NULL},
    [WEIGHTS_SAFETENSORS] = {"safetensors", safetensors_begins, safetensors_read},
    [WEIGHTS_GGUF] = {"gguf", gguf_begins, gguf_read},
    [WEIGHTS_ONNX] = {"onnx", onnx_begins, onnx_read},
};
enum { NFORMATS = sizeof formats / sizeof *formats };

void
weights_multiply(const struct weights_file *f, uint64_t *elements, uint64_t dim)
{
	if (dim > INT64_MAX || (dim && *elements > INT64_MAX / dim))
		weights_die(f, "a tensor of more than 2^63 numbers");
	*elements *= dim;
}

uint64_t
weights_tensor_bytes(const struct weights_file *f, const struct dtype *t, uint64_t elements)
{
	uint64_t blocks;

	if (t->bits)
		return elements / 8 * t->bits + (elements % 8 * t->bits + 7) / 8;
	if (!t->block)
		return UINT64_MAX;
	if (elements % t->block)
		weights_die(f, "%" PRIu64 " numbers of type %s, which lie in blocks of %" PRIu32,
		    elements, t->name, t->block);
	blocks = elements / t->block;
	if (blocks > (UINT64_MAX - 1) / t->bytes)
		weights_die(f, "a tensor of more than 2^64 bytes");
	return blocks * t->bytes;
}

void
weights_tensor(struct weights *w, const struct weights_file *f, const char *name,
    const struct dtype *t, uint64_t elements)
{
	size_t i = 0;

	while (i < w->ndtypes && strcmp(w->dtypes[i].name, t->name) != 0)
		i++;
	if (i == WEIGHTS_DTYPES)
		weights_die(f, "more than %d types of numbers", WEIGHTS_DTYPES);
	if (i == w->ndtypes)
		w->dtypes[w->ndtypes++].name = t->name;
	if (elements > INT64_MAX - w->parameters)
		weights_die(f, "more than 2^63 parameters");
	w->parameters += elements;
	w->tensors++;
	w->dtypes[i].parameters += elements;
	w->dtypes[i].tensors++;
	family_sign_name(&w->signs, name);
}

void
weights_architecture(struct weights *w, const char *name, const char *told_by, bool experts)
{
	enum family family = family_of_architecture(name);

	if (!*w->architecture)
		snprintf(w->architecture, sizeof w->architecture, "%s", name);
	if (experts && (family == FAMILY_DECODER_ONLY || family == FAMILY_UNKNOWN))
		family = FAMILY_MIXTURE_OF_EXPERTS;
	if (w->family != FAMILY_UNKNOWN || family == FAMILY_UNKNOWN)
		return;
	w->family = family;
	w->told_by = told_by;
}

void
weights_read(struct weights *w, const char *path)
{
	struct weights_file *f = weights_file_open(path);
	size_t i = WEIGHTS_SAFETENSORS;

	if (w->nfiles == WEIGHTS_PARTS)
		die("more than %d files of one model", WEIGHTS_PARTS);
	while (i < NFORMATS && !formats[i].begins(f))
		i++;
	if (i == NFORMATS)
		die("%s: neither safetensors, GGUF nor ONNX", f->name);
	if (w->format != WEIGHTS_NONE && w->format != i)
		die("%s: a part in %s, where '%s' is in %s", f->name, formats[i].name, w->files[0],
		    formats[w->format].name);
	w->format = (enum weights_format)i;
	w->files[w->nfiles++] = f->name;
	w->bytes += f->size;
	formats[i].read(w, f);
	if (w->format != WEIGHTS_GGUF && !input_is_standard(path))
		model_config_read(w, path);
	weights_file_close(f);
}

void
weights_end(struct weights *w)
{
	if (w->family != FAMILY_UNKNOWN)
		return;
	w->family = family_of_signs(&w->signs);
	if (w->family != FAMILY_UNKNOWN)
		w->told_by = w->format == WEIGHTS_ONNX ? "the names and operators of the graph"
						       : "the names of the tensors";
}

const char *
weights_size_class(uint64_t parameters)
{
	static const struct {
		uint64_t below;
		const char *word;
	} classes[] = {
	    {20000000, "tiny"},
	    {80000000, "small"},
	    {300000000, "base"},
	    {1500000000, "large"},
	    {6000000000, "xl"},
	    {UINT64_MAX, "xxl"},
	};
	size_t i = 0;

	while (parameters >= classes[i].below)
		i++;
	return classes[i].word;
}

const char *
weights_main_dtype(const struct weights *w)
{
	const struct weights_dtype *most = NULL;

	for (size_t i = 0; i < w->ndtypes; i++)
		if (!most || w->dtypes[i].parameters > most->parameters)
			most = &w->dtypes[i];
	return most ? most->name : "none";
}

static void
dtypes_write(const struct weights *w, struct json_writer *out)
{
	json_array_begin(out, "dtypes");
	for (size_t i = 0; i < w->ndtypes; i++) {
		json_object_begin(out, NULL);
		json_string(out, "dtype", w->dtypes[i].name);
		json_integer(out, "tensors", (long long)w->dtypes[i].tensors);
		json_integer(out, "parameters", (long long)w->dtypes[i].parameters);
		json_object_end(out);
	}
	json_array_end(out);
}

void
weights_write(const struct weights *w, struct json_writer *out)
{
	json_object_begin(out, NULL);
	json_string(out, "schema", MODEL_SCHEMA);
	json_string(out, "version", VERSION);
	json_array_begin(out, "files");
	for (size_t i = 0; i < w->nfiles; i++)
		json_string(out, NULL, w->files[i]);
	json_array_end(out);
	json_string(out, "format", formats[w->format].name);
	if (w->version)
		json_integer(out, "format_version", (long long)w->version);
	if (w->format == WEIGHTS_GGUF)
		json_string(out, "byte_order", w->big ? "big" : "little");
	json_integer(out, "bytes", (long long)w->bytes);
	if (*w->name)
		json_string(out, "name", w->name);
	json_integer(out, "parameter_count", (long long)w->parameters);
	json_integer(out, "tensors", (long long)w->tensors);
	json_string(out, "dtype", weights_main_dtype(w));
	dtypes_write(w, out);
	json_string(out, "size_class", weights_size_class(w->parameters));
	if (*w->architecture)
		json_string(out, "architecture", w->architecture);
	json_string(out, "family", family_word(w->family));
	if (w->told_by)
		json_string(out, "family_from", w->told_by);
	json_object_end(out);
	json_break(out);
}

char *
weights_labels(const struct weights *w)
{
	struct json_writer *out = json_writer_new(NULL);

	json_object_begin(out, NULL);
	json_string(out, "model_dtype", weights_main_dtype(w));
	json_string(out, "model_family", family_word(w->family));
	json_string(out, "model_size", weights_size_class(w->parameters));
	json_integer(out, "parameter_count", (long long)w->parameters);
	json_object_end(out);
	return json_writer_take(out);
}
