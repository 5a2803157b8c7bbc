#include "machine/cgroup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/util.h"

/* A path of a mount has at most PATH_MAX bytes, and a line two of them. */
enum { LINE = 3 * 4096 };

/* Whether WORD is one of LIST, which commas separate. */
static bool
list_has(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (; *list; list += strcspn(list, ","), list += *list == ',')
		if (strncmp(list, word, n) == 0 && (!list[n] || list[n] == ','))
			return true;
	return false;
}

/* Part N, from 0, of LINE, whose parts blanks separate; NULL: there is none. LINE is cut. */
static char *
part_of(char *line, int n)
{
	char *s = line;

	for (; n > 0 && s; n--)
		if ((s = strchr(s, ' ')))
			s++;
	if (s)
		s[strcspn(s, " \n")] = '\0';
	return s;
}

/* Where the hierarchy of WHAT (NULL: version 2) is mounted, and the group that is seen there
 * as its top; the caller owns both. False: nowhere. */
static bool
mount_find(const char *root, const char *what, char **point, char **top)
{
	char *path = xasprintf("%s/proc/self/mountinfo", root), line[LINE];
	FILE *f = input_probe(path);
	bool found = false;

	free(path);
	while (f && !found && fgets(line, sizeof line, f)) {
		char *rest = strstr(line, " - "), *options;

		if (!rest)
			continue;
		*rest = '\0';
		rest += 3;
		if (!what && strncmp(rest, "cgroup2 ", 8) != 0)
			continue;
		if (what) {
			options = strncmp(rest, "cgroup ", 7) == 0 ? strrchr(rest, ' ') : NULL;
			if (!options)
				continue;
			options[strcspn(options, "\n")] = '\0';
			if (!list_has(options + 1, what))
				continue;
		}
		*point = part_of(line, 4);
		if (!*point)
			continue;
		*point = xasprintf("%s%s", root, *point);
		*top = xstrdup(part_of(line, 3));
		found = true;
	}
	if (f)
		fclose(f);
	return found;
}

/* Visit GROUP, a path of /proc/self/cgroup, and what is above it. */
static void
group_visit(const char *root, const char *what, const char *group,
    void (*each)(const char *folder, bool v2, void *context), void *context)
{
	char *point, *top, *folder;
	size_t least, n;

	if (!mount_find(root, what, &point, &top))
		return;
	n = strcmp(top, "/") == 0 ? 0 : strlen(top);
	/* Who is in another place of the tree than what is mounted sees the top alone. */
	if (strncmp(group, top, n) != 0 || (group[n] && group[n] != '/') || strstr(group, "/.."))
		group = "";
	else
		group += n;
	folder = xasprintf("%s%s", point, group);
	least = strlen(point);
	for (n = strlen(folder); n > least && folder[n - 1] == '/'; n--)
		folder[n - 1] = '\0';
	for (;;) {
		each(folder, !what, context);
		if (strlen(folder) <= least)
			break;
		*strrchr(folder, '/') = '\0';
	}
	free(folder);
	free(point);
	free(top);
}

void
cgroup_each(const char *root, const char *what,
    void (*each)(const char *folder, bool v2, void *context), void *context)
{
	char *path = xasprintf("%s/proc/self/cgroup", root), line[LINE];
	FILE *f = input_probe(path);

	free(path);
	while (f && fgets(line, sizeof line, f)) {
		char *list = strchr(line, ':'), *group = list ? strchr(list + 1, ':') : NULL;

		if (!group)
			continue;
		*group++ = '\0';
		group[strcspn(group, "\n")] = '\0';
		list++;
		if (!*list)
			group_visit(root, NULL, group, each, context);
		else if (list_has(list, what))
			group_visit(root, what, group, each, context);
	}
	if (f)
		fclose(f);
}

bool
cgroup_number_of(const char *folder, const char *name, const char *key, int64_t *v)
{
	char *path = xasprintf("%s/%s", folder, name), line[LINE], *end;
	FILE *f = input_probe(path);
	size_t n = strlen(key);
	bool found = false;

	free(path);
	while (f && !found && fgets(line, sizeof line, f)) {
		if (strncmp(line, key, n) != 0)
			continue;
		*v = strtoll(line + n, &end, 10);
		found = end > line + n;
	}
	if (f)
		fclose(f);
	return found;
}

bool
cgroup_number(const char *folder, const char *name, int64_t *v)
{
	return cgroup_number_of(folder, name, "", v);
}

bool
cgroup_pair(const char *folder, const char *name, int64_t *a, int64_t *b)
{
	char *path = xasprintf("%s/%s", folder, name);
	FILE *f = input_probe(path);
	long long v[2];
	bool found = f && fscanf(f, "%lld %lld", &v[0], &v[1]) == 2;

	free(path);
	if (f)
		fclose(f);
	if (!found)
		return false;
	*a = v[0];
	*b = v[1];
	return true;
}
