/* xml_refs.h: elements of rows that later ones only refer to, as Instruments writes them. */
#ifndef XML_REFS_H
#define XML_REFS_H

#include <stdbool.h>
#include <stddef.h>

struct xml_refs;

struct xml_refs *xml_refs_new(void);
void xml_refs_free(struct xml_refs *refs); /* may be NULL */

/* Keep the LEN bytes of TEXT, an element, as ID, which may be known: the last one counts. False:
 * all of them together are more than 256 MiB. */
bool xml_refs_keep(struct xml_refs *refs, const char *id, const char *text, size_t len);

/* The element that was kept as ID, borrowed; NULL: there is none. */
const char *xml_refs_find(const struct xml_refs *refs, const char *id);

#endif
