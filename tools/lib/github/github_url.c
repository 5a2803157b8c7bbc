#include "github/github_url.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <arpa/inet.h>
#include <curl/curl.h>

#include "base/util.h"

/* Part WHAT of U, or ""; the caller frees it with curl_free(). */
static char *
url_part(CURLU *u, CURLUPart what)
{
	char *text = NULL;

	if (curl_url_get(u, what, &text, what == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0))
		return NULL;
	return text;
}

static bool
has(CURLU *u, CURLUPart what)
{
	char *text = url_part(u, what);
	bool there = text;

	curl_free(text);
	return there;
}

static bool
is_loopback(const char *host)
{
	struct in_addr address;

	if (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0)
		return true;
	return inet_pton(AF_INET, host, &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

static CURLU *
url_parse(const char *url)
{
	CURLU *u = curl_url();

	if (u && curl_url_set(u, CURLUPART_URL, url, 0)) {
		curl_url_cleanup(u);
		u = NULL;
	}
	return u;
}

char *
github_url_check(const char *url, bool *plain)
{
	CURLU *u = url_parse(url);
	char *scheme, *host, *whole, *result;
	size_t len;

	if (!u || has(u, CURLUPART_USER) || has(u, CURLUPART_PASSWORD) || has(u, CURLUPART_QUERY) ||
	    has(u, CURLUPART_FRAGMENT))
		die("GITHUB_API_URL must be a URL such as 'https://api.github.com'");
	scheme = url_part(u, CURLUPART_SCHEME);
	host = url_part(u, CURLUPART_HOST);
	whole = url_part(u, CURLUPART_URL);
	*plain = scheme && strcmp(scheme, "http") == 0;
	if (!scheme || !host || !whole || (!*plain && strcmp(scheme, "https") != 0))
		die("GITHUB_API_URL must be a URL such as 'https://api.github.com'");
	if (*plain && !is_loopback(host))
		die("GITHUB_API_URL '%.200s' must begin with 'https://': the token would be sent "
		    "in "
		    "clear",
		    whole);
	len = strlen(whole);
	while (len > 0 && whole[len - 1] == '/')
		len--;
	result = xstrndup(whole, len);
	curl_free(scheme);
	curl_free(host);
	curl_free(whole);
	curl_url_cleanup(u);
	return result;
}

bool
github_url_same_host(const char *a, const char *b)
{
	static const CURLUPart parts[] = {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT};
	CURLU *x = url_parse(a), *y = url_parse(b);
	bool same = x && y && !has(x, CURLUPART_USER) && !has(x, CURLUPART_PASSWORD);

	for (size_t i = 0; same && i < sizeof parts / sizeof *parts; i++) {
		char *p = url_part(x, parts[i]), *q = url_part(y, parts[i]);

		same = p && q && strcasecmp(p, q) == 0;
		curl_free(p);
		curl_free(q);
	}
	curl_url_cleanup(x);
	curl_url_cleanup(y);
	return same;
}

const char *
github_url_path(const char *url)
{
	const char *host = strstr(url, "://"), *path = host ? strchr(host + 3, '/') : NULL;

	return path ? path : url;
}

char *
github_url_next(const char *value)
{
	for (const char *s = value; (s = strchr(s, '<')); s++) {
		const char *end = strchr(s, '>'), *stop, *rel;

		if (!end)
			return NULL;
		stop = strchr(end, '<');
		rel = strstr(end, "rel=\"next\"");
		if (rel && (!stop || rel < stop))
			return xstrndup(s + 1, (size_t)(end - s - 1));
	}
	return NULL;
}
