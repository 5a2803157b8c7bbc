/* row_verdict.h: what a comparison document says of its rows, and of all of them. */
#ifndef ROW_VERDICT_H
#define ROW_VERDICT_H

#include <stdbool.h>

#include "json_document.h"
#include "verdict.h"

/* The verdict of ROW, or of its drift or confirmation; dies when it has none. */
enum verdict row_verdict(const struct json_at *row);

/* Whether the job fails by the verdict of SUMMARY; dies when it has none. */
bool summary_fails(const struct json_at *summary);

#endif
