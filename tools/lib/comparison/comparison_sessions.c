#include "comparison/comparison_sessions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "comparison/entry_pack.h"

struct waiting_case {
	struct entry *entries[2]; /* packed */
};

bool
sessions_defer(struct comparison *c, const struct sides *s)
{
	struct waiting_case *w;

	if (!s->paired || c->pairing.sessions < 2)
		return false;
	c->waiting = xgrow(c->waiting, c->nwaiting, &c->cap_waiting, sizeof *c->waiting);
	w = &c->waiting[c->nwaiting++];
	for (int i = 0; i < 2; i++)
		w->entries[i] = entry_pack(s->entries[i], c);
	return true;
}

/* Whether the time of control case W moved in session ID alone: both sides ran the same
 * program there, so what its interval leaves out is not the code. */
static bool
session_moved(struct comparison *c, const struct waiting_case *w, const char *id)
{
	const struct pairing_filter filter = {&id, 1, true};
	struct sides s = {{w->entries[0], w->entries[1]}, false, &filter};
	const struct metric *b = entry_metric(w->entries[0], "duration_ms");
	const struct metric *m = entry_metric(w->entries[1], "duration_ms");
	struct row r = {.at = NULL};
	bool current_is;

	if (!b || !m || sides_pair(c, &s, &current_is) || !s.paired)
		return false;
	sides_effect(c, &s, b, m, &r);
	return interval_beyond(r.effect.change, c->policy.tolerance);
}

static bool
is_known(const struct pairing_filter *f, const char *id)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->ids[i], id) == 0)
			return true;
	return false;
}

/* Whether every session that both sides of W have is among those that moved. */
static bool
nothing_left(const struct comparison *c, const struct waiting_case *w)
{
	const struct entry *e = w->entries[1];

	for (size_t i = 0; i < e->nsessions; i++)
		if (e->sessions[i].id && !is_known(&c->moved_sessions, e->sessions[i].id))
			return false;
	return true;
}

static void
moved_find(struct comparison *c, const struct waiting_case *w)
{
	const struct entry *e = w->entries[0];
	const char **ids = arena_array(c->arena, e->nsessions, sizeof *ids);
	size_t n = 0;

	for (size_t i = 0; i < e->nsessions; i++)
		if (e->sessions[i].id && session_moved(c, w, e->sessions[i].id))
			ids[n++] = arena_strdup(c->arena, e->sessions[i].id);
	c->moved_sessions = (struct pairing_filter){ids, n, false};
}

void
sessions_settle(struct comparison *c)
{
	for (size_t i = 0; i < c->nwaiting; i++)
		if (c->waiting[i].entries[0]->control)
			moved_find(c, &c->waiting[i]);
	for (size_t i = 0; i < c->nwaiting; i++) {
		const struct waiting_case *w = &c->waiting[i];
		struct sides s = {{w->entries[0], w->entries[1]}, false, NULL};
		bool current_is;

		if (!nothing_left(c, w))
			s.filter = &c->moved_sessions;
		free(sides_pair(c, &s, &current_is)); /* NULL: it was made before */
		case_add(c, &s);
	}
}

bool
sessions_all_moved(const struct comparison *c, const struct row_case *at)
{
	const char *s = at->sessions[1] ? at->sessions[1]->text : "";
	bool any = false;

	while (*s) {
		size_t n = strcspn(s, " "), i = 0;

		while (i < c->moved_sessions.n && (strlen(c->moved_sessions.ids[i]) != n ||
						      strncmp(c->moved_sessions.ids[i], s, n) != 0))
			i++;
		if (i == c->moved_sessions.n)
			return false;
		any = true;
		s += n + (s[n] == ' ');
	}
	return any;
}

const char *
sessions_note(struct comparison *c, const struct sides *s)
{
	size_t out = 0;

	if (!s->filter || !s->paired)
		return NULL;
	for (size_t i = 0; i < s->entries[1]->nsessions; i++)
		out += s->entries[1]->sessions[i].id &&
		       is_known(s->filter, s->entries[1]->sessions[i].id);
	if (!out)
		return NULL;
	return row_note_keep(
	    c, xasprintf("%zu of %zu sessions left out, since the control row moved there", out,
		   s->entries[1]->nsessions));
}

void
sessions_write(struct json_writer *w, const struct comparison *c)
{
	if (!c->moved_sessions.n)
		return;
	json_array_begin(w, "contaminated_sessions");
	for (size_t i = 0; i < c->moved_sessions.n; i++)
		json_string(w, NULL, c->moved_sessions.ids[i]);
	json_array_end(w);
}

void
sessions_free(struct comparison *c)
{
	for (size_t i = 0; i < c->nwaiting; i++)
		for (int k = 0; k < 2; k++)
			free(c->waiting[i].entries[k]);
	free(c->waiting);
}

size_t
comparison_sessions_moved(const struct comparison *c)
{
	return c->moved_sessions.n;
}
