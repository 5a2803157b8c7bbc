#include "json/json_feed.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json/json_push.h"

/* A value in the text that is held. */
struct feed_mark {
	uint32_t offset, len; /* from where the document begins */
	enum scan_type type;
};

struct json_feed {
	struct json_path path;
	struct json_push push;
	void (*take)(void *who, const struct json_feed_value *value);
	void *who;
	struct buf held;
	size_t at;    /* how far HELD was read */
	size_t begin; /* where in HELD the document begins */
	enum {
		FEED_OUTSIDE,
		FEED_LINE, /* the same, and so far the line has only space */
		FEED_INSIDE,
		FEED_BEHIND /* the document is complete, if no other text follows on the line */
	} state;
	bool committed; /* it is no longer held: it must be a document */
	uint64_t line, begin_line;
	struct feed_mark *marks;
	size_t nmarks, cap;
	bool cut;         /* the value that is read now is longer than may be */
	struct buf value; /* of a document that is not held, the value that is read now */
	uint64_t documents;
	struct buf why; /* why nothing more is read */
};

struct json_feed *
json_feed_new(
    const char *path, void (*take)(void *who, const struct json_feed_value *value), void *who)
{
	struct json_feed *f = xcalloc(1, sizeof *f);
	struct buf why = BUF_INIT;

	f->take = take;
	f->who = who;
	if (!json_path_read(&f->path, path, &why))
		die("%s", why.s);
	f->push.path = &f->path;
	json_feed_begin(f);
	return f;
}

void
json_feed_free(struct json_feed *f)
{
	if (!f)
		return;
	json_path_free(&f->path);
	json_push_free(&f->push);
	buf_free(&f->held);
	buf_free(&f->value);
	buf_free(&f->why);
	free(f->marks);
	free(f);
}

void
json_feed_begin(struct json_feed *f)
{
	buf_clear(&f->held);
	buf_clear(&f->why);
	f->at = f->begin = f->nmarks = 0;
	f->state = FEED_LINE;
	f->committed = false;
	f->line = 1;
	f->documents = 0;
}

/* Give the marked values of the document that is held. */
static void
marks_give(struct json_feed *f)
{
	for (size_t i = 0; i < f->nmarks; i++) {
		const struct feed_mark *mark = &f->marks[i];
		struct json_feed_value value = {
		    mark->type, f->held.s + f->begin + mark->offset, mark->len};

		f->take(f->who, &value);
	}
	f->nmarks = 0;
}

/* The document is one, whatever follows. */
static void
document_commit(struct json_feed *f)
{
	struct feed_mark open = {0};

	if (f->push.inside) {
		open = f->marks[--f->nmarks];
		buf_clear(&f->value);
		buf_add(
		    &f->value, f->held.s + f->begin + open.offset, f->at - f->begin - open.offset);
	}
	marks_give(f);
	f->committed = true;
	f->cut = false;
}

static void
document_accept(struct json_feed *f)
{
	marks_give(f);
	f->documents++;
	f->committed = false;
	f->state = FEED_OUTSIDE;
}

/* What was held is no document: go on behind its first line. */
static void
document_reject(struct json_feed *f)
{
	size_t end = f->begin;

	if (f->committed) {
		buf_printf(&f->why, "the JSON that begins in line %llu is broken in line %llu",
		    (unsigned long long)f->begin_line, (unsigned long long)f->line);
		return;
	}
	while (end < f->at && f->held.s[end] != '\n' && f->held.s[end] != '\r')
		end++;
	f->at = end;
	f->line = f->begin_line;
	f->nmarks = 0;
	f->state = FEED_OUTSIDE;
}

static bool
begins_document(const struct json_feed *f, char c)
{
	return c == '{' || c == '[' || (f->path.n == 0 && (c == '-' || (c >= '0' && c <= '9')));
}

static bool
begins_line(char c)
{
	/* The last three are the byte order mark. */
	return c == ' ' || c == '\t' || c == '\xef' || c == '\xbb' || c == '\xbf';
}

/* A byte outside of documents. */
static void
outside_byte(struct json_feed *f, char c)
{
	if ((f->state == FEED_LINE || f->state == FEED_BEHIND) && begins_document(f, c)) {
		if (f->state == FEED_BEHIND)
			document_accept(f);
		f->begin = f->at;
		f->begin_line = f->line;
		f->state = FEED_INSIDE;
		json_push_begin(&f->push);
	} else if (c == '\n' || c == '\r') {
		if (f->state == FEED_BEHIND)
			document_accept(f);
		f->state = FEED_LINE;
		f->line += c == '\n';
		f->at++;
	} else if (f->state == FEED_BEHIND && c != ' ' && c != '\t') {
		document_reject(f);
	} else {
		if (f->state == FEED_LINE && !begins_line(c))
			f->state = FEED_OUTSIDE;
		f->at++;
		if (f->state == FEED_BEHIND && f->at - f->begin > JSON_FEED_HELD)
			document_accept(f);
	}
}

/* Step to the end of a line in which nothing can begin. */
static void
outside_skip(struct json_feed *f)
{
	const char *s = f->held.s;
	size_t at = f->at, end = f->held.len;

	while (at < end && s[at] != '\n' && s[at] != '\r')
		at++;
	f->at = at;
}

/* Note what byte C means for the values of the document. */
static void
value_note(struct json_feed *f, char c)
{
	struct json_push *push = &f->push;
	struct feed_mark *last;

	if (f->committed) {
		if (push->event == JSON_PUSH_BEGINS) {
			buf_clear(&f->value);
			f->cut = false;
		}
		if (push->inside || push->event == JSON_PUSH_ENDS) {
			f->cut = f->cut || f->value.len >= JSON_FEED_VALUE_MAX;
			if (!f->cut)
				buf_char(&f->value, c);
		}
		if (push->event != JSON_PUSH_ENDS && push->event != JSON_PUSH_ENDED)
			return;
		if (f->cut && (push->selected == SCAN_ARRAY || push->selected == SCAN_OBJECT))
			buf_printf(&f->why,
			    "a value at the path that ends in line %llu has more than %d bytes",
			    (unsigned long long)f->line, JSON_FEED_VALUE_MAX);
		else
			f->take(f->who,
			    &(struct json_feed_value){push->selected, f->value.s, f->value.len});
		return;
	}
	if (push->event == JSON_PUSH_BEGINS) {
		f->marks = xgrow(f->marks, f->nmarks, &f->cap, sizeof *f->marks);
		f->marks[f->nmarks++] =
		    (struct feed_mark){(uint32_t)(f->at - f->begin), 0, push->selected};
	}
	if (push->event == JSON_PUSH_ENDS || push->event == JSON_PUSH_ENDED) {
		last = &f->marks[f->nmarks - 1];
		last->len =
		    (uint32_t)(f->at - f->begin) - last->offset + (push->event == JSON_PUSH_ENDS);
	}
}

static void
inside_byte(struct json_feed *f, char c)
{
	enum json_push_result result = json_push_byte(&f->push, c);

	if (result == JSON_PUSH_BROKEN) {
		document_reject(f);
		return;
	}
	if (f->push.event != JSON_PUSH_NOTHING || (f->committed && f->push.inside))
		value_note(f, c);
	if (f->push.fault)
		buf_printf(&f->why, "%s, in line %llu", f->push.fault, (unsigned long long)f->line);
	if (result != JSON_PUSH_MORE)
		f->state = FEED_BEHIND;
	if (result != JSON_PUSH_BEFORE) {
		f->line += c == '\n';
		f->at++;
	}
	if (!f->committed && f->at - f->begin > JSON_FEED_HELD)
		document_commit(f);
}

/* Step over what is plain of a string that nobody looks at: such are most bytes. */
static void
string_skip(struct json_feed *f)
{
	const char *s = f->held.s;
	size_t at = f->at, end = f->held.len;

	if (f->state != FEED_INSIDE || !json_push_in_text(&f->push) ||
	    (f->committed && f->push.inside))
		return;
	/* Whether it is held does not depend on the pieces. */
	if (!f->committed && end > f->begin + JSON_FEED_HELD)
		end = f->begin + JSON_FEED_HELD;
	while (at < end && (unsigned char)s[at] >= ' ' && s[at] != '"' && s[at] != '\\')
		at++;
	f->at = at;
}

static void
held_read(struct json_feed *f)
{
	while (f->at < f->held.len && f->why.len == 0) {
		char c = f->held.s[f->at];

		if (f->state == FEED_INSIDE) {
			inside_byte(f, c);
			string_skip(f);
		} else if (f->state == FEED_OUTSIDE && c != '\n' && c != '\r') {
			outside_skip(f);
		} else {
			outside_byte(f, c);
		}
	}
}

/* Drop what has been read and is not to be read again. */
static void
held_drop(struct json_feed *f)
{
	bool needed = (f->state == FEED_INSIDE || f->state == FEED_BEHIND) && !f->committed;
	size_t done = needed ? f->begin : f->at;

	if (done == 0)
		return;
	f->held.len -= done;
	memmove(f->held.s, f->held.s + done, f->held.len + 1);
	f->at -= done;
	f->begin = 0;
}

void
json_feed_take(struct json_feed *f, const char *bytes, size_t len)
{
	if (f->why.len > 0)
		return;
	buf_add(&f->held, bytes, len);
	held_read(f);
	held_drop(f);
}

bool
json_feed_end(struct json_feed *f, struct buf *why)
{
	/* A number alone has no end of its own. */
	json_feed_take(f, "\n", 1);
	if (f->why.len == 0 && f->state == FEED_INSIDE)
		buf_printf(&f->why, "the JSON that begins in line %llu does not end",
		    (unsigned long long)f->begin_line);
	if (f->why.len == 0 && f->documents == 0)
		buf_str(&f->why, "there is no JSON to read");
	buf_add(why, f->why.s ? f->why.s : "", f->why.len);
	return f->why.len == 0;
}
