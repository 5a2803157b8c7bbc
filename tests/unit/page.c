/* What a page is made of: packed numbers, and text that stays text. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "check.h"
#include "page/page_escape.h"
#include "page/page_pack.h"
#include "page/svg.h"

/* RFC 4648, section 10. */
static void
base64(void)
{
	static const char *const pairs[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="},
	    {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct buf b = BUF_INIT;

		base64_add(&b, pairs[i][0], strlen(pairs[i][0]));
		CHECK(strcmp(b.s ? b.s : "", pairs[i][1]) == 0);
		buf_free(&b);
	}
}

static void
steps(void)
{
	const double noisy[] = {100.5, 90, 110, NAN, 104.5}, quiet[] = {100, 100.001, 100.002};
	const double whole[] = {3, 17, 10000}, same[] = {2.5, 2.5}, zero[] = {0, 0, 1e-9};
	const double far[] = {1e-300, 1e300, 1e-300}, nothing[] = {NAN};

	CHECK(fabs(pack_step(noisy, 5) / 0.01025 - 1) < 1e-9); /* 1e-4 of 102.5 */
	CHECK(fabs(pack_step(quiet, 3) / (0.002 / 256) - 1) < 1e-6);
	CHECK(pack_step(whole, 3) == 1);
	CHECK(pack_step(same, 2) == 2.5);
	CHECK(pack_step(zero, 3) > 0 && pack_step(zero, 3) <= 1e-9 / 256);
	CHECK(1e300 / pack_step(far, 3) <= 1125899906842624.0);
	CHECK(pack_step(nothing, 1) == 1 && pack_step(nothing, 0) == 1);
}

/* 100, 103, none, 99: differences 100, 3, -4 are 200, 6, 7 by zigzag: c8 01 06 07. */
static void
packed(void)
{
	const double v[] = {100, 103, NAN, 99};
	struct json_writer *w = json_writer_new(NULL);
	char *text;

	json_object_begin(w, NULL);
	pack_values(w, "v", v, 4, 1);
	json_object_end(w);
	text = json_writer_take(w);
	CHECK(strcmp(text,
		  "{\"v\":{\"n\":4,\"step\":1,\"bits\":\"yAEGBw==\",\"gaps\":\"BA==\"}}") == 0);
	free(text);
}

static void
escaped(void)
{
	static const char json[] = "[\"</script>\xe2\x80\xae\xf3\xa0\x80\x81\"]";
	struct buf b = BUF_INIT;

	page_text(&b, "<a href='x'>&\"\xe2\x80\xae\xff\n");
	CHECK(
	    strcmp(b.s, "&lt;a href=&#39;x&#39;&gt;&amp;&quot;[U+202E]\xef\xbf\xbd[U+000A]") == 0);
	buf_clear(&b);
	page_json(&b, json, strlen(json));
	CHECK(strcmp(b.s, "[\"\\u003c/script\\u003e\\u202e\\udb40\\udc01\"]") == 0);
	buf_free(&b);
}

static void
marks(void)
{
	CHECK(fabs(svg_mark_step(0, 10, 5) - 2) < 1e-12);
	CHECK(fabs(svg_mark_step(0, 12, 5) - 5) < 1e-12);
	CHECK(fabs(svg_mark_step(-0.3, 0.7, 10) - 0.1) < 1e-12);
}

int
main(void)
{
	base64();
	steps();
	packed();
	escaped();
	marks();
	return failures != 0;
}
