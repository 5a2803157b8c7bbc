/* parameter.h: a parameter of commands that are no scenario's: its name and its values. */
#ifndef PARAMETER_H
#define PARAMETER_H

#include <stdbool.h>
#include <stddef.h>

/* What '{NAME}' in a command line stands for. */
struct parameter {
	const char *name; /* borrowed */
	char **values;    /* each another */
	size_t n;
	int decimals; /* of a range: how many digits its numbers have behind the point; else 0 */
};

/* Set P to parameter NAME with the VALUES, "a,b,c"; a backslash before a comma or a backslash keeps
 * it. Returns NULL, or what is wrong, which the caller owns. */
char *parameter_list(struct parameter *p, const char *name, const char *values);

/* The same with the numbers from FROM up to TO, in steps of STEP (NULL: 1), all of them decimal
 * numbers. The sums are exact: 0.1, 0.2, 0.3. */
char *parameter_range(
    struct parameter *p, const char *name, const char *from, const char *to, const char *step);

void parameter_free(struct parameter *p);

/* The N PARAMS at one combination: parameter I has value number AT[I]. */
struct combination_at {
	const struct parameter *params;
	const size_t *at;
	size_t n;
};

/* Whether TEXT has '{NAME}' of P. */
bool parameter_in(const char *text, const struct parameter *p);
/* TEXT with '{NAME}' of each parameter replaced by its value. What is put in is not looked at
 * again, and braces with any other text stay. The caller owns it. */
char *parameter_expand(const char *text, const struct combination_at *c);

#endif
