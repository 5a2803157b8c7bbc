/* family.h: the architecture family of a model, and what it is told by. */
#ifndef FAMILY_H
#define FAMILY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum family {
	FAMILY_UNKNOWN,
	FAMILY_ENCODER_ONLY,
	FAMILY_DECODER_ONLY,
	FAMILY_ENCODER_DECODER,
	FAMILY_VISION,
	FAMILY_VISION_TO_TEXT,
	FAMILY_SPEECH,
	FAMILY_MULTIMODAL,
	FAMILY_DIFFUSION,
	FAMILY_MIXTURE_OF_EXPERTS,
	FAMILY_STATE_SPACE,
	FAMILY_RETRIEVAL_AUGMENTED,
	NFAMILIES
};

/* "unknown", "encoder-only", ... by enum family; ends in NULL. */
extern const char *const family_words[];
const char *family_word(enum family family);

/* The family of the architecture that a header or a configuration names so ("llama",
 * "LlamaForCausalLM", "stable-diffusion-xl-v1-base"); letters' case and what is neither letter nor
 * digit do not matter. FAMILY_UNKNOWN of a name that is not known. */
enum family family_of_architecture(const char *name);

/* Signs of families, gathered from the names in a file; zeroed at the start. */
struct family_signs {
	uint32_t bits;
};

/* Add to SIGNS what NAME, of a tensor, an input or an output, is a sign of; or OP, the type of an
 * operator; or that the first input is a picture, which has four dimensions. */
void family_sign_name(struct family_signs *signs, const char *name);
void family_sign_op(struct family_signs *signs, const char *op);
void family_sign_picture(struct family_signs *signs);

/* What SIGNS tell together. */
enum family family_of_signs(const struct family_signs *signs);

#endif
