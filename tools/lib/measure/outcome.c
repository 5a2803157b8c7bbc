#include "measure/outcome.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"

/* What a command says by this exit status is "skip me", and why on its last
 * line of standard error: the convention of automake and meson. */
enum { EXIT_SKIP = 77 };

enum { REASON_MAX = 200 };

/* The last line of TEXT that is not blank, cut to a sensible length; or NULL. */
static char *
last_line(const struct buf *text)
{
	size_t end = text->len, start;

	while (end > 0 && strchr(" \t\r\n", text->s[end - 1]))
		end--;
	for (start = end; start > 0 && text->s[start - 1] && text->s[start - 1] != '\n'; start--)
		continue;
	if (end == start)
		return NULL;
	return xstrndup(text->s + start, end - start < REASON_MAX ? end - start : REASON_MAX);
}

/* WHAT, which is taken, and what the command said last. */
static char *
failure_reason(char *what, const struct output_text *text)
{
	char *line = last_line(&text->err), *reason;

	if (!line)
		return what;
	reason = xasprintf("%s: %s", what, line);
	free(line);
	free(what);
	return reason;
}

/* What bench-exec could not do ends in the same errno: look what it was. */
static char *
unstarted_reason(const struct plan_case *c, const char *directory, int code)
{
	const char *what = "run", *of = c->argv[0];

	if (directory && access(directory, X_OK)) {
		what = "enter";
		of = directory;
	} else if (c->input && access(c->input, R_OK)) {
		what = "read";
		of = c->input;
	}
	return xasprintf("cannot %s '%s': %s", what, of, strerror(code));
}

enum entry_status
outcome_judge(const struct plan_case *c, const char *directory, const struct measurement *m,
    const struct output_text *text, char **reason)
{
	*reason = NULL;
	switch (m->end) {
	case INVOKE_EXITED:
		if (m->code == 0)
			return ENTRY_OK;
		*reason = failure_reason(xasprintf("exit status %d", m->code), text);
		return ENTRY_FAILED;
	case INVOKE_SIGNALED:
		*reason = failure_reason(
		    xasprintf("killed by signal %d (%s)", m->code, strsignal(m->code)), text);
		return ENTRY_FAILED;
	case INVOKE_TIMEOUT:
		*reason = xasprintf("killed after its timeout of %g s", c->timeout);
		return ENTRY_TIMEOUT;
	case INVOKE_UNSTARTED:
		*reason = unstarted_reason(c, directory, m->code);
		return ENTRY_FAILED;
	case INVOKE_LOST:
		*reason =
		    xstrdup("bench-exec, which measures it, was killed or stopped by a signal");
		return ENTRY_FAILED;
	case INVOKE_INTERRUPTED: break;
	}
	return ENTRY_INTERRUPTED;
}

char *
outcome_skip(const struct measurement *m, const struct output_text *text)
{
	char *line;

	if (m->end != INVOKE_EXITED || m->code != EXIT_SKIP)
		return NULL;
	line = last_line(&text->err);
	return line ? line : xstrdup("exit status 77");
}
