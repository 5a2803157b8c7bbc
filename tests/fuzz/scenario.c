/* libFuzzer target: any bytes are a scenario or a plan, or end in a message; what is accepted
 * gives the same plan again when it is written and read.
 *
 * What is refused ends in exit(), which comes back here (--wrap). Memory of refused input is
 * lost on that way, so run it for minutes, not days. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "scenario/plan.h"
#include "scenario/plan_parse.h"
#include "scenario/scenario.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);
_Noreturn void __wrap_exit(int status);
_Noreturn void __real_exit(int status);

static jmp_buf refused;
static int armed;

_Noreturn void
__wrap_exit(int status)
{
	if (armed)
		longjmp(refused, 1);
	__real_exit(status);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	/* A report of the fuzzer still goes out: it writes to the descriptor. */
	setvbuf(stderr, NULL, _IOFBF, 1 << 16);
	return freopen("/dev/null", "w", stdout) ? 0 : 1;
}

static char *
text_of(const struct plan *plan)
{
	struct json_writer *w = json_writer_new(NULL);
	char *text;

	plan_write(plan, w);
	text = json_writer_take(w);
	return text;
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *text = xmalloc(size + 1), *first, *second;
	struct plan *plan, *again;

	memcpy(text, data, size);
	text[size] = '\0';
	armed = 1;
	if (setjmp(refused) == 0) {
		plan = size && *text == '{' && strstr(text, "\"benchpipe/plan/1\"")
			   ? plan_parse(text, size, "input")
			   : scenario_parse(text, size, "input");
		armed = 0;               /* from here on nothing may be refused */
		if (plan->ncases > 1000) /* slow, and no other code */
			plan->ncases = 1000;
		first = text_of(plan);
		again = plan_parse(first, strlen(first), "plan");
		second = text_of(again);
		if (strcmp(first, second) != 0)
			abort();
		free(first);
		free(second);
		plan_free(again);
		plan_free(plan);
	}
	armed = 0;
	free(text);
	return 0;
}
