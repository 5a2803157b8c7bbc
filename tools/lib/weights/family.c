#include "weights/family.h"

#include <string.h>

const char *const family_words[] = {
    [FAMILY_UNKNOWN] = "unknown",
    [FAMILY_ENCODER_ONLY] = "encoder-only",
    [FAMILY_DECODER_ONLY] = "decoder-only",
    [FAMILY_ENCODER_DECODER] = "encoder-decoder",
    [FAMILY_VISION] = "vision",
    [FAMILY_VISION_TO_TEXT] = "vision-to-text",
    [FAMILY_SPEECH] = "speech",
    [FAMILY_MULTIMODAL] = "multimodal",
    [FAMILY_DIFFUSION] = "diffusion",
    [FAMILY_MIXTURE_OF_EXPERTS] = "mixture-of-experts",
    [FAMILY_STATE_SPACE] = "state-space",
    [FAMILY_RETRIEVAL_AUGMENTED] = "retrieval-augmented",
    [NFAMILIES] = NULL,
};

const char *
family_word(enum family family)
{
	return family_words[family];
}

enum family_sign {
	SIGN_EXPERTS = 1 << 0,
	SIGN_STATE = 1 << 1,
	SIGN_CROSS = 1 << 2, /* attention of a decoder to an encoder */
	SIGN_ENCODER = 1 << 3,
	SIGN_DECODER = 1 << 4,
	SIGN_NOISE = 1 << 5, /* a step of diffusion */
	SIGN_PIXELS = 1 << 6,
	SIGN_PATCHES = 1 << 7,
	SIGN_TEXT = 1 << 8,
	SIGN_CAUSAL = 1 << 9,
	SIGN_AUDIO = 1 << 10,
	SIGN_BOTH_WAYS = 1 << 11, /* attention that sees what follows, as BERT's */
	SIGN_RETRIEVER = 1 << 12,
	SIGN_CONVOLUTION = 1 << 13,
	SIGN_PICTURE = 1 << 14
};

struct named_sign {
	const char *word;
	enum family_sign sign;
};

/* Parts of names, as the exporters of PyTorch, Hugging Face and llama.cpp make them. */
static const struct named_sign name_signs[] = {
    {"question_encoder.", SIGN_RETRIEVER},
    {"retriever.", SIGN_RETRIEVER},
    {".experts.", SIGN_EXPERTS},
    {"block_sparse_moe", SIGN_EXPERTS},
    {"_exps.", SIGN_EXPERTS},
    {".A_log", SIGN_STATE},
    {"ssm_", SIGN_STATE},
    {".time_mix", SIGN_STATE},
    {"encoder_attn", SIGN_CROSS},
    {"EncDecAttention", SIGN_CROSS},
    {"crossattention", SIGN_CROSS},
    {"cross_attn", SIGN_CROSS},
    {"encoder_hidden_states", SIGN_CROSS},
    {"encoder.", SIGN_ENCODER},
    {"enc.blk.", SIGN_ENCODER},
    {"decoder.", SIGN_DECODER},
    {"dec.blk.", SIGN_DECODER},
    {"down_blocks.", SIGN_NOISE},
    {"diffusion_model.", SIGN_NOISE},
    {"double_blocks.", SIGN_NOISE},
    {"joint_blocks.", SIGN_NOISE},
    {"time_embed", SIGN_NOISE},
    {"time_text_embed", SIGN_NOISE},
    {"timestep", SIGN_NOISE},
    {"vision_model.", SIGN_PIXELS},
    {"vision_tower.", SIGN_PIXELS},
    {"vision_encoder.", SIGN_PIXELS},
    {"visual.", SIGN_PIXELS},
    {"pixel_values", SIGN_PIXELS},
    {"v.blk.", SIGN_PIXELS},
    {"patch_embed", SIGN_PATCHES},
    {"text_model.", SIGN_TEXT},
    {"input_ids", SIGN_TEXT},
    {"past_key_values", SIGN_CAUSAL},
    {"lm_head", SIGN_CAUSAL},
    {"language_model.", SIGN_CAUSAL},
    {"model.layers.", SIGN_CAUSAL},
    {"transformer.h.", SIGN_CAUSAL},
    {"wte.", SIGN_CAUSAL},
    {"blk.0.attn_", SIGN_CAUSAL},
    {"input_features", SIGN_AUDIO},
    {"input_values", SIGN_AUDIO},
    {"waveform", SIGN_AUDIO},
    {"stft", SIGN_AUDIO},
    {"audio", SIGN_AUDIO},
    {"encoder.conv1.", SIGN_AUDIO},
    {"feature_extractor.conv_layers", SIGN_AUDIO},
    {"token_type_embeddings", SIGN_BOTH_WAYS},
    {"token_type_ids", SIGN_BOTH_WAYS},
    {"token_types.", SIGN_BOTH_WAYS},
    {"encoder.layer.", SIGN_BOTH_WAYS},
};

static const struct named_sign op_signs[] = {
    {"Conv", SIGN_CONVOLUTION},
    {"QLinearConv", SIGN_CONVOLUTION},
    {"ConvInteger", SIGN_CONVOLUTION},
    {"STFT", SIGN_AUDIO},
    {"MelWeightMatrix", SIGN_AUDIO},
    {"MoE", SIGN_EXPERTS},
    {"QMoE", SIGN_EXPERTS},
    {"GroupQueryAttention", SIGN_CAUSAL},
    {"EmbedLayerNormalization", SIGN_BOTH_WAYS},
};

void
family_sign_name(struct family_signs *signs, const char *name)
{
	for (size_t i = 0; i < sizeof name_signs / sizeof *name_signs; i++)
		if (!(signs->bits & name_signs[i].sign) && strstr(name, name_signs[i].word))
			signs->bits |= name_signs[i].sign;
}

void
family_sign_op(struct family_signs *signs, const char *op)
{
	for (size_t i = 0; i < sizeof op_signs / sizeof *op_signs; i++)
		if (strcmp(op, op_signs[i].word) == 0)
			signs->bits |= op_signs[i].sign;
}

void
family_sign_picture(struct family_signs *signs)
{
	signs->bits |= SIGN_PICTURE;
}

/* The first that fits counts: the rare signs stand before those that many models have. */
static const struct {
	uint32_t all;
	enum family family;
} rules[] = {
    {SIGN_RETRIEVER, FAMILY_RETRIEVAL_AUGMENTED},
    {SIGN_NOISE, FAMILY_DIFFUSION},
    {SIGN_PIXELS | SIGN_CAUSAL, FAMILY_VISION_TO_TEXT},
    {SIGN_PIXELS | SIGN_TEXT, FAMILY_MULTIMODAL},
    {SIGN_AUDIO, FAMILY_SPEECH},
    {SIGN_EXPERTS, FAMILY_MIXTURE_OF_EXPERTS},
    {SIGN_STATE, FAMILY_STATE_SPACE},
    {SIGN_PIXELS, FAMILY_VISION},
    {SIGN_PATCHES, FAMILY_VISION},
    {SIGN_CROSS, FAMILY_ENCODER_DECODER},
    {SIGN_BOTH_WAYS, FAMILY_ENCODER_ONLY},
    {SIGN_CAUSAL, FAMILY_DECODER_ONLY},
    {SIGN_ENCODER | SIGN_DECODER | SIGN_TEXT, FAMILY_ENCODER_DECODER},
    {SIGN_CONVOLUTION | SIGN_PICTURE, FAMILY_VISION},
};

enum family
family_of_signs(const struct family_signs *signs)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if ((signs->bits & rules[i].all) == rules[i].all)
			return rules[i].family;
	return FAMILY_UNKNOWN;
}
