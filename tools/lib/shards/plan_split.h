/* plan_split.h: a plan split into shards: the list of them, and a folder with a plan for each. */
#ifndef PLAN_SPLIT_H
#define PLAN_SPLIT_H

#include "base/option.h"
#include "scenario/plan_shards.h"

enum split_format { SPLIT_GITHUB, SPLIT_JSON, SPLIT_PARALLEL };

/* The most jobs of a matrix that GitHub allows: a longer list is none for SPLIT_GITHUB. */
enum { GITHUB_JOBS_MAX = 256 };

struct plan_split {
	struct plan *plan;
	struct shard_deal deal;
	bool dealt;         /* as plan_shards() returned */
	bool timed;         /* by lengths, so that seconds are known */
	const char *folder; /* of plan_split_files(), or NULL: no files are written */
	const struct option_list *runners; /* of runner_labels.h */
	size_t *cases;                     /* the indices of the cases, shard by shard */
};

/* Split PLAN into SHARDS, or as many as it has cases, by LENGTHS or NULL. Free it with
 * plan_split_free(); PLAN is borrowed. */
void plan_split_make(
    struct plan_split *split, struct plan *plan, size_t shards, const struct case_lengths *lengths);
void plan_split_free(struct plan_split *split);

/* Make the FOLDER, borrowed, with 'plans', a plan for each shard in it, 'results', which is empty,
 * and last of all 'shards.json', the list. Each plan has a 'shard' that no other split has. Dies
 * when FOLDER has a split already, or something cannot be written. */
void plan_split_files(struct plan_split *split, const char *folder);

/* Write the list of shards: a matrix on one line, a shard a line, or of each shard the file of its
 * plan. */
void plan_split_list(const struct plan_split *split, enum split_format format, FILE *f);

#endif
