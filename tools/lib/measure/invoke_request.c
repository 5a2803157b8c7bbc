#include "measure/invoke_request.h"

#include <errno.h>
#include <string.h>

#include "exec/exec_protocol.h"

static void
request_string(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s) + 1);
}

int
invoke_request_build(struct buf *b, const struct invocation *call)
{
	struct exec_request head = {0};

	if (!call->argv[0])
		return EINVAL;
	/* A time without end is a very long one. */
	head.timeout_us = call->timeout < 1e9 ? (int64_t)(call->timeout * 1e6) : INT64_C(1) << 49;
	if (head.timeout_us < 1)
		head.timeout_us = 1;
	head.flags = (call->directory ? EXEC_DIRECTORY : 0) | (call->input ? EXEC_INPUT : 0) |
		     (call->output ? EXEC_OUTPUT : 0) | (call->want_stdout ? EXEC_STDOUT : 0) |
		     (call->want_counters ? EXEC_COUNTERS : 0) | (call->place ? EXEC_PLACE : 0);
	if (call->place)
		head.place = *call->place;
	buf_clear(b);
	buf_add(b, &head, sizeof head);
	if (call->directory)
		request_string(b, call->directory);
	if (call->input)
		request_string(b, call->input);
	if (call->output)
		request_string(b, call->output);
	for (; call->argv[head.argc]; head.argc++)
		request_string(b, call->argv[head.argc]);
	for (; call->env[head.envc]; head.envc++)
		request_string(b, call->env[head.envc]);
	if (b->len > EXEC_REQUEST_MAX || head.argc + head.envc >= EXEC_STRINGS_MAX)
		return E2BIG;
	head.size = (uint32_t)b->len;
	memcpy(b->s, &head, sizeof head);
	return 0;
}

void
invoke_request_compare(struct buf *b, struct buf *last)
{
	bool again = b->len == last->len && memcmp(b->s, last->s, b->len) == 0;
	struct exec_request head;

	buf_clear(last);
	buf_add(last, b->s, b->len);
	if (!again)
		return;
	memcpy(&head, b->s, sizeof head);
	head.flags |= EXEC_AGAIN;
	memcpy(b->s, &head, sizeof head);
}
