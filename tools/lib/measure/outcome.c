#include "measure/outcome.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"
#include "exec/program_file.h"
#include "measure/last_lines.h"
#include "measure/withheld.h"
#include "scenario/exit_statuses.h"

/* What a command says by this exit status is "skip me", and why on its last
 * line of standard error: the convention of automake and meson. */
enum { EXIT_SKIP = 77 };

/* WHAT, which is taken, and what the command said last. */
static char *
failure_reason(char *what, const struct output_text *text)
{
	char *line = last_lines(text->err.s, text->err.len, 1), *reason;

	if (!line)
		line = last_lines(text->out.s, text->out.len, 1);
	if (!line)
		return what;
	reason = xasprintf("%s: %s", what, line);
	free(line);
	free(what);
	return reason;
}

/* REASON, which is taken, and the variables that the command seems to lack. */
static char *
environment_reason(
    char *reason, const struct plan_case *c, const char *directory, const struct output_text *text)
{
	struct buf names = BUF_INIT;
	char *longer;

	withheld_add(&names, c, directory, text);
	if (!names.len)
		return reason;
	longer = xasprintf(
	    "%s (set here, but not passed on to it: %s; see 'pass-env')", reason, names.s);
	buf_free(&names);
	free(reason);
	return longer;
}

static const char *
memory_text(enum memory_short memory)
{
	switch (memory) {
	case MEMORY_ENOUGH: return "";
	case MEMORY_CGROUP: return "; the memory limit of its cgroup was reached";
	case MEMORY_MACHINE: return "; the machine had no memory left";
	}
	return "";
}

/* What bench-exec could not do ends in the same errno: look what it was. */
static char *
unstarted_reason(const struct plan_case *c, const char *directory, char *const *env, int code)
{
	char *why, *reason;

	if (directory && access(directory, X_OK))
		return xasprintf("cannot enter '%s': %s", directory, strerror(code));
	if (c->input && access(c->input, R_OK))
		return xasprintf("cannot read '%s': %s", c->input, strerror(code));
	why = program_refusal(c->argv[0], env, directory, code);
	reason = xasprintf("cannot run '%s': %s", c->argv[0], why);
	free(why);
	return reason;
}

static char *
timeout_reason(const struct plan_case *c, const struct measurement *m)
{
	if (m->stopped)
		return xasprintf(
		    "killed after its timeout of %g s: it had been stopped by signal %d (%s)",
		    c->timeout, m->stopped, strsignal(m->stopped));
	return xasprintf("killed after its timeout of %g s", c->timeout);
}

enum entry_status
outcome_judge(const struct plan_case *c, const char *directory, char *const *env,
    const struct measurement *m, const struct output_text *text, char **reason)
{
	const char *memory = memory_text(m->memory);

	*reason = NULL;
	switch (m->end) {
	case INVOKE_EXITED:
		if (m->code == 0 || exit_statuses_has(c->ignored, m->code))
			return ENTRY_OK;
		*reason = environment_reason(
		    failure_reason(xasprintf("exit status %d%s", m->code, memory), text), c,
		    directory, text);
		return ENTRY_FAILED;
	case INVOKE_SIGNALED:
		*reason = failure_reason(
		    xasprintf("killed by signal %d (%s)%s", m->code, strsignal(m->code), memory),
		    text);
		return ENTRY_FAILED;
	case INVOKE_TIMEOUT:
		*reason = failure_reason(timeout_reason(c, m), text);
		return ENTRY_TIMEOUT;
	case INVOKE_UNSTARTED:
		*reason = unstarted_reason(c, directory, env, m->code);
		return ENTRY_FAILED;
	case INVOKE_STOPPED:
		*reason = failure_reason(
		    xasprintf("killed when signal %d (%s) had stopped it: it wants to %s the "
			      "terminal, and commands have none",
			m->code, strsignal(m->code), m->code == SIGTTIN ? "read" : "change"),
		    text);
		return ENTRY_FAILED;
	case INVOKE_LOST:
		*reason = xasprintf("bench-exec, which measures it, was killed or stopped by a "
				    "signal%s",
		    memory);
		return ENTRY_FAILED;
	case INVOKE_INTERRUPTED: break;
	}
	return ENTRY_INTERRUPTED;
}

char *
outcome_skip(const struct plan_case *c, const struct measurement *m, const struct output_text *text)
{
	char *line;

	if (m->end != INVOKE_EXITED || m->code != EXIT_SKIP ||
	    exit_statuses_has(c->ignored, EXIT_SKIP))
		return NULL;
	line = last_lines(text->err.s, text->err.len, 1);
	return line ? line : xstrdup("exit status 77");
}
