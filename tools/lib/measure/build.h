/* build.h: builds a variant before it is measured. */
#ifndef BUILD_H
#define BUILD_H

/* Run ARGV (ends in NULL) in folder DIR (NULL: here) with the caller's
 * environment, its output to standard error. Returns NULL when it ends with
 * status 0, else why it did not, which the caller owns. A signal of
 * interrupt_catch() is passed on to all its processes; what has not ended some
 * seconds later is killed. */
char *build_run(char *const *argv, const char *dir);

#endif
