/* job_summary.h: the page that a workflow's run has for people. */
#ifndef JOB_SUMMARY_H
#define JOB_SUMMARY_H

#include <stdbool.h>

/* A step whose summary is larger shows none at all. */
enum { JOB_SUMMARY_MAX = 1024 * 1024 };

/* Append Markdown TEXT to the file that GITHUB_STEP_SUMMARY names, as much of
 * it as there is room for. False when the variable is not set; warns and
 * returns false when the file cannot be written. */
bool job_summary_append(const char *text);

/* What to call the summary of this run: "[the job summary](URL)" when the
 * environment tells the URL; the caller owns it. */
char *job_summary_link(void);

#endif
