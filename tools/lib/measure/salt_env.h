/* salt_env.h: the environment of the commands of one build, which moves what a linker does not. */
#ifndef SALT_ENV_H
#define SALT_ENV_H

#include <stdint.h>

/* A copy of ENV, which ends in NULL, for the build of SALT, with what ENV has not yet:
 * BENCH_SALT=SALT; PYTHONHASHSEED and PERL_HASH_SEED, the seeds of hash functions, of SALT; and
 * BENCH_PAD, up to 4095 bytes that move the stack (Mytkowicz et al., Producing wrong data without
 * doing anything obviously wrong, 2009). env_free() frees it. */
char **salt_env(char *const *env, uint32_t salt);

#endif
