/* option_value.h: values of the command line; who gives a wrong one reads which. */
#ifndef OPTION_VALUE_H
#define OPTION_VALUE_H

/* S as a time in seconds, over 0; dies, saying what WHAT must be. */
double duration_option(const char *what, const char *s);

/* S, if a scenario too would take it as a benchmark's name; else dies. */
const char *name_option(const char *s);

/* S, if it is NAME or NAME=VALUE of an environment variable; else dies. */
char *variable_option(char *s);

#endif
