#include "why/code.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/util.h"
#include "why/code_parts.h"
#include "why/code_token.h"

/* What calls functions of libraries goes through; the linker makes it, without names. */
#define LINKAGE "(plt)"

const struct elf_symbol *
code_symbol(const struct code *c, size_t i)
{
	return &c->image.symbols[i];
}

void
code_ref_add(const struct code *c, struct code_reading *p, const struct elf_symbol *s)
{
	size_t n = (size_t)(s - c->image.symbols);

	if (p->nrefs && p->refs[p->nrefs - 1] == n)
		return;
	p->refs = xgrow(p->refs, p->nrefs, &p->cap, sizeof *p->refs);
	p->refs[p->nrefs++] = n;
}

static int
name_order(const void *a, const void *b)
{
	const struct elf_symbol *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

static void
names_sort(struct code *c)
{
	c->by_name = xcalloc(c->image.nsymbols + 1, sizeof *c->by_name);
	for (size_t i = 0; i < c->image.nsymbols; i++)
		if (code_symbol(c, i)->function)
			c->by_name[c->nby_name++] = code_symbol(c, i);
	if (c->nby_name)
		qsort(c->by_name, c->nby_name, sizeof(struct elf_symbol *), name_order);
}

struct code *
code_read(const char *path, const char *root)
{
	struct code *c = xcalloc(1, sizeof *c);

	c->root = root ? xstrdup(root) : NULL;
	c->fault = elf_image_read(&c->image, path);
	c->parts = xcalloc(c->image.nsymbols + 1, sizeof *c->parts);
	if (!c->fault)
		c->fault = code_functions_read(c, path);
	names_sort(c);
	return c;
}

void
code_free(struct code *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->image.nsymbols; i++)
		for (int k = 0; k < CODE_READINGS; k++)
			free(c->parts[i].as[k].refs);
	free(c->parts);
	free(c->by_name);
	free(c->todo);
	elf_image_free(&c->image);
	free(c->root);
	free(c);
}

const char *
code_fault(const struct code *c)
{
	return c->fault;
}

/* Note part AT as one that the walk has still to look at, unless it came by already; N are noted.
 */
static void
part_note(struct code *c, size_t *n, size_t at)
{
	if (c->parts[at].seen == c->walks)
		return;
	c->parts[at].seen = c->walks;
	c->todo = xgrow(c->todo, *n, &c->cap_todo, sizeof *c->todo);
	c->todo[(*n)++] = at;
}

/* What part AT itself is, read as READING; what it refers to is noted. */
static uint64_t
part_look(struct code *c, size_t *n, size_t at, int reading)
{
	struct code_part *p = &c->parts[at];
	const struct elf_symbol *s = code_symbol(c, at);
	const struct code_reading *r = &p->as[s->object ? READ_STARTS : reading];
	struct buf name = BUF_INIT;
	uint64_t sum;

	if (!p->known && s->object)
		code_object_read(c, at);
	code_name(&name, s->name);
	sum = hash_string(r->digest, name.s ? name.s : "");
	buf_free(&name);
	for (size_t i = 0; i < r->nrefs; i++)
		part_note(c, n, r->refs[i]);
	return sum;
}

/* The sum over part AT and all objects that it leads to, read as READING: it does not depend on
 * their order. Without recursion, since a list may be long. */
static uint64_t
part_sum(struct code *c, size_t at, int reading)
{
	uint64_t sum = 0;
	size_t n = 0;

	c->walks++;
	part_note(c, &n, at);
	while (n) {
		at = c->todo[--n];
		sum += part_look(c, &n, at, reading);
	}
	return sum;
}

const char *
code_function_at(const struct code *c, uint64_t address)
{
	const struct elf_symbol *s = c->fault ? NULL : elf_symbol_at(&c->image, address);
	const struct elf_section *section;

	if (s && s->function)
		return s->name;
	section = c->fault ? NULL : elf_section_at(&c->image, address);
	return section && strncmp(section->name, ".plt", 4) == 0 ? LINKAGE : NULL;
}

/* The place in BY_NAME of the first function whose name is not before NAME. */
static size_t
name_place(const struct code *c, const char *name)
{
	size_t low = 0, high = c->nby_name;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(c->by_name[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct code_digests
code_digests_of(struct code *c, const char *name)
{
	struct code_digests d = {{0, 0}};

	if (c->fault)
		return d;
	if (strcmp(name, LINKAGE) == 0)
		return (struct code_digests){{1, 1}};
	if (strcmp(name, CODE_START) == 0) {
		d.as[READ_ENDS] = d.as[READ_STARTS] = code_start_sum(c);
		return d;
	}
	for (size_t i = name_place(c, name);
	     i < c->nby_name && strcmp(c->by_name[i]->name, name) == 0; i++) {
		/* Of several names of one function the first one has the code. */
		const struct elf_symbol *first = elf_symbol_at(&c->image, c->by_name[i]->address);

		if (!first || !c->parts[first - c->image.symbols].known)
			continue;
		for (int k = 0; k < CODE_READINGS; k++)
			d.as[k] += part_sum(c, (size_t)(first - c->image.symbols), k);
	}
	return d;
}

bool
code_digests_none(const struct code_digests *d)
{
	return !d->as[READ_ENDS] && !d->as[READ_STARTS];
}

bool
code_digests_meet(const struct code_digests *a, const struct code_digests *b)
{
	for (int i = 0; i < CODE_READINGS; i++)
		for (int k = 0; k < CODE_READINGS; k++)
			if (a->as[i] && a->as[i] == b->as[k])
				return true;
	return false;
}
