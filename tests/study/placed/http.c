/* http N: N times, read a request by http-parser. */
#include <stdio.h>
#include <stdlib.h>

#include "http_parser.h"

static size_t total;

static int
on_data(http_parser *p, const char *at, size_t n)
{
	total += n + (unsigned char)*at + (p->flags & 1);
	return 0;
}

int
main(int argc, char **argv)
{
	static const char request[] =
	    "POST /joyent/http-parser?a=b HTTP/1.1\r\nHost: github.com\r\nDNT: 1\r\n"
	    "Accept-Encoding: gzip, deflate, sdch\r\nAccept-Language: ru-RU,ru;q=0.8,en;q=0.4\r\n"
	    "User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nConnection: keep-alive\r\n"
	    "Transfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n0\r\n\r\n";
	http_parser_settings settings;
	long n = argc > 1 ? atol(argv[1]) : 1;

	http_parser_settings_init(&settings);
	settings.on_header_field = settings.on_header_value = on_data;
	settings.on_url = settings.on_body = on_data;
	while (n-- > 0) {
		http_parser p;

		http_parser_init(&p, HTTP_REQUEST);
		total += http_parser_execute(&p, &settings, request, sizeof request - 1);
	}
	printf("%zu\n", total);
	return 0;
}
