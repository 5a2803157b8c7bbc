#include "github/http.h"

#include <math.h>
#include <stdlib.h>

static void
answer_clear(struct http_answer *a)
{
	struct buf body = a->body;

	free(a->next);
	free(a->location);
	buf_clear(&body);
	buf_str(&body, "");
	*a = (struct http_answer){
	    .body = body, .remaining = NAN, .reset = NAN, .retry_after = NAN, .type = ""};
}

const struct http_answer *
http_perform(struct http *h, const char *method, const char *url, const char *body, double patience)
{
	answer_clear(&h->answer);
	h->perform(h, method, url, body, patience);
	return &h->answer;
}

void
http_free(struct http *h)
{
	if (!h)
		return;
	answer_clear(&h->answer);
	buf_free(&h->answer.body);
	h->free(h);
}
