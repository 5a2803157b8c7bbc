#include "backend/device_files.h"

#include <ctype.h>
#include <dlfcn.h>
#include <errno.h>
#include <glob.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/input.h"

enum { PATH_LEN = 512 };

const char *
device_root(void)
{
	const char *root = getenv("BENCH_DEVICES_ROOT");

	return root ? root : "";
}

bool
device_there(const char *fmt, ...)
{
	char path[PATH_LEN];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(path, sizeof path, fmt, ap);
	va_end(ap);
	return access(path, F_OK) == 0;
}

static bool
line_read(char *to, size_t size, const char *path)
{
	FILE *f = input_probe(path);
	bool got;

	if (!f)
		return false;
	errno = 0;
	got = fgets(to, (int)size, f) != NULL;
	/* Only a failure to read has an errno: an empty file has none. */
	if (got)
		to[strcspn(to, "\r\n")] = '\0';
	else if (!errno)
		errno = ENODATA;
	fclose(f);
	return got;
}

bool
device_text(char *to, size_t size, const char *fmt, ...)
{
	char path[PATH_LEN];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(path, sizeof path, fmt, ap);
	va_end(ap);
	return line_read(to, size, path);
}

const char *
device_number(double *v, const char *fmt, ...)
{
	char path[PATH_LEN], line[64], *end;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(path, sizeof path, fmt, ap);
	va_end(ap);
	if (!line_read(line, sizeof line, path))
		return errno == ENOENT || errno == ENODEV ? "the kernel does not tell it"
		       : errno == EACCES || errno == EPERM
			   ? "the kernel tells it to the superuser only"
			   : "the kernel's file cannot be read";
	*v = strtod(line, &end);
	if (end == line || !isfinite(*v))
		return "the kernel's file has no number";
	return NULL;
}

double
device_property(const char *key, const char *fmt, ...)
{
	char path[PATH_LEN], line[256];
	size_t len = strlen(key);
	double v = NAN;
	va_list ap;
	FILE *f;

	va_start(ap, fmt);
	vsnprintf(path, sizeof path, fmt, ap);
	va_end(ap);
	f = input_probe(path);
	while (f && isnan(v) && fgets(line, sizeof line, f))
		if (strncmp(line, key, len) == 0 && isspace((unsigned char)line[len]))
			v = strtod(line + len, NULL);
	if (f)
		fclose(f);
	return v;
}

/* The first of NAMES in FOLDER, or NULL. */
static char *
library_in(const char *folder, const char *const *names)
{
	for (; *folder && *names; names++) {
		char *path = xasprintf("%s/%s", folder, *names);

		if (access(path, R_OK) == 0)
			return path;
		free(path);
	}
	return NULL;
}

/* The same in the folders that fit PATTERN. */
static char *
library_matching(const char *pattern, const char *const *names)
{
	char *path = NULL;
	glob_t found;

	if (!input_glob(pattern, &found))
		return NULL;
	for (size_t i = 0; !path && i < found.gl_pathc; i++)
		path = library_in(found.gl_pathv[i], names);
	globfree(&found);
	return path;
}

/* The same in the folders that the linker's file FILE names, one a line. */
static char *
library_configured(const char *file, const char *const *names)
{
	char line[PATH_LEN], *path = NULL;
	FILE *f = input_probe(file);

	while (f && !path && fgets(line, sizeof line, f)) {
		line[strcspn(line, " \t\r\n#")] = '\0';
		if (line[0] == '/')
			path = library_in(line, names);
	}
	if (f)
		fclose(f);
	return path;
}

/* The same in the folders of LIST, divided by ':'. */
static char *
library_listed(const char *list, const char *const *names)
{
	char *path = NULL;

	while (list && *list && !path) {
		size_t n = strcspn(list, ":");
		char *folder = xstrndup(list, n);

		path = library_in(folder, names);
		free(folder);
		list += n + (list[n] == ':');
	}
	return path;
}

char *
device_library_find(const char *root, const char *const *names, const char *folders)
{
	static const char standard[] = "/usr/local/lib:/usr/lib:/usr/lib64:/lib:/lib64";
	char *path, *below;
	glob_t found;

	if (*root) {
		below = xasprintf("%s/lib", root);
		path = library_in(below, names);
		free(below);
		return path;
	}
	path = library_listed(getenv("LD_LIBRARY_PATH"), names);
	if (!path && folders)
		path = library_matching(folders, names);
	if (!path && input_glob("/etc/ld.so.conf.d/*.conf", &found)) {
		for (size_t i = 0; !path && i < found.gl_pathc; i++)
			path = library_configured(found.gl_pathv[i], names);
		globfree(&found);
	}
	return path ? path : library_listed(standard, names);
}

void *
device_library(
    const char *root, const char *const *names, const char *folders, char *why, size_t size)
{
	char *path = device_library_find(root, names, folders);
	void *library = NULL;

	if (!path) {
		snprintf(why, size, "there is no library '%s'", names[0]);
		return NULL;
	}
#ifdef BENCH_STATIC
	snprintf(why, size, "a static program cannot open '%s'", names[0]);
#else
	library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		snprintf(why, size, "'%s' cannot be opened: %s", names[0], dlerror());
#endif
	free(path);
	return library;
}

bool
device_symbol(void *library, const char *name, void *to)
{
	void *f = NULL;

#ifndef BENCH_STATIC
	f = library ? dlsym(library, name) : NULL;
#else
	(void)library;
	(void)name;
#endif
	memcpy(to, &f, sizeof f);
	return f != NULL;
}
