/* import_hint.h: what other harnesses print for people, and what they write for programs. */
#ifndef IMPORT_HINT_H
#define IMPORT_HINT_H

/* What a text that begins with HEAD is, and how to get what can be imported, to come behind
 * "NAME: is "; NULL: nothing that is known. */
const char *import_hint(const char *head);

#endif
