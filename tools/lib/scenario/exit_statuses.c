#include "scenario/exit_statuses.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

char *
exit_statuses_all(struct arena *arena)
{
	char *set = arena_alloc(arena, EXIT_STATUS_MAX + 1);

	for (int i = 0; i < EXIT_STATUS_MAX; i++)
		set[i] = (char)(i + 1);
	return set;
}

char *
exit_statuses_add(const char *set, int code, struct arena *arena)
{
	size_t n = set ? strlen(set) : 0;
	char *more = arena_alloc(arena, n + 2);

	for (size_t i = 0; i < n; i++)
		more[i] = set[i];
	if (!exit_statuses_has(set, code))
		more[n] = (char)code;
	return more;
}

bool
exit_statuses_has(const char *set, int code)
{
	return set && code > 0 && code <= EXIT_STATUS_MAX && strchr(set, (char)code);
}

bool
exit_statuses_are_all(const char *set)
{
	return set && strlen(set) == EXIT_STATUS_MAX;
}

char *
exit_statuses_parse(const char *text, struct arena *arena)
{
	char *set = NULL, *end;

	for (;; text = end + 1) {
		long code = isdigit((unsigned char)*text) ? strtol(text, &end, 10) : 0;

		if (code < 1 || code > EXIT_STATUS_MAX || (*end && *end != ','))
			return NULL;
		set = exit_statuses_add(set, (int)code, arena);
		if (!*end)
			return set;
	}
}
