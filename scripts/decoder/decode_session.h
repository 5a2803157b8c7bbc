/* decode_session.h: a model that is loaded, and the batch of tokens that it is given. */
#ifndef DECODE_SESSION_H
#define DECODE_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rng.h"
#include "decode_run.h"

struct decode_session {
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

/* Load the model of S, whose job, library and result are there, and make it ready for the batches
 * of the job; what this tells goes to the result. Dies when it cannot be done. */
void session_open(struct decode_session *s);
void session_close(struct decode_session *s);

/* One more token of request SEQUENCE at POSITION; WANTED: what follows it is asked for. */
void batch_add(
    struct decode_session *s, size_t sequence, size_t position, int32_t token, bool wanted);

/* Compute what the batch holds, by the encoder when ENCODE. */
void batch_compute(struct decode_session *s, bool encode);

/* The library's own seconds so far. */
double library_seconds(const struct decode_session *s);

#endif
