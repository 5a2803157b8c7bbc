/* envelope.h: a signed statement in a file: DSSE, Dead Simple Signing Envelope 1.0. */
#ifndef ENVELOPE_H
#define ENVELOPE_H

#include <stdbool.h>

#include "base/buf.h"

/* What is signed, its signature, and the certificates of the signer as PEM, its own first. */
struct envelope {
	struct buf payload, signature, chain;
};

#define ENVELOPE_INIT                                                                              \
	{                                                                                          \
		BUF_INIT, BUF_INIT, BUF_INIT                                                       \
	}

void envelope_free(struct envelope *e);

/* Add the bytes that are signed for the payload of E to B (DSSE's PAE). */
void envelope_signed_bytes(struct buf *b, const struct envelope *e);

/* Add E as a file to B. The key id is the SHA-256 of the chain. */
void envelope_write(struct buf *b, const struct envelope *e);

/* Read E from the LEN bytes at TEXT, which a NUL follows, of file NAME. Dies when they are not
 * JSON. False when they are not byte for byte what envelope_write() makes of E. */
bool envelope_read(struct envelope *e, const char *text, size_t len, const char *name);

#endif
