#include "why/code_token.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/hash.h"

enum { TABLE_MAX = 4096, STRING_MAX = 1 << 16, WORDS = 2 };

void
code_name(struct buf *b, const char *name)
{
	while (*name) {
		if (*name == '.' && isdigit((unsigned char)name[1])) {
			for (name++; isdigit((unsigned char)*name);)
				name++;
			continue;
		}
		buf_char(b, *name++);
	}
}

/* Where the bytes at ADDRESS are, and how many follow in their section; NULL: the file has none. */
static const unsigned char *
bytes_at(const struct elf_image *i, uint64_t address, uint64_t *left)
{
	const struct elf_section *s = elf_section_at(i, address);

	if (!s || !s->bytes)
		return NULL;
	*left = s->size - (address - s->address);
	return s->bytes + (address - s->address);
}

/* Whether the LEFT bytes at P begin with printable text and its end. */
static bool
is_text(const unsigned char *p, uint64_t left)
{
	size_t n = 0;

	for (; n < left && n < STRING_MAX && p[n]; n++)
		if (p[n] < ' ' && !strchr("\t\n\r\033\a\b\f\v", p[n]))
			return false;
	return n > 0 && n < left && n < STRING_MAX;
}

/* The text at P; a path below the root of the build is one from there. */
static void
text_add(struct buf *b, const struct code_place *place, const char *p)
{
	size_t n = place->root ? strlen(place->root) : 0;
	uint64_t hash = HASH_START;
	const char *found;

	while (n && (found = strstr(p, place->root))) {
		struct buf part = BUF_INIT;

		buf_add(&part, p, (size_t)(found - p));
		buf_str(&part, "@");
		hash = hash_bytes(hash, part.s);
		buf_free(&part);
		p = found + n;
	}
	buf_printf(b, "text:%016" PRIx64, hash_string(hash, p));
}

static uint64_t
number_at(const unsigned char *p, size_t bytes)
{
	uint64_t v = 0;

	for (size_t i = 0; i < bytes; i++)
		v |= (uint64_t)p[i] << 8 * i;
	return v;
}

/* Add the table at P of where a switch goes on, as distances in the function: of WIDTH bytes each,
 * relative to the table or, of 8 bytes, addresses. False: it is none. */
static bool
table_add(struct buf *b, const struct code_place *place, uint64_t address, const unsigned char *p,
    uint64_t left)
{
	const struct elf_symbol *f = place->within;
	bool fixed = place->image->fixed && !place->taken;
	size_t width = fixed ? 8 : 4, n = 0;

	if (!f)
		return false;
	for (; n < TABLE_MAX && left >= width * (n + 1); n++) {
		uint64_t v = number_at(p + width * n, width);
		uint64_t to = fixed ? v : address + (uint64_t)(int64_t)(int32_t)v;

		if (to - f->address >= f->size)
			break;
		buf_printf(b, "%s%" PRIx64, n ? "," : "table:", to - f->address);
	}
	return n > 0;
}

static void
blob_add(struct buf *b, const unsigned char *p, uint64_t left, size_t bytes)
{
	buf_str(b, "bytes:");
	for (size_t i = 0; i < bytes && i < left; i++)
		buf_printf(b, "%02x", p[i]);
}

/* What lies at ADDRESS, which has no symbol. */
static void
contents_add(struct buf *b, const struct code_place *place, uint64_t address)
{
	const struct elf_section *s = elf_section_at(place->image, address);
	const unsigned char *p;
	uint64_t left = 0;

	if (s->code) {
		bool named = place->said && !strstr(place->said, "+0x");

		buf_printf(b, "code:%s", named ? place->said : "?");
	} else if (!(p = bytes_at(place->image, address, &left))) {
		buf_str(b, "zero");
	} else if (table_add(b, place, address, p, left)) {
		return; /* before text: what looks like a table of this function is one */
	} else if (is_text(p, left)) {
		text_add(b, place, (const char *)p);
	} else {
		blob_add(b, p, left, place->bytes);
	}
}

const struct elf_symbol *
code_token(struct buf *b, const struct code_place *place, uint64_t address)
{
	const struct elf_relocation *r = elf_relocation_at(place->image, address);
	const struct elf_symbol *s;

	/* What the loader fills in: a pointer to somewhere else. */
	for (int i = 0; r && i < WORDS; i++) {
		buf_str(b, "*");
		if (*r->name) {
			buf_str(b, r->name);
			return NULL;
		}
		address = r->addend;
		r = elf_relocation_at(place->image, address);
	}
	s = elf_symbol_at(place->image, address);
	if (s) {
		code_name(b, s->name);
		buf_printf(b, "+%" PRIx64, address - s->address);
		return s->object ? s : NULL;
	}
	if (elf_section_at(place->image, address))
		contents_add(b, place, address);
	else
		buf_str(b, "?");
	return NULL;
}
