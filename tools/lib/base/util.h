/* util.h: messages, exit statuses, and allocation that cannot fail quietly. */
#ifndef UTIL_H
#define UTIL_H

#include <stddef.h>

#if defined(__GNUC__)
#define UTIL_PRINTF(m, n) __attribute__((format(printf, m, n)))
#define UTIL_NONNULL __attribute__((returns_nonnull))
#else
#define UTIL_PRINTF(m, n)
#define UTIL_NONNULL
#endif

enum { MESSAGE_MAX = 4096 };

/* The exit statuses of every tool. */
enum {
	STATUS_OK = 0,     /* done, or: no regression */
	STATUS_NO = 1,     /* it worked, and the answer is no */
	STATUS_TROUBLE = 2 /* usage, bad input, I/O, network */
};

/* Remember ARGV0's last component as the name that messages start with, keep the numbers
 * 0 to 2 from files to be opened, have writes fail instead of ending the program, and
 * children be told of (signals.h); call it first. */
void program_set(const char *argv0);
const char *program_name(void);

/* Print "tool: message" to standard error, tamed (tame.h) and cut after MESSAGE_MAX. A FMT
 * that ends in ':' gets the text of errno appended. die() then exits with STATUS_TROUBLE. */
_Noreturn void die(const char *fmt, ...) UTIL_PRINTF(1, 2);
void warn(const char *fmt, ...) UTIL_PRINTF(1, 2);

/* A usage error: the message and "try 'TOOL --help'"; the second form is for
 * when getopt_long() has said what is wrong. Both exit with STATUS_TROUBLE. */
_Noreturn void die_usage(const char *fmt, ...) UTIL_PRINTF(1, 2);
_Noreturn void die_option(void);

/* Die because memory is out, where errno does not say so. */
_Noreturn void die_memory(void);

/* What regcomp() or regexec() RETURNED. Dies when memory was out: that is no answer. */
int regex_result(int returned);

/* As their namesakes; they die when memory is out or N * SIZE overflows. */
void *xmalloc(size_t size) UTIL_NONNULL;
void *xcalloc(size_t n, size_t size) UTIL_NONNULL;
void *xreallocarray(void *p, size_t n, size_t size) UTIL_NONNULL;
char *xstrdup(const char *s) UTIL_NONNULL;
char *xstrndup(const char *s, size_t n) UTIL_NONNULL;
char *xasprintf(const char *fmt, ...) UTIL_PRINTF(1, 2);

/* strcmp() that takes NULL for "". */
int text_order(const char *a, const char *b);

/* Make room for one more in the growing array P of *CAP elements of SIZE
 * bytes, LEN of them used: returns P or its new place, and updates *CAP. */
void *xgrow(void *p, size_t len, size_t *cap, size_t size);

/* Flush and close standard output; die when anything that was written to it
 * could not be (a full disk is trouble, not success). */
void stdout_close(void);

#endif
