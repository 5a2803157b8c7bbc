#include "github/comment.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/util.h"
#include "json/json_writer.h"

enum { ROUNDS_MAX = 5 };

struct own {
	uint64_t id;
	char *url, *body;
};

/* Our comments on one pull request. */
struct search {
	struct github *github;
	const struct comment_place *place;
	char *author, *marker;
	struct own *own; /* the oldest first, once sorted */
	size_t n, cap;
};

void
comment_marker(struct buf *b, const char *key)
{
	buf_printf(b, "<!-- benchpipe:%s -->\n", key);
}

/* Who the token posts as. The token of a workflow may not ask (403): its
 * comments are those of github-actions[bot]. */
static enum github_outcome
author_find(struct search *s)
{
	enum github_outcome outcome;

	if (s->place->author) {
		s->author = xstrdup(s->place->author);
		return GITHUB_OK;
	}
	outcome = github_get_string(s->github, "/user", "login", &s->author);
	if (outcome == GITHUB_REFUSED) {
		s->author = xstrdup("github-actions[bot]");
		outcome = GITHUB_OK;
	}
	return outcome;
}

static void
search_clear(struct search *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->own[i].url);
		free(s->own[i].body);
	}
	s->n = 0;
}

static enum github_outcome
search_start(struct search *s, struct github *g, const struct comment_place *place)
{
	struct buf marker = BUF_INIT;

	*s = (struct search){.github = g, .place = place};
	comment_marker(&marker, place->key);
	marker.s[marker.len - 1] = '\0'; /* its line may end in CR LF on the server */
	s->marker = buf_take(&marker);
	return author_find(s);
}

static void
search_end(struct search *s)
{
	search_clear(s);
	free(s->own);
	free(s->author);
	free(s->marker);
}

/* A URL that can be printed on a line of its own, or NULL; the caller owns it. */
static char *
url_of(const struct github_json *comment)
{
	const char *url = github_json_string(comment, "html_url");

	if (!url || strlen(url) > 2000 || strncmp(url, "http", 4) != 0)
		return NULL;
	for (const char *s = url; *s; s++)
		if (*s < 0x21 || *s > 0x7E)
			return NULL;
	return xstrdup(url);
}

/* The path of the pull request's comments; the caller owns it. */
static char *
list_path(const struct search *s)
{
	return xasprintf("/repos/%s/issues/%" PRIu64 "/comments", s->place->repo, s->place->number);
}

static bool
add_if_own(const struct github_json *comment, void *context)
{
	struct search *s = context;
	const char *login = github_json_string(comment, "user.login");
	const char *body = github_json_string(comment, "body");
	uint64_t id = github_json_id(comment, "id");

	if (!id || !body || !login || strcasecmp(login, s->author) != 0 ||
	    strncmp(body, s->marker, strlen(s->marker)) != 0)
		return true;
	s->own = xgrow(s->own, s->n, &s->cap, sizeof *s->own);
	s->own[s->n++] = (struct own){id, url_of(comment), xstrdup(body)};
	return true;
}

static int
comment_id_order(const void *a, const void *b)
{
	uint64_t x = ((const struct own *)a)->id, y = ((const struct own *)b)->id;

	return (x > y) - (x < y);
}

static enum github_outcome
search_list(struct search *s)
{
	char *path = list_path(s);
	enum github_outcome outcome;

	search_clear(s);
	outcome = github_list(s->github, path, add_if_own, s);
	if (s->n)
		qsort(s->own, s->n, sizeof *s->own, comment_id_order);
	free(path);
	return outcome;
}

static char *
path_of(const struct search *s, const struct own *own)
{
	return xasprintf("/repos/%s/issues/comments/%" PRIu64, s->place->repo, own->id);
}

static enum github_outcome
delete_from(struct search *s, size_t first)
{
	enum github_outcome outcome = GITHUB_OK;

	for (size_t i = first; i < s->n && outcome == GITHUB_OK; i++) {
		char *path = path_of(s, &s->own[i]);

		outcome = github_request(s->github, "DELETE", path, NULL, NULL);
		if (outcome == GITHUB_MISSING) /* another job, or this one before its retry */
			outcome = GITHUB_OK;
		free(path);
	}
	return outcome;
}

/* The server may have trimmed the text and changed its line ends. */
static bool
same_text(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a == '\r')
			a++;
		while (*b == '\r')
			b++;
		if (*a != *b || !*a)
			return a[strspn(a, "\r\n \t")] == '\0' && b[strspn(b, "\r\n \t")] == '\0';
	}
}

/* The JSON of a request that makes BODY the text; the caller owns it. */
static char *
comment_json(const char *body)
{
	struct json_writer *w = json_writer_new(NULL);
	char *text;

	json_object_begin(w, NULL);
	json_string(w, "body", body);
	json_object_end(w);
	text = json_writer_take(w);
	return text;
}

/* Bring the oldest up to date and delete the others. */
static enum github_outcome
update(struct search *s, const char *body, bool rewrite)
{
	enum github_outcome outcome = GITHUB_OK;

	if (rewrite || !same_text(s->own[0].body, body)) {
		char *path = path_of(s, &s->own[0]), *request = comment_json(body);

		outcome = github_request(s->github, "PATCH", path, request, NULL);
		free(request);
		free(path);
	}
	return outcome == GITHUB_OK ? delete_from(s, 1) : outcome;
}

/* One attempt. Put what was created into *CREATED, and learn who we are. */
static enum github_outcome
create(struct search *s, const char *body, unsigned nth, struct own *created)
{
	char *path = list_path(s), *request = comment_json(body);
	struct github_json *answer;
	enum github_outcome outcome =
	    github_attempt(s->github, "POST", path, request, nth, &answer);
	const char *login = github_json_string(answer, "user.login");

	if (outcome == GITHUB_OK) {
		created->id = github_json_id(answer, "id");
		created->url = url_of(answer);
		if (login) {
			free(s->author);
			s->author = xstrdup(login);
		}
	}
	github_json_free(answer);
	free(request);
	free(path);
	return outcome;
}

/* Rounds of looking and acting, until what was seen needs nothing more. A
 * request to create is never repeated without a look whether it was done. */
static enum github_outcome
put(struct search *s, const char *body, unsigned flags, struct own *created)
{
	enum github_outcome outcome;
	unsigned posts = 0, rounds = 0;

	for (;;) {
		outcome = search_list(s);
		if (outcome != GITHUB_OK)
			return outcome;
		if (s->n) {
			outcome = update(s, body, flags & COMMENT_REWRITE);
			if (outcome != GITHUB_MISSING || ++rounds == ROUNDS_MAX)
				return outcome;
		} else if (created->id || !(flags & COMMENT_CREATE)) {
			return GITHUB_OK;
		} else {
			outcome = create(s, body, posts++, created);
			if (outcome != GITHUB_OK && outcome != GITHUB_AGAIN)
				return outcome;
			flags &= ~(unsigned)COMMENT_REWRITE;
		}
	}
}

enum github_outcome
comment_put(struct github *g, const struct comment_place *place, const char *body, unsigned flags,
    char **url)
{
	struct search s;
	struct own created = {0, NULL, NULL};
	enum github_outcome outcome = search_start(&s, g, place);

	*url = NULL;
	if (outcome == GITHUB_OK)
		outcome = put(&s, body, flags, &created);
	if (outcome == GITHUB_OK && (s.n || created.id)) {
		*url = s.n ? s.own[0].url : created.url;
		if (*url)
			*url = xstrdup(*url);
		else
			outcome = github_fail(g, "the comment's answer has no URL");
	}
	free(created.url);
	search_end(&s);
	return outcome;
}

enum github_outcome
comment_remove(struct github *g, const struct comment_place *place)
{
	struct search s;
	enum github_outcome outcome = search_start(&s, g, place);

	if (outcome == GITHUB_OK)
		outcome = search_list(&s);
	if (outcome == GITHUB_OK)
		outcome = delete_from(&s, 0);
	search_end(&s);
	return outcome;
}
