/* JSON documents: what the getters give for values that are there and that are not. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "json/json_document.h"

int
main(void)
{
	static const char text[] =
	    " {\"s\": \"a\\u00e9\\ud83d\\ude00\\n\", \"n\": -1.5e3, \"i\": 42,"
	    "\"t\": true, \"z\": null, \"a\": [1, {\"b\": \"x\"}, []],"
	    "\"o\": {\"k1\": 1, \"k2\": \"v\", \"o\": {\"k1\": 2}}} \n";
	struct json_document *d = json_document_parse(text, sizeof text - 1, "text");
	struct json_at root = json_root(d), a = json_member(&root, "a"), none, o, at = {0};
	struct json_at second = json_element(&a, 1), null = json_member(&root, "z");
	const char *keys[] = {"k1", "k2", "o"};
	size_t n = 0;

	CHECK(strcmp(json_document_name(d), "text") == 0);
	CHECK(strcmp(json_string_of(&root, "s"), "aé😀\n") == 0);
	CHECK(json_number_of(&root, "n") == -1500);
	CHECK(json_count_or(&root, "i", 7) == 42);
	CHECK(json_bool_or(&root, "t", false));
	CHECK(strcmp(json_string_of(&second, "b"), "x") == 0);
	CHECK(json_length(&a) == 3);

	CHECK(json_kind(&null) == JSON_NULL);
	CHECK(json_number_or(&root, "z", 3) == 3);
	CHECK(strcmp(json_as_text(&null), "null") == 0);

	none = json_member(&root, "none");
	CHECK(json_kind(&none) == JSON_ABSENT);
	CHECK(json_length(&none) == 0);
	CHECK(json_string_or(&none, "deeper", NULL) == NULL);
	CHECK(isnan(json_number_or(&root, "none", NAN)));
	CHECK(json_count_or(&root, "none", 7) == 7);
	CHECK(!json_next(&none, &at));

	o = json_member(&root, "o");
	while (json_next(&o, &at)) {
		CHECK(n < 3 && strcmp(at.key, keys[n]) == 0);
		n++;
	}
	CHECK(n == 3);
	json_document_free(d);
	json_document_free(NULL);

	d = json_document_parse("42", 2, "number");
	root = json_root(d);
	CHECK(json_as_number(&root) == 42);
	json_document_free(d);
	return failures > 0;
}
