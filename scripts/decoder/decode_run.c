#include "decode_run.h"

#include <stdlib.h>
#include <string.h>

#include "decode_session.h"
#include "likeliest.h"
#include "workload.h"

static void
prompts_add(struct decode_session *s)
{
	size_t n = s->job->prompt;
	bool all = s->result->kind == KIND_ENCODE;

	for (size_t sequence = 0; sequence < s->job->batch; sequence++)
		for (size_t i = 0; i < n; i++)
			batch_add(s, sequence, i, (int32_t)rng_below(&s->rng, s->vocabulary),
			    all || i + 1 == n);
}

static void
digest_add(struct decode_session *s, const void *data, size_t size)
{
	const unsigned char *bytes = data;

	/* FNV-1a (Fowler, Noll, Vo) */
	for (size_t i = 0; i < size; i++)
		s->result->digest = (s->result->digest ^ bytes[i]) * 0x100000001b3;
}

/* The likeliest token of output number OUTPUT. */
static int32_t
token_choose(const struct decode_session *s, int32_t output)
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

/* The newest token of each request, which are the likeliest of the outputs at the ends of the
 * EACH tokens that the batch has of each. */
static void
tokens_choose(struct decode_session *s, size_t each)
{
	for (size_t i = 0; i < s->job->batch; i++)
		s->tokens[i] = token_choose(s, (int32_t)((i + 1) * each - 1));
	digest_add(s, s->tokens, s->job->batch * sizeof *s->tokens);
}

static void
embeddings_take(struct decode_session *s)
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
first_compute(struct decode_session *s)
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
next_compute(struct decode_session *s, size_t step)
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
diffusion_compute(struct decode_session *s, size_t step)
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
diffusion_add(struct decode_session *s)
{
	for (size_t sequence = 0; sequence < s->job->batch; sequence++)
		for (size_t i = 0; i < s->job->prompt + s->job->output; i++)
			batch_add(s, sequence, i,
			    i < s->job->prompt ? (int32_t)rng_below(&s->rng, s->vocabulary) : 0,
			    i >= s->job->prompt);
}

/* What began at START, by our clock and the library's, has ended. */
static struct decode_step
step_since(const struct decode_session *s, struct decode_step start)
{
	return (struct decode_step){
	    clock_seconds() - start.own, library_seconds(s) - start.library};
}

/* One batch; its times into FIRST and STEPS. */
static void
batch_run(struct decode_session *s, struct decode_step *first, struct decode_step *steps)
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
	struct decode_session s = {.job = job, .library = l, .result = r};
	size_t i;

	rng_seed(&s.rng, job->seed);
	r->digest = 0xcbf29ce484222325;
	session_open(&s);
	r->nsteps = steps_of(job, r->kind);
	r->first = xcalloc(job->batches, sizeof *r->first);
	r->steps = xcalloc(job->batches * r->nsteps + 1, sizeof *r->steps);
	for (i = 0; i < job->warmup; i++)
		batch_run(&s, r->first, r->steps);
	for (i = 0; i < job->batches; i++)
		batch_run(&s, r->first + i, r->steps + i * r->nsteps);
	r->resident_mb[PHASE_DECODE] = memory_resident_mb();
	session_close(&s);
}

void
decode_result_free(struct decode_result *r)
{
	free(r->embedding);
	free(r->first);
	free(r->steps);
}
