/* json_check.h: what json-c's strict mode lets through, found in the text. */
#ifndef JSON_CHECK_H
#define JSON_CHECK_H

#include <stddef.h>

/* Check LEN bytes of TEXT, of which json-c accepted the first END as one value.
 * Dies with NAME:line:column at anything after it but white space, a literal
 * that is not JSON's (NaN, Infinity), a number that is not finite or is an
 * integer over 64 bits, a control character, an escaped NUL or a lone
 * surrogate in a string, and a key given twice in one object. */
void json_check(const char *name, const char *text, size_t len, size_t end);

/* Die with NAME:line:column (in characters) of TEXT + OFFSET and MESSAGE. */
_Noreturn void json_check_die(
    const char *name, const char *text, size_t len, size_t offset, const char *message);

#endif
