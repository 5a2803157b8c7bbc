#include "github/http_curl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/util.h"
#include "github/github_url.h"

_Static_assert(LIBCURL_VERSION_NUM >= 0x075500, "libcurl 7.85 or newer is needed");

struct client {
	struct http http; /* first: the client is known by it */
	CURL *curl;
	struct curl_slist *headers;
	size_t max;
};

static size_t
receive_body(char *data, size_t size, size_t n, void *context)
{
	struct client *c = context;
	struct http_answer *a = &c->http.answer;

	(void)size;
	if (a->body.len + n > c->max) {
		a->outcome = HTTP_TOO_LARGE;
		return 0;
	}
	buf_add(&a->body, data, n);
	return n;
}

/* The value of the answer's Ith header NAME, borrowed, or NULL. Those of a proxy's
 * tunnel and of answers before the last are not among them. */
static const char *
header_value(CURL *curl, const char *name, size_t i)
{
	struct curl_header *header;

	if (curl_easy_header(curl, name, i, CURLH_HEADER, -1, &header) != CURLHE_OK)
		return NULL;
	return header->value;
}

/* A number not under 0, or NAN. */
static double
header_number(CURL *curl, const char *name)
{
	const char *text = header_value(curl, name, 0);
	char *end;
	double v;

	if (!text)
		return NAN;
	v = strtod(text, &end);
	return end == text || *end || !isfinite(v) || v < 0 ? NAN : v;
}

static void
headers_get(struct http_answer *a, CURL *curl)
{
	const char *text = header_value(curl, "Location", 0);

	if (text)
		a->location = xstrdup(text);
	for (size_t i = 0; !a->next && (text = header_value(curl, "Link", i)); i++)
		a->next = github_url_next(text);
	a->remaining = header_number(curl, "X-RateLimit-Remaining");
	a->reset = header_number(curl, "X-RateLimit-Reset");
}

/* What libcurl's program reads and its library does not. */
static void
trust_set(CURL *curl)
{
	const char *file = getenv("CURL_CA_BUNDLE"), *folder = getenv("SSL_CERT_DIR");

	if (!file || !*file)
		file = getenv("SSL_CERT_FILE");
	if (file && *file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, file);
	if (folder && *folder)
		curl_easy_setopt(curl, CURLOPT_CAPATH, folder);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

static void
protocol_set(CURL *curl, bool plain)
{
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	/* A proxy would read the token of a request that is not encrypted. */
	if (plain)
		curl_easy_setopt(curl, CURLOPT_PROXY, "");
}

static void
header_add(struct client *c, const char *line)
{
	struct curl_slist *list = curl_slist_append(c->headers, line);

	if (!list)
		die_memory();
	c->headers = list;
}

static void
headers_set(struct client *c, const char *token)
{
	static const char *const fixed[] = {"Accept: application/vnd.github+json",
	    "X-GitHub-Api-Version: 2022-11-28", "Content-Type: application/json", "Expect:"};
	char *authorization = xasprintf("Authorization: Bearer %s", token);

	header_add(c, authorization);
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		header_add(c, fixed[i]);
	curl_easy_setopt(c->curl, CURLOPT_HTTPHEADER, c->headers);
	free(authorization);
}

/* Not what will be the same next time: a wrong name of the host may be, but a
 * resolver that is down for a moment says the same. */
static bool
curl_is_passing(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_PARTIAL_FILE:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM: return true;
	default: return false;
	}
}

static void
body_set(CURL *curl, const char *method, const char *body)
{
	if (body) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(body));
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
	} else {
		curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
	}
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
}

/* What the server said besides the body; CODE is libcurl's. */
static void
answer_finish(struct http_answer *a, CURL *curl, CURLcode code)
{
	curl_off_t seconds = 0;
	char *type = NULL;

	if (code == CURLE_OUT_OF_MEMORY)
		die_memory();
	if (code != CURLE_OK) {
		a->problem = curl_easy_strerror(code);
		if (a->outcome != HTTP_TOO_LARGE)
			a->outcome = curl_is_passing(code) ? HTTP_BROKEN : HTTP_FAILED;
	}
	headers_get(a, curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &a->status);
	curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
	if (seconds > 0)
		a->retry_after = (double)seconds;
	curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
	if (type)
		a->type = type;
}

static void
client_perform(
    struct http *h, const char *method, const char *url, const char *body, double patience)
{
	struct client *c = (struct client *)h;

	curl_easy_setopt(c->curl, CURLOPT_URL, url);
	body_set(c->curl, method, body);
	/* 0 would be no bound */
	curl_easy_setopt(c->curl, CURLOPT_TIMEOUT_MS, (long)(patience * 1000) + 1);
	/* On a connection that was used before and dies, libcurl repeats any
	 * request by itself. */
	curl_easy_setopt(c->curl, CURLOPT_FRESH_CONNECT, strcmp(method, "POST") == 0 ? 1L : 0L);
	answer_finish(&h->answer, c->curl, curl_easy_perform(c->curl));
}

static void
client_free(struct http *h)
{
	struct client *c = (struct client *)h;

	curl_slist_free_all(c->headers);
	curl_easy_cleanup(c->curl);
	curl_global_cleanup();
	free(c);
}

struct http *
http_curl_new(const char *token, bool plain, size_t max)
{
	struct client *c = xcalloc(1, sizeof *c);
	CURLcode code;

	c->http.perform = client_perform;
	c->http.free = client_free;
	c->max = max;
	code = curl_global_init(CURL_GLOBAL_DEFAULT);
	if (code == CURLE_OUT_OF_MEMORY || (code == CURLE_OK && !(c->curl = curl_easy_init())))
		die_memory();
	if (code != CURLE_OK)
		die("cannot start libcurl: %s", curl_easy_strerror(code));
	curl_easy_setopt(c->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c->curl, CURLOPT_USERAGENT, "benchpipe/" VERSION);
	curl_easy_setopt(c->curl, CURLOPT_WRITEFUNCTION, receive_body);
	curl_easy_setopt(c->curl, CURLOPT_WRITEDATA, c);
	trust_set(c->curl);
	protocol_set(c->curl, plain);
	headers_set(c, token);
	return &c->http;
}
