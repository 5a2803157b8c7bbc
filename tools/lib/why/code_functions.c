#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/util.h"
#include "why/code_parts.h"
#include "why/code_token.h"
#include "why/subprogram.h"

/* What is read of a line of objdump. */
struct disassembly {
	struct code *code;
	size_t at; /* the symbol, SIZE_MAX: none */
	struct buf text;
	/* Addresses of data, which are told when all are known. */
	struct code_datum {
		struct code_place place;
		uint64_t address;
	} * data;
	size_t ndata, cap_data;
};

/* The object that ends at ADDRESS, or NULL. */
static const struct elf_symbol *
object_before(const struct code *c, uint64_t address)
{
	const struct elf_symbol *s = elf_symbol_at(&c->image, address - 1);

	return s && s->object && s->address + s->size == address ? s : NULL;
}

/* Add to the text of D what stands for ADDRESS. */
static void
address_add(struct disassembly *d, struct code_place *place, uint64_t address)
{
	const struct elf_symbol *f = place->within;
	const struct elf_section *section = elf_section_at(&d->code->image, address);

	if (address - f->address < f->size) {
		buf_printf(&d->text, ".+%" PRIx64, address - f->address);
	} else if (section && section->code) {
		code_token(&d->text, place, address);
	} else {
		d->data = xgrow(d->data, d->ndata, &d->cap_data, sizeof *d->data);
		d->data[d->ndata] = (struct code_datum){*place, address};
		d->data[d->ndata++].place.said = NULL;
		buf_str(&d->text, "?");
	}
}

/* Whether the name of an instruction, N bytes at S, ends in END. */
static bool
ends(const char *s, size_t n, const char *end)
{
	size_t len = strlen(end);

	return n > len && strncmp(s + n - len, end, len) == 0;
}

/* How many bytes the instruction S reads from memory, as its name and registers tell; rather too
 * many than too few. */
static size_t
operand_bytes(const char *s)
{
	enum { UNKNOWN = 32 };
	size_t n = strcspn(s, " \t");

	if (strncmp(s, "lea", 3) == 0)
		return UNKNOWN;
	if (strstr(s + n, "%zmm"))
		return 64;
	if (strstr(s + n, "%ymm"))
		return 32;
	if (*s == 'f')
		return ends(s, n, "s") ? 4 : ends(s, n, "l") ? 8 : 10;
	if (strncmp(s, "movz", 4) == 0 || (strncmp(s, "movs", 4) == 0 && n > 5))
		return s[4] == 'b' ? 1 : s[4] == 'w' ? 2 : 4;
	if (strncmp(s, "cvt", 3) != 0 && ends(s, n, "ss"))
		return 4;
	if (ends(s, n, "sd") || ends(s, n, "q") || strncmp(s, "cvt", 3) == 0)
		return 8;
	if (strstr(s + n, "%xmm"))
		return 16;
	return ends(s, n, "b") ? 1 : ends(s, n, "w") ? 2 : ends(s, n, "l") ? 4 : 8;
}

/* The digits at *S as a number, stepped over. */
static uint64_t
hex_take(const char **s)
{
	char *end;
	uint64_t v = strtoull(*s, &end, 16);

	*s = end;
	return v;
}

/* "1200 <other+0x10>" at *S, the target of a jump or a call: add what stands for it, step over.
 * False: it is none. */
static bool
target_add(struct disassembly *d, struct code_place *place, const char **s)
{
	const char *p = *s;
	uint64_t to;
	size_t n;
	char *said;

	if (!isxdigit((unsigned char)*p))
		return false;
	to = hex_take(&p);
	if (p[0] != ' ' || p[1] != '<')
		return false;
	n = strcspn(p, ">");
	said = xstrndup(p + 2, n - 2);
	place->said = said;
	address_add(d, place, to);
	place->said = NULL;
	free(said);
	*s = p + n + (p[n] == '>');
	return true;
}

/* The instruction S, whose '%rip' address is RESOLVED, as text without addresses. */
static void
instruction_add(struct disassembly *d, const char *s, uint64_t resolved)
{
	const struct elf_symbol *f = code_symbol(d->code, d->at);
	struct code_place place = {
	    &d->code->image, d->code->root, f, operand_bytes(s), strncmp(s, "lea", 3) == 0, NULL};
	char before = ' ';

	while (*s) {
		if (before == ' ' && target_add(d, &place, &s)) {
			before = '>';
			continue;
		}
		if (s[0] == '0' && s[1] == 'x' && !isalnum((unsigned char)before)) {
			const char *p = s + 2;
			uint64_t v = hex_take(&p);
			bool rip = strncmp(p, "(%rip)", 6) == 0;

			/* The sign is of the distance, and so is gone with it. */
			if (rip && before == '-')
				d->text.s[--d->text.len] = '\0';

			if (rip || (d->code->image.fixed && elf_section_at(&d->code->image, v))) {
				address_add(d, &place, rip ? resolved : v);
				before = ' ';
				s = p;
				continue;
			}
		}
		before = *s;
		buf_char(&d->text, *s++);
	}
	buf_char(&d->text, '\n');
}

/* Whether the instruction S does nothing, as what fills up to an alignment. */
static bool
is_filling(const char *s)
{
	while (strncmp(s, "data16 ", 7) == 0 || strncmp(s, "cs ", 3) == 0)
		s = strchr(s, ' ') + 1;
	return strncmp(s, "nop", 3) == 0 || strcmp(s, "xchg   %ax,%ax") == 0 ||
	       strcmp(s, "int3") == 0;
}

/* Whether NAME is of what the compiler puts around each program: it refers to places that the
 * linker names, where anything may lie. */
static bool
is_frame(const char *name)
{
	static const char *const frame[] = {"_init", "_fini", "deregister_tm_clones",
	    "register_tm_clones", "__do_global_dtors_aux", "frame_dummy"};

	for (size_t i = 0; i < sizeof frame / sizeof *frame; i++)
		if (strcmp(name, frame[i]) == 0)
			return true;
	return false;
}

/* Whether an address of D is in the object S. */
static bool
is_referred(const struct disassembly *d, const struct elf_symbol *s)
{
	for (size_t i = 0; i < d->ndata; i++)
		if (d->data[i].address - s->address < s->size)
			return true;
	return false;
}

/* Add to TEXT what the addresses of data stand for, read as READING. Where one object ends another
 * may begin, by chance: it is the end of the one that the function refers to as well, as a loop
 * over a table does, or else the start of the other. */
static void
data_add(const struct disassembly *d, struct buf *text, int reading)
{
	struct code_reading *r = &d->code->parts[d->at].as[reading];

	for (size_t i = 0; i < d->ndata; i++) {
		const struct elf_symbol *s = object_before(d->code, d->data[i].address);
		const struct elf_symbol *begins =
		    elf_symbol_at(&d->code->image, d->data[i].address);

		buf_char(text, '?');
		if (s && is_referred(d, s) && (reading == READ_ENDS || !begins)) {
			code_name(text, s->name);
			buf_printf(text, "+%" PRIx64 "\n", s->size);
			continue;
		}
		s = code_token(text, &d->data[i].place, d->data[i].address);
		if (s)
			code_ref_add(d->code, r, s);
		buf_char(text, '\n');
	}
}

/* The text of D is all of a symbol. */
static void
function_end(struct disassembly *d)
{
	struct code_part *p = d->at == SIZE_MAX ? NULL : &d->code->parts[d->at];
	bool frame = p && is_frame(code_symbol(d->code, d->at)->name);

	for (int k = 0; p && k < CODE_READINGS; k++) {
		struct buf text = BUF_INIT;

		buf_str(&text, d->text.s && !frame ? d->text.s : "");
		if (!frame)
			data_add(d, &text, k);
		p->as[k].digest = hash_string(HASH_START, text.s);
		buf_free(&text);
	}
	if (p)
		p->known = true;
	d->ndata = 0;
	d->at = SIZE_MAX;
	buf_clear(&d->text);
}

/* "    1209:\tlea    0xdfc(%rip),%rdx        # 200c <x+0xc>" */
static void
disassembly_line(struct disassembly *d, char *line)
{
	const struct elf_symbol *s;
	uint64_t address, resolved = 0;
	char *p = line, *comment;

	line[strcspn(line, "\n")] = '\0';
	address = strtoull(line, &p, 16);
	if (p == line || p[0] != ':' || p[1] != '\t')
		return;
	s = elf_symbol_at(&d->code->image, address);
	if (!s || !s->function) {
		function_end(d);
		return;
	}
	if (d->at != (size_t)(s - d->code->image.symbols)) {
		function_end(d);
		d->at = (size_t)(s - d->code->image.symbols);
	}
	p += 2;
	comment = strstr(p, " # ");
	if (comment) {
		resolved = strtoull(comment + 3, NULL, 16);
		while (comment > p && comment[-1] == ' ')
			comment--;
		*comment = '\0';
	}
	if (!is_filling(p))
		instruction_add(d, p, resolved);
}

const char *
code_functions_read(struct code *c, const char *path)
{
	struct disassembly d = {.code = c, .at = SIZE_MAX, .text = BUF_INIT};
	FILE *f;
	char *line = NULL;
	size_t cap = 0;
	int status = 0;

	f = subprogram_run(
	    (const char *[]){"objdump", "-d", "-w", "--no-show-raw-insn", "--", path, NULL}, NULL,
	    false, &status);
	if (!f)
		return "'objdump' (binutils) is not installed";
	while (getline(&line, &cap, f) >= 0)
		disassembly_line(&d, line);
	function_end(&d);
	free(line);
	buf_free(&d.text);
	free(d.data);
	fclose(f);
	return status ? "'objdump' cannot read it" : NULL;
}
