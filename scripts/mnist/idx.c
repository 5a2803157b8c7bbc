#include "idx.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "workload.h"

/* Magic numbers: unsigned bytes in three dimensions, and in one. */
enum { MAGIC_IMAGES = 0x803, MAGIC_LABELS = 0x801 };
enum { COUNT_MAX = 1000000, SIDE_MAX = 1024, BYTES_MAX = 1 << 30 };

static size_t
number_read(FILE *f, const char *path, size_t max, const char *what)
{
	unsigned char b[4];
	size_t v;

	if (fread(b, 1, sizeof b, f) != sizeof b)
		die("%s: ends inside its header", path);
	v = (size_t)b[0] << 24 | (size_t)b[1] << 16 | (size_t)b[2] << 8 | b[3];
	if (v == 0 || v > max)
		die("%s: the number of %s is %zu, expected 1 to %zu", path, what, v, max);
	return v;
}

/* Open DIRECTORY/NAMESUFFIX, check its MAGIC number and return its size. */
static FILE *
file_open(const char *directory, const char *name, const char *suffix, unsigned magic, char **path,
    uint64_t *size)
{
	unsigned char b[4];
	struct stat st;
	FILE *f;

	*path = xasprintf("%s/%s%s", directory, name, suffix);
	if (stat(*path, &st) == 0 && !S_ISREG(st.st_mode))
		die("%s: not a regular file", *path);
	f = fopen(*path, "rb");
	if (!f && (errno == ENOENT || errno == ENOTDIR))
		skip("no MNIST data in %s (run scripts/mnist/fetch-data)", directory);
	if (!f)
		die("cannot open '%s':", *path);
	if (fstat(fileno(f), &st) < 0)
		die("cannot read '%s':", *path);
	if (fread(b, 1, sizeof b, f) != sizeof b ||
	    ((unsigned)b[0] << 24 | (unsigned)b[1] << 16 | (unsigned)b[2] << 8 | b[3]) != magic)
		die("%s: not an IDX file of %s: it does not begin with %08x", *path,
		    magic == MAGIC_IMAGES ? "images" : "labels", magic);
	*size = (uint64_t)st.st_size;
	return f;
}

static unsigned char *
bytes_read(FILE *f, const char *path, uint64_t size, uint64_t header, uint64_t n)
{
	unsigned char *p;

	if (n > BYTES_MAX)
		die("%s: holds more than %d bytes", path, BYTES_MAX);
	if (size != header + n)
		die("%s: is %ju bytes long, its header says %ju", path, (uintmax_t)size,
		    (uintmax_t)(header + n));
	p = xmalloc((size_t)n);
	if (fread(p, 1, (size_t)n, f) != n)
		die("cannot read '%s':", path);
	fclose(f);
	return p;
}

void
idx_read(struct idx_set *set, const char *directory, const char *name)
{
	size_t rows, columns, labels, i;
	uint64_t size;
	char *path;
	FILE *f;

	f = file_open(directory, name, "-images-idx3-ubyte", MAGIC_IMAGES, &path, &size);
	set->count = number_read(f, path, COUNT_MAX, "images");
	rows = number_read(f, path, SIDE_MAX, "rows");
	columns = number_read(f, path, SIDE_MAX, "columns");
	set->pixels = rows * columns;
	set->images = bytes_read(f, path, size, 16, (uint64_t)set->count * set->pixels);
	free(path);

	f = file_open(directory, name, "-labels-idx1-ubyte", MAGIC_LABELS, &path, &size);
	labels = number_read(f, path, COUNT_MAX, "labels");
	if (labels != set->count)
		die("%s: has %zu labels for %zu images", path, labels, set->count);
	set->labels = bytes_read(f, path, size, 8, labels);
	for (i = 0; i < labels; i++)
		if (set->labels[i] >= IDX_LABELS)
			die("%s: label %zu is %d, expected 0 to %d", path, i, set->labels[i],
			    IDX_LABELS - 1);
	free(path);
}

void
idx_free(struct idx_set *set)
{
	free(set->images);
	free(set->labels);
}
