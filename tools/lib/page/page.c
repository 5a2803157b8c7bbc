#include "page/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/digest.h"
#include "page/page_escape.h"
#include "page/page_pack.h"
#include "json/json_writer.h"

struct page {
	FILE *f;
	const struct page_parts *parts;
	struct buf plain, room;
};

/* The source that CSP calls TEXT by: Content Security Policy Level 3, 2.3.1. */
static void
policy_hash(struct buf *b, const char *text)
{
	struct digest digest;
	unsigned char bytes[DIGEST_LEN];

	digest_begin(&digest);
	digest_add(&digest, text, strlen(text));
	digest_bytes(&digest, bytes);
	buf_str(b, "'sha256-");
	base64_add(b, bytes, sizeof bytes);
	buf_char(b, '\'');
}

static void
head_write(struct buf *b, const struct page_parts *parts, const char *title)
{
	buf_printf(b,
	    "<!DOCTYPE html>\n<!-- The script holds uPlot, under this licence:\n%s-->\n<html "
	    "lang=\"en\">\n<head>\n",
	    parts->licences);
	buf_str(b, "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
		   "content=\"default-src 'none'; script-src ");
	policy_hash(b, parts->script);
	buf_str(b, "; style-src ");
	policy_hash(b, parts->style);
	buf_str(b, "; base-uri 'none'; form-action 'none'\">\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		   "<meta name=\"referrer\" content=\"no-referrer\">\n"
		   "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	page_text(b, title);
	buf_printf(b, "</title>\n<style>%s</style>\n</head>\n<body>\n", parts->style);
}

struct page *
page_begin(FILE *f, const struct page_parts *parts, const struct page_options *options)
{
	struct page *p = xcalloc(1, sizeof *p);
	struct json_writer *w = json_writer_new(NULL);
	char *about;

	p->f = f;
	p->parts = parts;
	head_write(&p->room, parts, options->title);
	fwrite(p->room.s, 1, p->room.len, f);
	buf_str(&p->plain, "<h1>");
	page_text(&p->plain, options->title);
	buf_str(&p->plain, "</h1>\n<p>Charts, filters and search need JavaScript; these tables do "
			   "not.</p>\n");
	json_object_begin(w, NULL);
	json_string(w, "title", options->title);
	json_string(w, "repository", options->repository);
	json_object_end(w);
	about = json_writer_take(w);
	page_data_begin(p, "about");
	page_data(p, about);
	page_data_end(p);
	free(about);
	return p;
}

void
page_data_begin(struct page *p, const char *kind)
{
	fprintf(p->f, "<script type=\"application/json\" data-kind=\"%s\">", kind);
}

void
page_data(struct page *p, const char *json)
{
	buf_clear(&p->room);
	page_json(&p->room, json, strlen(json));
	fwrite(p->room.s, 1, p->room.len, p->f);
}

void
page_data_end(struct page *p)
{
	fputs("</script>\n", p->f);
}

struct buf *
page_plain(struct page *p)
{
	return &p->plain;
}

void
page_end(struct page *p)
{
	fputs("<noscript><main>\n", p->f);
	fwrite(p->plain.s, 1, p->plain.len, p->f);
	fprintf(
	    p->f, "</main></noscript>\n<script>%s</script>\n</body>\n</html>\n", p->parts->script);
	buf_free(&p->plain);
	buf_free(&p->room);
	free(p);
}
