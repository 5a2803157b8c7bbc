#include "made_words.h"

#include <stdlib.h>

/* Kinds of tokens, as GGUF files number them (enum llama_token_type). */
enum { TOKEN_NORMAL = 1, TOKEN_UNKNOWN = 2, TOKEN_CONTROL = 3, TOKEN_BYTE = 6 };

enum { MARKS = 3 };

void
made_words_add(struct gguf_head *h, size_t n)
{
	static const char *const marks[MARKS] = {"<unk>", "<s>", "</s>"};
	char **words = xcalloc(n, sizeof *words);
	float *scores = xcalloc(n, sizeof *scores);
	int32_t *kinds = xcalloc(n, sizeof *kinds);
	size_t i;

	for (i = 0; i < n; i++) {
		words[i] = i < MARKS              ? xstrdup(marks[i])
			   : i < MADE_WORDS_LEAST ? xasprintf("<0x%02zX>", i - MARKS)
						  : xasprintf("word%zu ", i);
		kinds[i] = i == 0                 ? TOKEN_UNKNOWN
			   : i < MARKS            ? TOKEN_CONTROL
			   : i < MADE_WORDS_LEAST ? TOKEN_BYTE
						  : TOKEN_NORMAL;
		scores[i] = -(float)i;
	}
	gguf_string(h, "tokenizer.ggml.model", "llama");
	gguf_strings(h, "tokenizer.ggml.tokens", (const char *const *)words, n);
	gguf_reals(h, "tokenizer.ggml.scores", scores, n);
	gguf_integers(h, "tokenizer.ggml.token_type", kinds, n);
	gguf_count(h, "tokenizer.ggml.unknown_token_id", 0);
	gguf_count(h, "tokenizer.ggml.bos_token_id", 1);
	gguf_count(h, "tokenizer.ggml.eos_token_id", 2);
	gguf_flag(h, "tokenizer.ggml.add_bos_token", 0);
	gguf_flag(h, "tokenizer.ggml.add_space_prefix", 0);
	for (i = 0; i < n; i++)
		free(words[i]);
	free(words);
	free(scores);
	free(kinds);
}
