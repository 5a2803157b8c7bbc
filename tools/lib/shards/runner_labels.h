/* runner_labels.h: the labels by which GitHub finds a runner for a shard. */
#ifndef RUNNER_LABELS_H
#define RUNNER_LABELS_H

#include "base/option.h"
#include "json/json_writer.h"

/* A value of --runner, LABELS or WORD=LABELS, of which LIST is the list; dies of usage. */
void runner_labels_take(const struct option_row *row, char *value);

/* Write the array KEY of the labels for MACHINE (struct shard_job). Each of its words has the
 * labels that LIST gives it, or is one itself beside 'self-hosted'; without words, those that LIST
 * gives to none, or 'ubuntu-latest'. */
void runner_labels_write(
    struct json_writer *w, const char *key, const char *machine, const struct option_list *list);

#endif
