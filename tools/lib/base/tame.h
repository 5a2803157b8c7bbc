/* tame.h: text that strangers worded, shown so that it hides nothing and commands nothing. */
#ifndef TAME_H
#define TAME_H

#include <stdio.h>

/* Make S a harmless part of one line: what is hidden (utf8.h) or not UTF-8 becomes '?',
 * and so does the start of what the log of a GitHub job would take for a command
 * ("::name" at the beginning of a line, "##[name]"). S never gets longer. die() and
 * warn() do this. */
void line_tame(char *s);

/* Print S as line_tame() makes it. */
void line_print(const char *s, FILE *f);

/* Print S as one word that a shell reads back as it is: plain, in single quotes, or,
 * when line_tame() would change it, as $'...' with escapes. */
void word_print(const char *s, FILE *f);

/* Print JSON as it is, but what line_tame() would change in its strings as escapes: the
 * value stays the same. */
void json_tame_print(const char *json, FILE *f);

#endif
