/* decode_run.h: requests to a language model, a batch at a time, with the time of every step. */
#ifndef DECODE_RUN_H
#define DECODE_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "llama_library.h"

/* What a model does with a request. */
enum decode_kind {
	KIND_DECODE,        /* reads the prompt, then writes a token a step */
	KIND_ENCODE_DECODE, /* encodes the prompt, then writes a token a step */
	KIND_ENCODE,        /* makes an embedding of the prompt: no output */
	KIND_DIFFUSE        /* all of the output at once, better with each step */
};

struct decode_job {
	const char *model;
	size_t prompt, output; /* tokens of a request */
	size_t steps;          /* of a diffusion */
	size_t batch, batches; /* requests at a time, and how often */
	size_t warmup;         /* batches before them, which are not counted */
	size_t threads, seed;
};

/* Where memory is looked at, in this order. */
enum decode_phase {
	PHASE_START,
	PHASE_LIBRARY,
	PHASE_LOAD,
	PHASE_CONTEXT,
	PHASE_PREFILL,
	PHASE_DECODE,
	PHASES
};

/* The seconds of one step, by our clock and by the library's counters. Ours are those of a user:
 * until the tokens of the step are chosen. */
struct decode_step {
	double own, library;
};

struct decode_result {
	enum decode_kind kind;
	char description[128]; /* the model's name, or what the library says of it */
	uint64_t parameters, bytes;
	double load,
	    context; /* seconds until the model is loaded, and from there until it can be used */
	double resident_mb[PHASES]; /* when each phase has ended, for the first time */
	size_t nsteps;              /* steps of a batch behind its first */
	struct decode_step
	    *first; /* by batch: the prompt, up to the first token or all of the embedding */
	struct decode_step *steps; /* NSTEPS of each batch, in order */
	float *embedding;          /* of an encoder: of the last request, WIDTH numbers */
	size_t width;
	uint64_t digest; /* of all tokens and embeddings: equal for equal output */
};

/* Run JOB with L. The caller owns *R. Dies when the library or the model cannot do it. */
void decode_run(const struct decode_job *job, struct llama_library *l, struct decode_result *r);
void decode_result_free(struct decode_result *r);

#endif
