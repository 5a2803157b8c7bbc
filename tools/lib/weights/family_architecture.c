#include <ctype.h>
#include <string.h>

#include "weights/family.h"

enum { WORD_ROOM = 80 };

/* Words of llama.cpp's general.architecture, of model_type of Hugging Face's configurations, and of
 * the architecture of modelspec, without what is neither letter nor digit; a word with '*' at its
 * end is the beginning of a name. The first that fits counts. */
static const struct {
	const char *words[24];
	enum family family;
} known[] = {
    {{"rag", "ragtoken*", "ragsequence*", "ragmodel", "realm", "dpr"}, FAMILY_RETRIEVAL_AUGMENTED},
    {{"whisper*", "wav2vec2*", "hubert*", "wavlm*", "speecht5*", "speechtotext*", "seamlessm4t*",
	 "wavtokenizerdec", "moonshine*", "musicgen", "bark", "encodec", "parakeet*", "clap"},
	FAMILY_SPEECH},
    {{"stablediffusion*", "sd1*", "sd2*", "sd3*", "sdxl*", "flux*", "unet2d*", "lumina*", "pixart*",
	 "hunyuandit*", "wan", "ltxv*", "cosmos", "hidream", "aura", "dream", "llada", "lladamoe"},
	FAMILY_DIFFUSION},
    {{"qwen2vl*", "qwen25vl*", "qwen3vl*", "llava*", "blip*", "instructblip*", "git", "paligemma*",
	 "idefics*", "mllama", "florence2", "pix2struct", "visionencoderdecoder", "internvl*",
	 "smolvlm", "cogvlm", "gotocr2", "donutswin", "moondream*", "trocr"},
	FAMILY_VISION_TO_TEXT},
    {{"gemma3n*", "chameleon", "janus", "clipmodel", "siglip", "siglipmodel", "align", "flava",
	 "qwen25omni*", "qwen3omni*", "phi4multimodal", "imagebind", "clip*"},
	FAMILY_MULTIMODAL},
    {{"mixtral*", "grok*", "dbrx", "qwen2moe*", "qwen3moe*", "olmoe*", "arctic", "deepseek2",
	 "deepseekv2*", "deepseekv3*", "phimoe*", "granitemoe*", "gptoss*", "hunyuanmoe",
	 "ernie45moe", "bailingmoe*", "dots1", "glm4moe*", "minimaxm2", "llama4*",
	 "switchtransformers", "deepseek", "jetmoe", "smallthinker"},
	FAMILY_MIXTURE_OF_EXPERTS},
    {{"mamba*", "rwkv*", "arwkv7", "jamba*", "falconh1*", "granitehybrid", "nemotronh", "plamo2",
	 "falconmamba*", "recurrentgemma*", "xlstm", "zamba*", "lfm2", "bamba*"},
	FAMILY_STATE_SPACE},
    {{"vit", "vitmae", "vitmodel", "vitfor*", "deit*", "beit*", "swin*", "resnet*", "convnext*",
	 "dinov2*", "detr*", "yolos", "segformer*", "efficientnet*", "mobilenet*", "mobilevit*",
	 "regnet*", "sam", "dpt", "maskformer"},
	FAMILY_VISION},
    {{"t5", "t5for*", "mt5*", "umt5", "bart*", "mbart*", "marian*", "pegasus*", "m2m100*", "led",
	 "longt5*", "prophetnet", "blenderbot*", "fsmt", "nllb*", "encoderdecoder",
	 "bigbirdpegasus"},
	FAMILY_ENCODER_DECODER},
    {{"bert*", "nomicbert*", "jinabert*", "modernbert*", "neobert*", "eurobert*", "roberta*",
	 "xlmroberta*", "distilbert*", "albert*", "electra*", "deberta*", "mpnet*", "t5encoder*",
	 "camembert*", "longformer*", "xlm", "layoutlm*", "gemmaembedding", "squeezebert"},
	FAMILY_ENCODER_ONLY},
    {{"llama", "llamafor*", "mistral*", "falcon", "falconfor*", "gptj*", "gptneo*", "gpt2*", "mpt*",
	 "baichuan*", "starcoder*", "refact", "bloom*", "stablelm*", "qwen*", "phi*", "plamo*",
	 "codeshell", "orion*", "internlm*", "minicpm*", "gemma*", "xverse", "commandr"},
	FAMILY_DECODER_ONLY},
    {{"cohere*", "olmo*", "openelm*", "chatglm*", "glm4", "glm", "bitnet*", "jais*", "nemotron*",
	 "exaone*", "granite", "granitefor*", "deci", "smollm3*", "arcee*", "ernie45",
	 "hunyuandense", "opt", "optfor*", "gptbigcode*", "persimmon*", "apertus", "seedoss"},
	FAMILY_DECODER_ONLY},
};

static bool
word_fits(const char *word, const char *name)
{
	size_t len = strlen(word);

	if (word[len - 1] == '*')
		return strncmp(word, name, len - 1) == 0;
	return strcmp(word, name) == 0;
}

enum family
family_of_architecture(const char *name)
{
	char word[WORD_ROOM];
	size_t n = 0;

	for (; *name && n < sizeof word - 1; name++)
		if (isalnum((unsigned char)*name))
			word[n++] = (char)tolower((unsigned char)*name);
	word[n] = '\0';
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		for (size_t k = 0; k < sizeof known[i].words / sizeof *known[i].words; k++)
			if (known[i].words[k] && word_fits(known[i].words[k], word))
				return known[i].family;
	return FAMILY_UNKNOWN;
}
