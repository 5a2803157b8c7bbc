#include "weights/dtype.h"

#include <ctype.h>
#include <string.h>

static const struct dtype unknown = {"unknown", 0, 0, 0};

/* Sizes of blocks: ggml.c and ggml-common.h of ggml. */
static const struct {
	uint32_t type;
	struct dtype dtype;
} ggml_types[] = {
    {0, {"f32", 1, 4, 0}},
    {1, {"f16", 1, 2, 0}},
    {2, {"q4_0", 32, 18, 0}},
    {3, {"q4_1", 32, 20, 0}},
    {6, {"q5_0", 32, 22, 0}},
    {7, {"q5_1", 32, 24, 0}},
    {8, {"q8_0", 32, 34, 0}},
    {9, {"q8_1", 32, 36, 0}},
    {10, {"q2_k", 256, 84, 0}},
    {11, {"q3_k", 256, 110, 0}},
    {12, {"q4_k", 256, 144, 0}},
    {13, {"q5_k", 256, 176, 0}},
    {14, {"q6_k", 256, 210, 0}},
    {15, {"q8_k", 256, 292, 0}},
    {16, {"iq2_xxs", 256, 66, 0}},
    {17, {"iq2_xs", 256, 74, 0}},
    {18, {"iq3_xxs", 256, 98, 0}},
    {19, {"iq1_s", 256, 50, 0}},
    {20, {"iq4_nl", 32, 18, 0}},
    {21, {"iq3_s", 256, 110, 0}},
    {22, {"iq2_s", 256, 82, 0}},
    {23, {"iq4_xs", 256, 136, 0}},
    {24, {"i8", 1, 1, 0}},
    {25, {"i16", 1, 2, 0}},
    {26, {"i32", 1, 4, 0}},
    {27, {"i64", 1, 8, 0}},
    {28, {"f64", 1, 8, 0}},
    {29, {"iq1_m", 256, 56, 0}},
    {30, {"bf16", 1, 2, 0}},
    {34, {"tq1_0", 256, 54, 0}},
    {35, {"tq2_0", 256, 66, 0}},
    {39, {"mxfp4", 32, 17, 0}},
};

/* TensorProto.DataType of onnx.proto, from 1. */
static const struct dtype onnx_types[] = {
    {"f32", 1, 4, 0},
    {"u8", 1, 1, 0},
    {"i8", 1, 1, 0},
    {"u16", 1, 2, 0},
    {"i16", 1, 2, 0},
    {"i32", 1, 4, 0},
    {"i64", 1, 8, 0},
    {"string", 0, 0, 0},
    {"bool", 1, 1, 0},
    {"f16", 1, 2, 0},
    {"f64", 1, 8, 0},
    {"u32", 1, 4, 0},
    {"u64", 1, 8, 0},
    {"c64", 1, 8, 0},
    {"c128", 1, 16, 0},
    {"bf16", 1, 2, 0},
    {"f8_e4m3", 1, 1, 0},
    {"f8_e4m3fnuz", 1, 1, 0},
    {"f8_e5m2", 1, 1, 0},
    {"f8_e5m2fnuz", 1, 1, 0},
    {"u4", 0, 0, 4},
    {"i4", 0, 0, 4},
    {"f4", 0, 0, 4},
    {"f8_e8m0", 1, 1, 0},
    {"u2", 0, 0, 2},
    {"i2", 0, 0, 2},
};

/* Dtype of the crate safetensors. */
static const struct {
	const char *name;
	struct dtype dtype;
} safetensors_types[] = {
    {"BOOL", {"bool", 1, 1, 0}},
    {"U8", {"u8", 1, 1, 0}},
    {"I8", {"i8", 1, 1, 0}},
    {"U16", {"u16", 1, 2, 0}},
    {"I16", {"i16", 1, 2, 0}},
    {"U32", {"u32", 1, 4, 0}},
    {"I32", {"i32", 1, 4, 0}},
    {"U64", {"u64", 1, 8, 0}},
    {"I64", {"i64", 1, 8, 0}},
    {"F16", {"f16", 1, 2, 0}},
    {"BF16", {"bf16", 1, 2, 0}},
    {"F32", {"f32", 1, 4, 0}},
    {"F64", {"f64", 1, 8, 0}},
    {"C64", {"c64", 1, 8, 0}},
    {"F8_E4M3", {"f8_e4m3", 1, 1, 0}},
    {"F8_E5M2", {"f8_e5m2", 1, 1, 0}},
    {"F8_E8M0", {"f8_e8m0", 1, 1, 0}},
    {"F6_E2M3", {"f6_e2m3", 0, 0, 6}},
    {"F6_E3M2", {"f6_e3m2", 0, 0, 6}},
    {"F4", {"f4", 0, 0, 4}},
};

static const struct {
	const char *word, *name;
} others[] = {
    {"fp32", "f32"},
    {"float32", "f32"},
    {"float", "f32"},
    {"single", "f32"},
    {"fp16", "f16"},
    {"float16", "f16"},
    {"half", "f16"},
    {"bfloat16", "bf16"},
    {"fp64", "f64"},
    {"float64", "f64"},
    {"double", "f64"},
    {"int8", "i8"},
    {"uint8", "u8"},
    {"int16", "i16"},
    {"int4", "i4"},
    {"uint4", "u4"},
    {"fp8", "f8_e4m3"},
    {"fp8_e4m3", "f8_e4m3"},
    {"fp8_e5m2", "f8_e5m2"},
    {"fp4", "f4"},
};

const struct dtype *
dtype_of_gguf(uint32_t type)
{
	for (size_t i = 0; i < sizeof ggml_types / sizeof *ggml_types; i++)
		if (ggml_types[i].type == type)
			return &ggml_types[i].dtype;
	return &unknown;
}

const struct dtype *
dtype_of_onnx(uint64_t type)
{
	return type >= 1 && type <= sizeof onnx_types / sizeof *onnx_types ? &onnx_types[type - 1]
									   : &unknown;
}

const struct dtype *
dtype_of_safetensors(const char *name)
{
	for (size_t i = 0; i < sizeof safetensors_types / sizeof *safetensors_types; i++)
		if (strcmp(safetensors_types[i].name, name) == 0)
			return &safetensors_types[i].dtype;
	return &unknown;
}

void
dtype_word(const char *word, char *name, size_t room)
{
	size_t n = 0;

	for (; n < room - 1 && word[n]; n++)
		name[n] = (char)tolower((unsigned char)word[n]);
	name[n] = '\0';
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i].word, name) == 0 && strlen(others[i].name) < room) {
			strcpy(name, others[i].name);
			return;
		}
}
