#include "import/line_input.h"

#include <string.h>

static void
line_rest_skip(struct line_input *in)
{
	int c;

	while ((c = getc(in->f)) != EOF && c != '\n')
		;
}

/* Move what is unread to the front, and read more behind it. */
static void
block_fill(struct line_input *in)
{
	in->end -= in->at;
	memmove(in->block, in->block + in->at, in->end);
	in->at = 0;
	in->end += fread(in->block + in->end, 1, in->most - 1 - in->end, in->f);
}

char *
line_input_next(struct line_input *in, size_t *len)
{
	char *end = memchr(in->block + in->at, '\n', in->end - in->at), *line;

	if (!end) {
		block_fill(in);
		end = memchr(in->block, '\n', in->end);
	}
	line = in->block + in->at;
	*len = end ? (size_t)(end + 1 - line) : in->end;
	if (!end && in->end == in->most - 1)
		line_rest_skip(in);
	in->at = end ? in->at + *len : 0;
	in->end = end ? in->end : 0;
	return *len > 0 ? line : NULL;
}
