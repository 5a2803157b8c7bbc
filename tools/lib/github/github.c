#include "github/github.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "github/github_url.h"
#include "github/http_curl.h"
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
github_over(struct http *http, const char *url, const char *token, double max_wait)
{
	struct github *g = xcalloc(1, sizeof *g);

	g->http = http;
	g->url = xstrdup(url);
	g->token = token;
	retry_start(&g->retry, max_wait);
	return g;
}

struct github *
github_new(const char *url, const char *token, double max_wait)
{
	struct github *g;
	bool plain;
	char *base;

	secret_check(token);
	base = github_url_check(url, &plain);
	g = github_over(http_curl_new(token, plain, GITHUB_ANSWER_MAX), base, token, max_wait);
	free(base);
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

/* As github_attempt(), on a whole URL. */
static enum github_outcome
attempt(struct github *g, const char *method, const char *url, const char *body, unsigned nth,
    struct github_json **answer)
{
	double patience = retry_patience(&g->retry), after = NAN;
	const struct http_answer *a = NULL;
	char *path = secret_quote(github_url_path(url), g->token);
	char *what = xasprintf("%s %s", method, path);
	enum github_outcome outcome = GITHUB_FAILED;
	struct buf error = BUF_INIT;

	if (answer)
		*answer = NULL;
	if (patience > 0) {
		a = http_perform(g->http, method, url, body, patience);
		outcome = github_answer_judge(a, what, g->token, answer, &error, &after);
	} else {
		buf_printf(&error, "%s: not sent, the %g s of --max-wait are over", what,
		    g->retry.max_wait);
	}
	free(g->next);
	g->next = a && a->next ? xstrdup(a->next) : NULL;
	if (outcome != GITHUB_OK)
		github_fail(g, "%s", error.s);
	if (outcome == GITHUB_AGAIN)
		outcome = wait_or_fail(g, nth, after);
	buf_free(&error);
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

enum github_outcome
github_get_string(struct github *g, const char *path, const char *field, char **value)
{
	struct github_json *answer;
	enum github_outcome outcome = github_request(g, "GET", path, NULL, &answer);
	const char *s = github_json_string(answer, field);

	if (outcome == GITHUB_OK && s)
		*value = xstrdup(s);
	else if (outcome == GITHUB_OK)
		outcome = github_fail(g, "GET %s answered without '%s'", path, field);
	github_json_free(answer);
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
		host = secret_quote(*url, g->token);
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
