#include "import/import_head.h"

#include <sys/types.h>
#include <unistd.h>

#include "base/util.h"
#include "import/raw_rows.h"
#include "json/json_scanner.h"

static void
head_read(const struct import_words *words, struct scanner *s, struct buf *head)
{
	const char *key;
	size_t len;

	if (scan_type(s) != SCAN_OBJECT) {
		scan_skip(s);
		return;
	}
	for (scan_object(s); scan_member(s, &key, &len);) {
		if (!import_words_have(words, key, len)) {
			scan_skip(s);
			continue;
		}
		if (head->len)
			buf_char(head, ',');
		raw_text_add(head, key, len);
		buf_char(head, ':');
		scan_raw(s, head);
	}
}

void
import_head_find(const struct import_words *words, FILE *f, const char *name, struct buf *head)
{
	off_t start = lseek(fileno(f), 0, SEEK_CUR);
	struct scanner *s = scanner_new(fileno(f), name);

	scan_not_finite(s);
	if (scan_more(s))
		head_read(words, s, head);
	scanner_free(s);
	if (start < 0 || lseek(fileno(f), start, SEEK_SET) < 0)
		die("%s:", name);
}
