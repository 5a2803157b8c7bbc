#include "decode_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "likeliest.h"
#include "workload.h"

struct session {
	const struct decode_job *job;
	struct llama_library *library;
	struct llama_model *model;
	struct llama_context *context;
	struct llama_batch batch;
	struct decode_result *result;
	int32_t *tokens; /* the newest of each request of the batch */
	uint32_t vocabulary;
	struct rng rng;
};

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

static void
session_open(struct session *s)
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
	api->llama_model_desc(s->model, r->description, sizeof r->description);
	s->vocabulary = (uint32_t)api->llama_vocab_n_tokens(api->llama_model_get_vocab(s->model));
	s->result->width = (size_t)api->llama_model_n_embd(s->model);
	r->embedding = xcalloc(r->width, sizeof *r->embedding);
	if (s->vocabulary == 0)
		die("'%s' has no tokens", s->job->model);
}

/* Room for what one batch has, and no more: the context is part of what is measured. */
static void
session_start(struct session *s)
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

/* One more token of request SEQUENCE at POSITION; WANTED: what follows it is asked for. */
static void
batch_add(struct session *s, size_t sequence, size_t position, int32_t token, bool wanted)
{
	int32_t i = s->batch.n_tokens++;

	s->batch.token[i] = token;
	s->batch.pos[i] = (int32_t)position;
	s->batch.n_seq_id[i] = 1;
	s->batch.seq_id[i][0] = (int32_t)sequence;
	s->batch.logits[i] = wanted;
}

static void
prompts_add(struct session *s)
{
	size_t n = s->job->prompt;
	bool all = s->result->kind == KIND_ENCODE;

	for (size_t sequence = 0; sequence < s->job->batch; sequence++)
		for (size_t i = 0; i < n; i++)
			batch_add(s, sequence, i, (int32_t)rng_below(&s->rng, s->vocabulary),
			    all || i + 1 == n);
}

/* The library's own seconds so far. */
static double
library_seconds(const struct session *s)
{
	struct llama_perf_context_data data = s->library->api.llama_perf_context(s->context);

	return (data.t_p_eval_ms + data.t_eval_ms) / 1e3;
}

static void
digest_add(struct session *s, const void *data, size_t size)
{
	const unsigned char *bytes = data;

	/* FNV-1a (Fowler, Noll, Vo) */
	for (size_t i = 0; i < size; i++)
		s->result->digest = (s->result->digest ^ bytes[i]) * 0x100000001b3;
}

/* The likeliest token of output number OUTPUT. */
static int32_t
token_choose(const struct session *s, int32_t output)
{
	const float *logits = s->library->api.llama_get_logits_ith(s->context, output);
	uint32_t token;

	if (!logits)
		die("the library has no output %d: %s", (int)output, s->library->trouble);
	token = likeliest(logits, s->vocabulary);
	if (token == s->vocabulary)
		die("the outputs of '%s' are not numbers", s->job->model);
	return (int32_t)token;
}

/* Compute what the batch holds, and empty it. */
static void
batch_compute(struct session *s, bool encode)
{
	const struct llama_api *api = &s->library->api;
	int32_t status = (encode ? api->llama_encode : api->llama_decode)(s->context, s->batch);

	if (status != 0)
		die("the library cannot compute a batch of %d tokens (status %d): %s",
		    (int)s->batch.n_tokens, (int)status, s->library->trouble);
	api->llama_synchronize(s->context);
}

/* The newest token of each request, which are the likeliest of the outputs at the ends of the
 * EACH tokens that the batch has of each. */
static void
tokens_choose(struct session *s, size_t each)
{
	for (size_t i = 0; i < s->job->batch; i++)
		s->tokens[i] = token_choose(s, (int32_t)((i + 1) * each - 1));
	digest_add(s, s->tokens, s->job->batch * sizeof *s->tokens);
}

static void
embeddings_take(struct session *s)
{
	const float *v;

	for (size_t i = 0; i < s->job->batch; i++) {
		v = s->library->api.llama_get_embeddings_seq(s->context, (int32_t)i);
		if (!v)
			die("the library has no embedding of request %zu: %s", i,
			    s->library->trouble);
		digest_add(s, v, s->result->width * sizeof *v);
		memcpy(s->result->embedding, v, s->result->width * sizeof *v);
	}
}

/* The first token of each request, or all of its embedding. */
static void
first_compute(struct session *s)
{
	int32_t start = s->library->api.llama_model_decoder_start_token(s->model);

	switch (s->result->kind) {
	case KIND_ENCODE:
		batch_compute(s, true);
		embeddings_take(s);
		break;
	case KIND_ENCODE_DECODE:
		batch_compute(s, true);
		s->batch.n_tokens = 0;
		for (size_t i = 0; i < s->job->batch; i++)
			batch_add(s, i, 0, start < 0 ? 0 : start, true);
		batch_compute(s, false);
		tokens_choose(s, 1);
		break;
	default:
		batch_compute(s, false);
		tokens_choose(s, s->job->prompt);
		break;
	}
}

/* Step number STEP, from 0, behind the first. */
static void
next_compute(struct session *s, size_t step)
{
	size_t position = s->result->kind == KIND_ENCODE_DECODE ? step + 1 : s->job->prompt + step;

	s->batch.n_tokens = 0;
	for (size_t i = 0; i < s->job->batch; i++)
		batch_add(s, i, position, s->tokens[i], true);
	batch_compute(s, false);
	tokens_choose(s, 1);
}

/* Of a diffusion: each step looks at the whole batch, and settles the next of the output's tokens
 * of each request, which were all token 0 before. */
static void
diffusion_compute(struct session *s, size_t step)
{
	size_t length = s->job->prompt + s->job->output, steps = s->job->steps, at;
	size_t from = s->job->output * step / steps, to = s->job->output * (step + 1) / steps;

	batch_compute(s, false);
	for (size_t i = 0; i < s->job->batch; i++) {
		for (size_t j = from; j < to; j++) {
			at = i * length + s->job->prompt + j;
			s->batch.token[at] = token_choose(s, (int32_t)at);
			digest_add(s, &s->batch.token[at], sizeof *s->batch.token);
		}
	}
}

static void
diffusion_add(struct session *s)
{
	for (size_t sequence = 0; sequence < s->job->batch; sequence++)
		for (size_t i = 0; i < s->job->prompt + s->job->output; i++)
			batch_add(s, sequence, i,
			    i < s->job->prompt ? (int32_t)rng_below(&s->rng, s->vocabulary) : 0,
			    i >= s->job->prompt);
}

/* What began at START, by our clock and the library's, has ended. */
static struct decode_step
step_since(const struct session *s, struct decode_step start)
{
	return (struct decode_step){
	    clock_seconds() - start.own, library_seconds(s) - start.library};
}

/* One batch; its times into FIRST and STEPS. */
static void
batch_run(struct session *s, struct decode_step *first, struct decode_step *steps)
{
	const struct llama_api *api = &s->library->api;
	bool diffuse = s->result->kind == KIND_DIFFUSE;
	void *memory = api->llama_get_memory(s->context);
	struct decode_step start;
	size_t i;

	if (memory)
		api->llama_memory_clear(memory, false);
	s->batch.n_tokens = 0;
	(diffuse ? diffusion_add : prompts_add)(s);
	for (i = 0; i <= s->result->nsteps; i++) {
		start.library = library_seconds(s);
		start.own = clock_seconds();
		if (diffuse)
			diffusion_compute(s, i);
		else if (i == 0)
			first_compute(s);
		else
			next_compute(s, i - 1);
		*(i == 0 ? first : steps++) = step_since(s, start);
		if (i == 0 && s->result->resident_mb[PHASE_PREFILL] <= 0)
			s->result->resident_mb[PHASE_PREFILL] = memory_resident_mb();
	}
}

/* How many steps a batch has behind its first. */
static size_t
steps_of(const struct decode_job *job, enum decode_kind kind)
{
	size_t n = kind == KIND_DIFFUSE ? job->steps : job->output;

	return kind == KIND_ENCODE || n == 0 ? 0 : n - 1;
}

void
decode_run(const struct decode_job *job, struct llama_library *l, struct decode_result *r)
{
	struct session s = {.job = job, .library = l, .result = r};
	size_t i;

	rng_seed(&s.rng, job->seed);
	r->digest = 0xcbf29ce484222325;
	session_open(&s);
	session_start(&s);
	r->nsteps = steps_of(job, r->kind);
	r->first = xcalloc(job->batches, sizeof *r->first);
	r->steps = xcalloc(job->batches * r->nsteps + 1, sizeof *r->steps);
	for (i = 0; i < job->warmup; i++)
		batch_run(&s, r->first, r->steps);
	for (i = 0; i < job->batches; i++)
		batch_run(&s, r->first + i, r->steps + i * r->nsteps);
	r->resident_mb[PHASE_DECODE] = memory_resident_mb();
	l->api.llama_batch_free(s.batch);
	l->api.llama_free(s.context);
	l->api.llama_model_free(s.model);
	free(s.tokens);
}

void
decode_result_free(struct decode_result *r)
{
	free(r->embedding);
	free(r->first);
	free(r->steps);
}
