/* decode_report.h: what the times of a run say, for people and as JSON. */
#ifndef DECODE_REPORT_H
#define DECODE_REPORT_H

#include "decode_run.h"

/* By how much our time of a step is over the library's, as a fraction: the median over the N
 * STEPS, so that one in which another program had the CPU says nothing. 0 of none. */
double step_difference(const struct decode_step *steps, size_t n);

/* Print R, the result of JOB with L. */
void report_text(
    const struct decode_job *job, const struct decode_result *r, const struct llama_library *l);

/* As one object. Each request has its own times:
 *   first_token_ms      from the request to its first token; of a model that writes
 *   token_ms            between the tokens that follow; of a model that writes
 *   time_per_output_token_ms  their mean
 *   slowest_token_ms    the longest of them
 *   step_ms             of each step of a diffusion
 *   latency_ms          from the request to its end */
void report_json(
    const struct decode_job *job, const struct decode_result *r, const struct llama_library *l);

#endif
