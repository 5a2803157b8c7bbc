/* llama_api.h: what is used of llama.cpp's library, as release v0.4.0 declares it (include/llama.h,
 * ggml/include/ggml.h). Structures pass by value: another release may lay them out differently,
 * and llama_library_open() refuses it. */
#ifndef LLAMA_API_H
#define LLAMA_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LLAMA_RELEASE "v0.4.0"

struct llama_model;
struct llama_context;
struct llama_vocab;

typedef void (*llama_log_call)(int level, const char *text, void *user);

struct llama_model_params {
	void *devices;
	const void *tensor_buft_overrides;
	int32_t n_gpu_layers;
	int split_mode, load_mode, lazy_mode;
	int32_t main_gpu;
	const float *tensor_split;
	bool (*progress_callback)(float progress, void *user);
	void *progress_callback_user_data;
	const void *kv_overrides;
	bool vocab_only, check_tensors, use_extra_bufts, no_host, no_alloc, load_mtp;
};

struct llama_context_params {
	uint32_t n_ctx, n_batch, n_ubatch, n_seq_max, n_rs_seq, n_outputs_max,
	    n_outputs_max_per_seq;
	int32_t n_threads, n_threads_batch;
	int ctx_type, rope_scaling_type, pooling_type, attention_type, flash_attn_type;
	float rope_freq_base, rope_freq_scale, yarn_ext_factor, yarn_attn_factor, yarn_beta_fast,
	    yarn_beta_slow;
	uint32_t yarn_orig_ctx;
	float defrag_thold;
	bool (*cb_eval)(void *tensor, bool ask, void *user);
	void *cb_eval_user_data;
	int type_k, type_v;
	bool (*abort_callback)(void *user);
	void *abort_callback_data;
	bool embeddings, offload_kqv, no_perf, op_offload, swa_full, kv_unified;
	void *samplers;
	size_t n_samplers;
	struct llama_context *ctx_other;
};

struct llama_batch {
	int32_t n_tokens;
	int32_t *token;
	float *embd;
	int32_t *pos, *n_seq_id, **seq_id;
	int8_t *logits;
};

struct llama_perf_context_data {
	double t_start_ms, t_load_ms, t_p_eval_ms, t_eval_ms;
	int32_t n_p_eval, n_eval, n_reused;
};

/* RESULT NAME(PARAMETERS) of each function, by FUNCTION. */
#define LLAMA_FUNCTIONS(FUNCTION)                                                                  \
	FUNCTION(const char *, llama_version, (void))                                              \
	FUNCTION(void, llama_log_set, (llama_log_call call, void *user))                           \
	FUNCTION(void, llama_backend_init, (void))                                                 \
	FUNCTION(void, ggml_backend_load_all_from_path, (const char *folder))                      \
	FUNCTION(struct llama_model_params, llama_model_default_params, (void))                    \
	FUNCTION(struct llama_context_params, llama_context_default_params, (void))                \
	FUNCTION(struct llama_model *, llama_model_load_from_file,                                 \
	    (const char *path, struct llama_model_params params))                                  \
	FUNCTION(void, llama_model_free, (struct llama_model * model))                             \
	FUNCTION(struct llama_context *, llama_init_from_model,                                    \
	    (struct llama_model * model, struct llama_context_params params))                      \
	FUNCTION(void, llama_free, (struct llama_context * context))                               \
	FUNCTION(uint64_t, llama_model_n_params, (const struct llama_model *model))                \
	FUNCTION(uint64_t, llama_model_size, (const struct llama_model *model))                    \
	FUNCTION(                                                                                  \
	    int32_t, llama_model_desc, (const struct llama_model *model, char *dst, size_t size))  \
	FUNCTION(int32_t, llama_model_meta_val_str,                                                \
	    (const struct llama_model *model, const char *key, char *dst, size_t size))            \
	FUNCTION(int32_t, llama_model_n_ctx_train, (const struct llama_model *model))              \
	FUNCTION(int32_t, llama_model_n_embd, (const struct llama_model *model))                   \
	FUNCTION(bool, llama_model_has_encoder, (const struct llama_model *model))                 \
	FUNCTION(bool, llama_model_is_diffusion, (const struct llama_model *model))                \
	FUNCTION(int32_t, llama_model_decoder_start_token, (const struct llama_model *model))      \
	FUNCTION(                                                                                  \
	    const struct llama_vocab *, llama_model_get_vocab, (const struct llama_model *model))  \
	FUNCTION(int32_t, llama_vocab_n_tokens, (const struct llama_vocab *vocab))                 \
	FUNCTION(void *, llama_get_memory, (const struct llama_context *context))                  \
	FUNCTION(void, llama_memory_clear, (void *memory, bool data))                              \
	FUNCTION(struct llama_batch, llama_batch_init,                                             \
	    (int32_t tokens, int32_t width, int32_t sequences))                                    \
	FUNCTION(void, llama_batch_free, (struct llama_batch batch))                               \
	FUNCTION(                                                                                  \
	    int32_t, llama_encode, (struct llama_context * context, struct llama_batch batch))     \
	FUNCTION(                                                                                  \
	    int32_t, llama_decode, (struct llama_context * context, struct llama_batch batch))     \
	FUNCTION(void, llama_synchronize, (struct llama_context * context))                        \
	FUNCTION(const float *, llama_get_logits_ith, (struct llama_context * context, int32_t i)) \
	FUNCTION(const float *, llama_get_embeddings_seq,                                          \
	    (struct llama_context * context, int32_t sequence))                                    \
	FUNCTION(struct llama_perf_context_data, llama_perf_context,                               \
	    (const struct llama_context *context))

struct llama_api {
#define LLAMA_MEMBER(result, name, parameters) result(*name) parameters;
	LLAMA_FUNCTIONS(LLAMA_MEMBER)
#undef LLAMA_MEMBER
};

#endif
