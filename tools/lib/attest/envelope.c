#include "attest/envelope.h"

#include <string.h>

#include "base/base64.h"
#include "base/digest.h"
#include "json/json_document.h"
#include "json/json_writer.h"

#define PAYLOAD_TYPE "application/vnd.in-toto+json"

void
envelope_free(struct envelope *e)
{
	buf_free(&e->payload);
	buf_free(&e->signature);
	buf_free(&e->chain);
}

void
envelope_signed_bytes(struct buf *b, const struct envelope *e)
{
	buf_printf(b, "DSSEv1 %zu %s %zu ", strlen(PAYLOAD_TYPE), PAYLOAD_TYPE, e->payload.len);
	buf_add(b, e->payload.s, e->payload.len);
}

static void
member_base64(struct json_writer *w, const char *key, const struct buf *bytes)
{
	struct buf text = BUF_INIT;

	buf_str(&text, "");
	base64_add(&text, bytes->s, bytes->len);
	json_string(w, key, text.s);
	buf_free(&text);
}

void
envelope_write(struct buf *b, const struct envelope *e)
{
	struct json_writer *w = json_writer_new(NULL);
	char id[DIGEST_TEXT];
	struct digest d;

	digest_begin(&d);
	digest_add(&d, e->chain.s, e->chain.len);
	digest_end(&d, id);
	json_object_begin(w, NULL);
	member_base64(w, "payload", &e->payload);
	json_string(w, "payloadType", PAYLOAD_TYPE);
	json_array_begin(w, "signatures");
	json_object_begin(w, NULL);
	json_string(w, "keyid", id);
	member_base64(w, "sig", &e->signature);
	json_string(w, "cert", e->chain.s);
	json_object_end(w);
	json_array_end(w);
	json_object_end(w);
	buf_str(b, json_writer_text(w));
	buf_char(b, '\n');
	json_writer_free(w);
}

/* The string of member KEY of OBJECT; "" where it has none. */
static const char *
text_of(const struct json_at *object, const char *key)
{
	struct json_at at = json_member(object, key);

	return json_kind(&at) == JSON_STRING ? json_as_text(&at) : "";
}

bool
envelope_read(struct envelope *e, const char *text, size_t len, const char *name)
{
	struct json_document *d = json_document_parse(text, len, name);
	struct json_at root = json_root(d), list, one = {0};
	struct buf again = BUF_INIT;
	bool same = false;

	if (json_kind(&root) == JSON_OBJECT) {
		list = json_member(&root, "signatures");
		if (json_kind(&list) == JSON_ARRAY && json_length(&list) == 1)
			one = json_element(&list, 0);
		if (one.node && json_kind(&one) == JSON_OBJECT &&
		    base64_read(&e->payload, text_of(&root, "payload")) &&
		    base64_read(&e->signature, text_of(&one, "sig"))) {
			buf_str(&e->chain, text_of(&one, "cert"));
			envelope_write(&again, e);
			same = again.len == len && memcmp(again.s, text, len) == 0;
		}
	}
	buf_free(&again);
	json_document_free(d);
	return same;
}
