#include "measure/row_place.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "json/json_string.h"

void
row_place_group(struct row_place *p, size_t group)
{
	p->group = group;
}

static void
found_add(struct row_place *p, struct row_found found)
{
	p->found = xgrow(p->found, p->n, &p->cap, sizeof *p->found);
	p->found[p->n++] = found;
}

/* Remember VALUE by its length: the text that it is put into may still move. */
static void
place_value(void *who, const struct json_feed_value *value)
{
	struct row_place *p = who;
	size_t from = p->text.len;

	if (value->type == SCAN_STRING)
		json_string_decode(&p->text, value->text, value->len);
	else
		buf_add(&p->text, value->text, value->len);
	found_add(p, (struct row_found){value->type, NULL, p->text.len - from});
}

void
row_place_path(struct row_place *p, const char *path)
{
	p->feed = json_feed_new(path, place_value, p);
}

void
row_place_free(struct row_place *p)
{
	json_feed_free(p->feed);
	buf_free(&p->text);
	free(p->found);
	memset(p, 0, sizeof *p);
}

void
row_place_match(struct row_place *p, const struct line_match *m)
{
	const struct line_group *g = p->group < m->n ? &m->group[p->group] : NULL;

	p->n = 0;
	if (g && g->text)
		found_add(p, (struct row_found){SCAN_STRING, g->text, g->len});
}

void
row_place_json(struct row_place *p, const char *json, size_t len)
{
	struct buf why = BUF_INIT;
	size_t at = 0;

	p->n = 0;
	buf_clear(&p->text);
	json_feed_begin(p->feed);
	json_feed_take(p->feed, json, len);
	json_feed_end(p->feed, &why); /* it was read before: it is JSON */
	buf_free(&why);
	for (size_t i = 0; i < p->n; i++) {
		p->found[i].text = p->text.s + at;
		at += p->found[i].len;
	}
}

const struct row_found *
row_place_first(const struct row_place *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->found[i].type != SCAN_NULL)
			return &p->found[i];
	return NULL;
}

bool
row_place_has(const struct row_place *p, const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < p->n; i++)
		if (p->found[i].len == len && memcmp(p->found[i].text, text, len) == 0)
			return true;
	return false;
}
