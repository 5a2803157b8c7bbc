#include "github/github.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/buf.h"
#include "github/github_url.h"
#include "github/http.h"
#include "github/retry.h"
#include "github/secret.h"

struct github {
	struct http *http;
	char *url;
	const char *token;
	struct retry retry;
	char *next; /* the page after the last answer, or NULL */
	struct buf error;
};

struct github *
github_new(const char *url, const char *token, double max_wait)
{
	struct github *g = xcalloc(1, sizeof *g);
	bool plain;

	secret_check(token);
	g->url = github_url_check(url, &plain);
	g->token = token;
	retry_start(&g->retry, max_wait);
	g->http = http_new(token, plain, GITHUB_ANSWER_MAX);
	return g;
}

void
github_free(struct github *g)
{
	if (!g)
		return;
	http_free(g->http);
	buf_free(&g->error);
	free(g->next);
	free(g->url);
	free(g);
}

const char *
github_error(const struct github *g)
{
	return g->error.s ? g->error.s : "";
}

enum github_outcome
github_fail(struct github *g, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	va_start(ap, fmt);
	vsnprintf(buf_room(&text, (size_t)n), (size_t)n + 1, fmt, ap);
	va_end(ap);
	buf_clear(&g->error);
	secret_scrub_line(&g->error, text.s, g->token);
	buf_free(&text);
	return GITHUB_FAILED;
}

/* Words of the server for a message. They are scrubbed before they are cut, or
 * a part of the token could stay. The caller owns them. */
static char *
quoted(const struct github *g, const char *text)
{
	enum { LONGEST = 300 };
	struct buf b = BUF_INIT;

	secret_scrub_line(&b, text ? text : "", g->token);
	if (b.len > LONGEST)
		b.s[LONGEST] = '\0';
	return buf_take(&b);
}

/* How long the server wants to be left alone; NAN: it does not say. */
static double
server_wait(const struct http_answer *a)
{
	if (!isnan(a->retry_after))
		return a->retry_after;
	if (a->remaining == 0 && !isnan(a->reset))
		return fmax(a->reset - (double)time(NULL), 0) + 1;
	return NAN;
}

/* Whether an answer's status may be another after *AFTER seconds. */
static bool
is_passing(const struct http_answer *a, const char *message, double *after)
{
	*after = server_wait(a);
	if (a->status >= 500 || a->status == 429)
		return true;
	if (a->status != 403)
		return false;
	if (!isnan(*after) || a->remaining == 0)
		return true;
	if (!strstr(message, "secondary rate limit"))
		return false;
	*after = 60; /* what GitHub asks for when it does not say */
	return true;
}

static enum github_outcome
wait_or_fail(struct github *g, unsigned nth, double after)
{
	enum github_outcome outcome = GITHUB_AGAIN;
	char *why;

	if (retry_wait(&g->retry, nth, after))
		return outcome;
	why = xstrdup(github_error(g));
	if (isnan(after))
		outcome = github_fail(g, "%s (given up after %u tries, in the %g s of --max-wait)",
		    why, nth + 1, g->retry.max_wait);
	else
		outcome = github_fail(g, "%s (asks for a wait of %.0f s)", why, ceil(after));
	free(why);
	return outcome;
}

static enum github_outcome
judge_status(struct github *g, const struct http_answer *a, const char *what, unsigned nth)
{
	struct github_json *j = github_json_parse(a->body.s, a->body.len);
	char *message = quoted(g, github_json_string(j, "message"));
	char *location = quoted(g, a->location);
	enum github_outcome outcome = GITHUB_FAILED;
	double after;

	if (a->status >= 300 && a->status < 400)
		github_fail(g, "%s answered %ld: redirects (to '%s') are not followed", what,
		    a->status, location);
	else
		github_fail(
		    g, "%s answered %ld%s%s", what, a->status, *message ? ": " : "", message);
	if (is_passing(a, message, &after))
		outcome = wait_or_fail(g, nth, after);
	else if (a->status == 401)
		outcome = GITHUB_UNKNOWN;
	else if (a->status == 403)
		outcome = GITHUB_REFUSED;
	else if (a->status == 404)
		outcome = GITHUB_MISSING;
	free(location);
	free(message);
	github_json_free(j);
	return outcome;
}

static enum github_outcome
judge_body(
    struct github *g, const struct http_answer *a, const char *what, struct github_json **answer)
{
	char *type;

	if (!answer || a->status == 204)
		return GITHUB_OK;
	if (strncasecmp(a->type, "application/json", 16) != 0) {
		type = quoted(g, *a->type ? a->type : "no content type");
		github_fail(g, "%s answered with '%s', not with JSON", what, type);
		free(type);
		return GITHUB_FAILED;
	}
	*answer = github_json_parse(a->body.s, a->body.len);
	return *answer ? GITHUB_OK : github_fail(g, "%s did not answer with valid JSON", what);
}

/* As github_attempt(), on a whole URL. */
static enum github_outcome
attempt(struct github *g, const char *method, const char *url, const char *body, unsigned nth,
    struct github_json **answer)
{
	double patience = retry_patience(&g->retry);
	const struct http_answer *a = NULL;
	char *path = quoted(g, github_url_path(url)), *what = xasprintf("%s %s", method, path);
	enum github_outcome outcome;

	if (answer)
		*answer = NULL;
	free(g->next);
	g->next = NULL;
	if (patience > 0)
		a = http_perform(g->http, method, url, body, patience);
	if (a && a->next)
		g->next = xstrdup(a->next);
	if (!a) {
		outcome = github_fail(
		    g, "%s: not sent, the %g s of --max-wait are over", what, g->retry.max_wait);
	} else if (a->too_large) {
		outcome = github_fail(
		    g, "%s answered with more than %d MiB", what, GITHUB_ANSWER_MAX >> 20);
	} else if (a->problem) {
		outcome = github_fail(g, "%s: %s", what, a->problem);
		if (a->passing)
			outcome = wait_or_fail(g, nth, NAN);
	} else if (a->status < 200 || a->status >= 300) {
		outcome = judge_status(g, a, what, nth);
	} else {
		outcome = judge_body(g, a, what, answer);
	}
	free(path);
	free(what);
	return outcome;
}

static enum github_outcome
request(struct github *g, const char *method, const char *url, const char *body,
    struct github_json **answer)
{
	enum github_outcome outcome;
	unsigned nth = 0;

	do {
		outcome = attempt(g, method, url, body, nth++, answer);
	} while (outcome == GITHUB_AGAIN);
	return outcome;
}

enum github_outcome
github_request(struct github *g, const char *method, const char *path, const char *body,
    struct github_json **answer)
{
	char *url = xasprintf("%s%s", g->url, path);
	enum github_outcome outcome = request(g, method, url, body, answer);

	free(url);
	return outcome;
}

enum github_outcome
github_attempt(struct github *g, const char *method, const char *path, const char *body,
    unsigned nth, struct github_json **answer)
{
	char *url = xasprintf("%s%s", g->url, path);
	enum github_outcome outcome = attempt(g, method, url, body, nth, answer);

	free(url);
	return outcome;
}

/* The page to read after the last answer, in *URL; NULL at the end. */
static enum github_outcome
next_page(struct github *g, const char *path, char **url)
{
	enum github_outcome outcome = GITHUB_OK;
	char *host;

	free(*url);
	*url = g->next;
	g->next = NULL;
	if (*url && !github_url_same_host(*url, g->url)) {
		host = quoted(g, *url);
		outcome = github_fail(g, "GET %s continues on another host, '%s'", path, host);
		free(host);
	}
	return outcome;
}

enum github_outcome
github_list(struct github *g, const char *path,
    bool (*visit)(const struct github_json *element, void *context), void *context)
{
	char *url = xasprintf("%s%s%cper_page=100", g->url, path, strchr(path, '?') ? '&' : '?');
	enum github_outcome outcome = GITHUB_OK;
	bool more = true;

	for (unsigned page = 0; url && more && outcome == GITHUB_OK; page++) {
		struct github_json *answer = NULL;

		if (page == GITHUB_PAGES_MAX) {
			outcome = github_fail(
			    g, "GET %s has more than %d pages of 100", path, GITHUB_PAGES_MAX);
			break;
		}
		outcome = request(g, "GET", url, NULL, &answer);
		for (size_t i = 0; more && i < github_json_length(answer); i++)
			more = visit(github_json_element(answer, i), context);
		github_json_free(answer);
		if (outcome == GITHUB_OK)
			outcome = next_page(g, path, &url);
	}
	free(url);
	return outcome;
}
