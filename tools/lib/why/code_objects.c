#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "why/code_parts.h"
#include "why/code_token.h"

/* The words that an object has: numbers as they are, pointers as what they point to. */
void
code_object_read(struct code *c, size_t at)
{
	const struct elf_symbol *s = code_symbol(c, at);
	const struct elf_section *section = elf_section_at(&c->image, s->address);
	struct code_place place = {&c->image, c->root, NULL, 16, false, NULL};
	struct buf text = BUF_INIT;
	uint64_t left, size = s->size;

	c->parts[at].known = true;
	if (!section || !section->bytes) {
		c->parts[at].as[READ_STARTS].digest = hash_string(HASH_START, "zero") + size;
		return;
	}
	left = section->size - (s->address - section->address);
	for (uint64_t i = 0, step; i < size && i < left; i += step) {
		const unsigned char *p = section->bytes + (s->address - section->address) + i;
		const struct elf_relocation *r = elf_relocation_at(&c->image, s->address + i);
		uint64_t v = 0;

		step = r || ((s->address + i) % 8 == 0 && left - i >= 8 && size - i >= 8) ? 8 : 1;
		for (uint64_t k = 0; k < step && i + k < left; k++)
			v |= (uint64_t)p[k] << 8 * k;
		if (r || (c->image.fixed && step == 8 && elf_section_at(&c->image, v))) {
			const struct elf_symbol *to =
			    code_token(&text, &place, r ? s->address + i : v);

			if (to)
				code_ref_add(c, &c->parts[at].as[READ_STARTS], to);
		} else {
			buf_printf(&text, "%" PRIx64 " ", v);
		}
	}
	c->parts[at].as[READ_STARTS].digest = hash_string(HASH_START, text.s ? text.s : "");
	buf_free(&text);
}

/* The sum over the pointers of SECTION, in whatever order. */
static uint64_t
pointers_sum(const struct code *c, const struct elf_section *section)
{
	struct code_place place = {&c->image, c->root, NULL, 8, false, NULL};
	uint64_t sum = 0, end = section->bytes ? section->size / 8 * 8 : 0;

	for (uint64_t i = 0; i < end; i += 8) {
		struct buf text = BUF_INIT;
		uint64_t v = 0;

		for (int k = 0; k < 8; k++)
			v |= (uint64_t)section->bytes[i + (size_t)k] << 8 * k;
		code_token(&text, &place, c->image.fixed ? v : section->address + i);
		sum += hash_string(HASH_START, text.s ? text.s : "");
		buf_free(&text);
	}
	return sum;
}

uint64_t
code_start_sum(const struct code *c)
{
	uint64_t sum = 1;

	for (size_t i = 0; i < c->image.nsections; i++) {
		const char *name = c->image.sections[i].name;

		if (strcmp(name, ".preinit_array") == 0 || strcmp(name, ".init_array") == 0 ||
		    strcmp(name, ".fini_array") == 0)
			sum += pointers_sum(c, &c->image.sections[i]);
	}
	for (size_t i = 0; i < c->image.nneeded; i++)
		sum += hash_string(HASH_START, c->image.needed[i]);
	return sum;
}
