#include "decode_session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "workload.h"

/* Whether MODEL says how its outputs become one embedding: the library has no question for it. */
static bool
embeds(const struct llama_api *api, const struct llama_model *model)
{
	char architecture[64], key[96], value[16];

	if (api->llama_model_meta_val_str(
		model, "general.architecture", architecture, sizeof architecture) < 0)
		return false;
	snprintf(key, sizeof key, "%s.pooling_type", architecture);
	return api->llama_model_meta_val_str(model, key, value, sizeof value) >= 0 &&
	       strcmp(value, "0") != 0;
}

static enum decode_kind
kind_of(const struct llama_api *api, const struct llama_model *model)
{
	if (api->llama_model_is_diffusion(model))
		return KIND_DIFFUSE;
	if (api->llama_model_has_encoder(model))
		return KIND_ENCODE_DECODE;
	return embeds(api, model) ? KIND_ENCODE : KIND_DECODE;
}

/* What a stranger's file says is printed as text and in JSON: anything else than plain ASCII is
 * '?'. */
static void
plain_make(char *s)
{
	for (; *s; s++)
		if (*s < ' ' || *s > '~' || *s == '"' || *s == '\\')
			*s = '?';
}

static void
model_load(struct decode_session *s)
{
	const struct llama_api *api = &s->library->api;
	struct llama_model_params params = api->llama_model_default_params();
	struct decode_result *r = s->result;
	double start = clock_seconds();

	s->model = api->llama_model_load_from_file(s->job->model, params);
	if (!s->model)
		die("cannot load '%s': %s", s->job->model, s->library->trouble);
	r->load = clock_seconds() - start;
	r->resident_mb[PHASE_LOAD] = memory_resident_mb();
	r->kind = kind_of(api, s->model);
	r->parameters = api->llama_model_n_params(s->model);
	r->bytes = api->llama_model_size(s->model);
	/* the library's own description guesses a size by the number of layers */
	if (api->llama_model_meta_val_str(
		s->model, "general.name", r->description, sizeof r->description) < 0)
		api->llama_model_desc(s->model, r->description, sizeof r->description);
	plain_make(r->description);
	s->vocabulary = (uint32_t)api->llama_vocab_n_tokens(api->llama_model_get_vocab(s->model));
	s->result->width = (size_t)api->llama_model_n_embd(s->model);
	r->embedding = xcalloc(r->width, sizeof *r->embedding);
	if (s->vocabulary == 0)
		die("'%s' has no tokens", s->job->model);
}

/* Room for what one batch has, and no more: the context is part of what is measured. */
static void
context_make(struct decode_session *s)
{
	const struct llama_api *api = &s->library->api;
	struct llama_context_params params = api->llama_context_default_params();
	const struct decode_job *job = s->job;
	size_t length = job->prompt + job->output;
	double start = clock_seconds();

	if (length > (size_t)api->llama_model_n_ctx_train(s->model))
		die("prompt and output are %zu tokens, of which the model knows at most %d", length,
		    (int)api->llama_model_n_ctx_train(s->model));
	params.n_ctx = (uint32_t)((length + 255) / 256 * 256 * job->batch);
	params.n_batch = (uint32_t)(length * job->batch);
	params.n_seq_max = (uint32_t)job->batch;
	params.n_outputs_max_per_seq = s->result->kind == KIND_DIFFUSE ? (uint32_t)length : 1;
	if (s->result->kind != KIND_DECODE)
		params.n_ubatch = params.n_batch; /* looks at all of its tokens at once */
	/* the bias by distance of a decoder behind an encoder knows one memory, not one for each
	 * request */
	params.kv_unified = s->result->kind == KIND_ENCODE_DECODE && job->batch > 1;
	params.embeddings = s->result->kind == KIND_ENCODE;
	params.n_threads = params.n_threads_batch = (int32_t)job->threads;
	params.no_perf = false;
	s->context = api->llama_init_from_model(s->model, params);
	if (!s->context)
		die("cannot use '%s': %s", job->model, s->library->trouble);
	s->batch = api->llama_batch_init((int32_t)params.n_batch, 0, 1);
	s->tokens = xcalloc(job->batch, sizeof *s->tokens);
	s->result->context = clock_seconds() - start;
	s->result->resident_mb[PHASE_CONTEXT] = memory_resident_mb();
}

void
batch_add(struct decode_session *s, size_t sequence, size_t position, int32_t token, bool wanted)
{
	int32_t i = s->batch.n_tokens++;

	s->batch.token[i] = token;
	s->batch.pos[i] = (int32_t)position;
	s->batch.n_seq_id[i] = 1;
	s->batch.seq_id[i][0] = (int32_t)sequence;
	s->batch.logits[i] = wanted;
}

void
batch_compute(struct decode_session *s, bool encode)
{
	const struct llama_api *api = &s->library->api;
	int32_t status = (encode ? api->llama_encode : api->llama_decode)(s->context, s->batch);

	if (status != 0)
		die("the library cannot compute a batch of %d tokens (status %d): %s",
		    (int)s->batch.n_tokens, (int)status, s->library->trouble);
	api->llama_synchronize(s->context);
}

double
library_seconds(const struct decode_session *s)
{
	struct llama_perf_context_data data = s->library->api.llama_perf_context(s->context);

	return (data.t_p_eval_ms + data.t_eval_ms) / 1e3;
}

void
session_open(struct decode_session *s)
{
	model_load(s);
	context_make(s);
}

void
session_close(struct decode_session *s)
{
	const struct llama_api *api = &s->library->api;

	api->llama_batch_free(s->batch);
	api->llama_free(s->context);
	api->llama_model_free(s->model);
	free(s->tokens);
}
