#include "github/github_answer.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "github/secret.h"

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
	/* GitHub has no code or header for that limit: only its words tell. */
	if (!strstr(message, "secondary rate limit"))
		return false;
	*after = 60; /* what GitHub asks for when it does not say */
	return true;
}

/* Whether it is no right that is missing: nobody may comment there. Only the words tell. */
static bool
is_closed_to_all(const char *message)
{
	return strstr(message, "is locked") || strstr(message, "Commenting is disabled");
}

static enum github_outcome
outcome_of(long status, const char *message)
{
	switch (status) {
	case 401: return GITHUB_UNKNOWN;
	case 403: return is_closed_to_all(message) ? GITHUB_NONE : GITHUB_REFUSED;
	case 404: return GITHUB_MISSING;
	default: return GITHUB_FAILED;
	}
}

static enum github_outcome
judge_status(const struct http_answer *a, const char *what, const char *token, struct buf *error,
    double *after)
{
	struct github_json *j = github_json_parse(a->body.s, a->body.len);
	const char *words = github_json_string(j, "message");
	char *message = secret_quote(words ? words : "", token);
	char *location = secret_quote(a->location ? a->location : "", token);
	bool passing = is_passing(a, message, after);
	enum github_outcome outcome = outcome_of(a->status, message);

	buf_printf(error, "%s answered %ld", what, a->status);
	if (a->status >= 300 && a->status < 400)
		buf_printf(error, ": redirects (to '%s') are not followed", location);
	else if (*message)
		buf_printf(error, ": %s", message);
	free(location);
	free(message);
	github_json_free(j);
	return passing ? GITHUB_AGAIN : outcome;
}

static enum github_outcome
judge_body(const struct http_answer *a, const char *what, const char *token,
    struct github_json **json, struct buf *error)
{
	char *type;

	if (!json || a->status == 204)
		return GITHUB_OK;
	if (strncasecmp(a->type, "application/json", 16) != 0) {
		type = secret_quote(*a->type ? a->type : "no content type", token);
		buf_printf(error, "%s answered with '%s', not with JSON", what, type);
		free(type);
		return GITHUB_FAILED;
	}
	*json = github_json_parse(a->body.s, a->body.len);
	if (*json)
		return GITHUB_OK;
	buf_printf(error, "%s did not answer with valid JSON", what);
	return GITHUB_FAILED;
}

enum github_outcome
github_answer_judge(const struct http_answer *a, const char *what, const char *token,
    struct github_json **json, struct buf *error, double *after)
{
	if (json)
		*json = NULL;
	*after = NAN;
	switch (a->outcome) {
	case HTTP_ANSWERED: break;
	case HTTP_BROKEN:
	case HTTP_FAILED:
		buf_printf(error, "%s: %s", what, a->problem);
		return a->outcome == HTTP_BROKEN ? GITHUB_AGAIN : GITHUB_FAILED;
	case HTTP_TOO_LARGE:
		buf_printf(
		    error, "%s answered with more than %d MiB", what, GITHUB_ANSWER_MAX >> 20);
		return GITHUB_FAILED;
	}
	if (a->status < 200 || a->status >= 300)
		return judge_status(a, what, token, error, after);
	return judge_body(a, what, token, json, error);
}
