#include "scenario/plan_words.h"

#include <stddef.h>

const char *const plan_sources[] = {"builtin", "stdout", "stderr", "file", "metrics", NULL};
const char *const plan_extractors[] = {
    "", "pattern", "json", "time-to", "between", "harness", NULL};
const char *const plan_decimals[] = {"", "point", "comma", NULL};
const char *const plan_outputs[] = {"as-needed", "null", "pipe", "file", NULL};
const char *const plan_instruments[] = {"none", "callgrind", NULL};
const char *const plan_hooks[] = {"setup", "prepare", "conclude", "cleanup", NULL};
