/* openssl.h: signatures and certificates, by the command 'openssl'. */
#ifndef OPENSSL_H
#define OPENSSL_H

#include <stdbool.h>

#include "base/buf.h"

/* Add the signature of BYTES by the Ed25519 key in file KEY to SIGNATURE. Dies when openssl cannot
 * do it, or the key is another one. */
void openssl_sign(struct buf *signature, const struct buf *bytes, const char *key);

/* Whether SIGNATURE is that of BYTES by the first certificate of CHAIN, PEM. */
bool openssl_signed(const struct buf *signature, const struct buf *bytes, const struct buf *chain);

/* Whether the first certificate of CHAIN is valid today by the one in file AUTHORITY, which must be
 * a root and alone trusted, and by the others of CHAIN. The file must be one certificate as openssl
 * writes it and nothing besides. */
bool openssl_trusted(const struct buf *chain, const char *authority);

#endif
