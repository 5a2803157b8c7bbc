/* The format: onnx.proto3 of ONNX, and "Encoding" of the documentation of Protocol Buffers. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "weights/weights_parts.h"

enum { DEPTH_MAX = 32, NAME_ROOM = 256 };
enum { WIRE_VARINT = 0, WIRE_64 = 1, WIRE_BYTES = 2, WIRE_32 = 5 };

/* One field of a message; F is at its value, END is where it ends. */
struct proto_field {
	uint64_t number, value, end;
	unsigned wire;
};

static uint64_t
varint_read(struct weights_file *f, uint64_t end)
{
	uint64_t v = 0;
	unsigned char c;

	for (unsigned shift = 0; shift < 70; shift += 7) {
		if (f->at >= end)
			weights_die(f, "a number that goes on over the end of its message");
		weights_take(f, &c, 1, "a number");
		if (shift < 64)
			v |= (uint64_t)(c & 0x7f) << shift;
		if (!(c & 0x80))
			return v;
	}
	weights_die(f, "a number of more than 64 bits");
}

/* The next field of the message that ends at END; false at its end. Start from a FIELD whose END is
 * where the message begins. */
static bool
field_next(struct weights_file *f, uint64_t end, struct proto_field *field)
{
	uint64_t tag, len = 0;

	f->at = field->end;
	if (f->at == end)
		return false;
	tag = varint_read(f, end);
	field->number = tag >> 3;
	field->wire = tag & 7;
	if (field->number == 0)
		weights_die(f, "a field of number 0");
	if (field->wire == WIRE_VARINT)
		field->value = varint_read(f, end);
	else if (field->wire == WIRE_BYTES)
		len = varint_read(f, end);
	else if (field->wire == WIRE_64 || field->wire == WIRE_32)
		len = field->wire == WIRE_64 ? 8 : 4;
	else
		weights_die(f, "a field of wire type %u, which is none", field->wire);
	if (len > end - f->at)
		weights_die(f,
		    "a field of %" PRIu64 " bytes, where its message has %" PRIu64 " more", len,
		    end - f->at);
	field->end = f->at + len;
	return true;
}

static bool
field_is(const struct proto_field *field, uint64_t number, unsigned wire)
{
	return field->number == number && field->wire == wire;
}

static void
onnx_text(struct weights_file *f, const struct proto_field *field, char *text, size_t room)
{
	weights_text(f, field->end - f->at, text, room, "a text");
}

/* A model begins with ir_version, or another field of ModelProto. */
bool
onnx_begins(struct weights_file *f)
{
	static const unsigned char tags[] = {0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42};
	unsigned char c = 0;

	if (f->size > 1)
		weights_take(f, &c, 1, "");
	f->at = 0;
	return c && memchr(tags, c, sizeof tags);
}

/* Multiply ELEMENTS by the dimensions in FIELD, one or many packed. */
static void
dims_read(struct weights_file *f, const struct proto_field *field, uint64_t *elements)
{
	if (field->wire == WIRE_VARINT)
		weights_multiply(f, elements, field->value);
	while (field->wire == WIRE_BYTES && f->at < field->end)
		weights_multiply(f, elements, varint_read(f, field->end));
}

/* TensorProto */
static void
tensor_message(struct weights *w, struct weights_file *f, uint64_t end)
{
	struct proto_field x = {.end = f->at};
	uint64_t elements = 1, type = 0, raw = UINT64_MAX, bytes;
	char name[NAME_ROOM] = "";
	const struct dtype *t;

	while (field_next(f, end, &x)) {
		if (x.number == 1)
			dims_read(f, &x, &elements);
		else if (field_is(&x, 2, WIRE_VARINT))
			type = x.value;
		else if (field_is(&x, 8, WIRE_BYTES))
			onnx_text(f, &x, name, sizeof name);
		else if (field_is(&x, 9, WIRE_BYTES))
			raw = x.end - f->at;
		else if (x.number == 3)
			weights_die(f, "a tensor in segments, which ONNX does not use yet");
	}
	t = dtype_of_onnx(type);
	bytes = weights_tensor_bytes(f, t, elements);
	if (raw != UINT64_MAX && raw > 0 && bytes != UINT64_MAX && raw != bytes)
		weights_die(f,
		    "tensor '%s' has %" PRIu64 " bytes, where its dimensions have %" PRIu64, name,
		    raw, bytes);
	weights_tensor(w, f, name, t, elements);
}

/* SparseTensorProto: the values alone. */
static void
sparse_message(struct weights *w, struct weights_file *f, uint64_t end)
{
	struct proto_field x = {.end = f->at};

	while (field_next(f, end, &x))
		if (field_is(&x, 1, WIRE_BYTES))
			tensor_message(w, f, x.end);
}

static void graph_message(struct weights *w, struct weights_file *f, uint64_t end, unsigned depth);

/* AttributeProto: a tensor or a graph may be in it. */
static void
attribute_message(struct weights *w, struct weights_file *f, uint64_t end, unsigned depth)
{
	struct proto_field x = {.end = f->at};

	while (field_next(f, end, &x)) {
		if (field_is(&x, 5, WIRE_BYTES) || field_is(&x, 10, WIRE_BYTES))
			tensor_message(w, f, x.end);
		else if (field_is(&x, 22, WIRE_BYTES) || field_is(&x, 23, WIRE_BYTES))
			sparse_message(w, f, x.end);
		else if (field_is(&x, 6, WIRE_BYTES) || field_is(&x, 11, WIRE_BYTES))
			graph_message(w, f, x.end, depth + 1);
	}
}

/* NodeProto */
static void
node_message(struct weights *w, struct weights_file *f, uint64_t end, unsigned depth)
{
	struct proto_field x = {.end = f->at};
	char text[NAME_ROOM];

	while (field_next(f, end, &x)) {
		if (field_is(&x, 3, WIRE_BYTES)) {
			onnx_text(f, &x, text, sizeof text);
			family_sign_name(&w->signs, text);
		} else if (field_is(&x, 4, WIRE_BYTES)) {
			onnx_text(f, &x, text, sizeof text);
			family_sign_op(&w->signs, text);
		} else if (field_is(&x, 5, WIRE_BYTES)) {
			attribute_message(w, f, x.end, depth);
		}
	}
}

/* How many dimensions stand in ValueInfoProto.type.tensor_type.shape: the fields 2, 1, 2 of one
 * message in the other, and 1 for each dimension. */
static unsigned
rank_read(struct weights_file *f, uint64_t end, const unsigned char *way)
{
	struct proto_field x = {.end = f->at};
	unsigned n = 0;

	while (field_next(f, end, &x))
		if (field_is(&x, *way, WIRE_BYTES))
			n += way[1] ? rank_read(f, x.end, way + 1) : 1;
	return n;
}

static void
value_message(struct weights *w, struct weights_file *f, uint64_t end, bool first)
{
	static const unsigned char way[] = {2, 1, 2, 1, 0};
	uint64_t start = f->at;
	struct proto_field x = {.end = f->at};
	char name[NAME_ROOM];

	while (field_next(f, end, &x)) {
		if (!field_is(&x, 1, WIRE_BYTES))
			continue;
		onnx_text(f, &x, name, sizeof name);
		family_sign_name(&w->signs, name);
	}
	f->at = start;
	if (first && rank_read(f, end, way) == 4)
		family_sign_picture(&w->signs);
}

/* GraphProto */
static void
graph_message(struct weights *w, struct weights_file *f, uint64_t end, unsigned depth)
{
	struct proto_field x = {.end = f->at};
	bool first = depth == 0;

	if (depth == DEPTH_MAX)
		weights_die(f, "more than %d graphs, one in the other", DEPTH_MAX);
	while (field_next(f, end, &x)) {
		if (x.wire != WIRE_BYTES)
			continue;
		if (x.number == 1)
			node_message(w, f, x.end, depth);
		else if (x.number == 2 && depth == 0 && !*w->name)
			onnx_text(f, &x, w->name, sizeof w->name);
		else if (x.number == 5)
			tensor_message(w, f, x.end);
		else if (x.number == 15)
			sparse_message(w, f, x.end);
		else if (x.number == 11 || x.number == 12)
			value_message(w, f, x.end, x.number == 11 && first);
		first = first && x.number != 11;
	}
}

/* FunctionProto: its nodes may hold tensors. */
static void
function_message(struct weights *w, struct weights_file *f, uint64_t end)
{
	struct proto_field x = {.end = f->at};

	while (field_next(f, end, &x))
		if (field_is(&x, 7, WIRE_BYTES))
			node_message(w, f, x.end, 0);
}

/* ModelProto */
void
onnx_read(struct weights *w, struct weights_file *f)
{
	struct proto_field x = {.end = f->at};
	bool graph = false;

	while (field_next(f, f->size, &x)) {
		if (field_is(&x, 1, WIRE_VARINT)) {
			w->version = x.value;
		} else if (field_is(&x, 7, WIRE_BYTES)) {
			graph_message(w, f, x.end, 0);
			graph = true;
		} else if (field_is(&x, 25, WIRE_BYTES)) {
			function_message(w, f, x.end);
		}
	}
	if (!graph)
		weights_die(f, "the end of the file, and no graph before: not an ONNX model");
}
