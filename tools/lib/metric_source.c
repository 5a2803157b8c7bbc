#include "metric_source.h"

#include <stdlib.h>
#include <string.h>

#include "extra.h"
#include "util.h"

static const char *
source_name(const char *text)
{
	return !text ? "not said" : strlen(text) > 40 ? "another" : text;
}

char *
source_change(const struct metric *b, const struct metric *m)
{
	char *was = extra_member(b->extra, "source"), *is = extra_member(m->extra, "source");
	char *note = NULL;

	if ((was || is) && (!was || !is || strcmp(was, is) != 0))
		note = xasprintf("counted in another way: the source was %s and is %s",
		    source_name(was), source_name(is));
	free(was);
	free(is);
	return note;
}
