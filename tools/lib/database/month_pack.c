#include "database/month_pack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/input.h"
#include "base/intern.h"
#include "base/temporary.h"
#include "base/util.h"
#include "database/catalog_export.h"
#include "database/duck_query.h"
#include "database/duck_table.h"

enum { DOCUMENT_MAX = 1 << 30, FLUSH_BYTES = 16 << 20 };

/* The documents of one month on their way into one file. */
struct month_pack {
	const char *history, *month; /* MONTH ends after MONTH_LEN bytes */
	const char *from;            /* older stems are left out; or NULL */
	struct duck *scratch;        /* a database of its own, in FOLDER */
	char *folder;
	struct duck_table *documents;
	struct word_set *digests;
	size_t n, bytes;
};

static void
scratch_open(struct month_pack *p, const char *memory)
{
	static const enum duck_column_type types[] = {COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT};
	struct duck_options options = {.memory = memory, .threads = 1};
	char *path;

	p->folder = temporary_folder();
	path = xasprintf("%s/month", p->folder);
	options.path = path;
	p->scratch = duck_open(&options);
	duck_run(
	    p->scratch, "CREATE TABLE documents (name VARCHAR, digest VARCHAR, document VARCHAR)");
	p->documents = duck_table_open(p->scratch, "documents", types, 3);
	p->digests = intern_new();
	free(path);
}

static void
scratch_close(struct month_pack *p)
{
	char *path = xasprintf("%s/month", p->folder), *wal = xasprintf("%s.wal", path);

	duck_close(p->scratch);
	unlink(path);
	unlink(wal);
	rmdir(p->folder);
	intern_free(p->digests);
	free(p->folder);
	free(path);
	free(wal);
}

static void
digest_text(const char *text, size_t len, char digest[DIGEST_TEXT])
{
	struct digest d;

	digest_begin(&d);
	digest_add(&d, text, len);
	digest_end(&d, digest);
}

/* Take document NAME, TEXT, unless it is there or too old. */
static void
pack_add(struct month_pack *p, const char *name, const char *text, size_t len)
{
	char digest[DIGEST_TEXT];
	size_t stem_len;

	if (p->from && strcmp(store_stem(name, &stem_len), p->from) < 0)
		return;
	digest_text(text, len, digest);
	if (intern_find(p->digests, digest))
		return;
	intern_word(p->digests, digest);
	table_text(p->documents, name);
	table_text(p->documents, digest);
	table_text(p->documents, text);
	p->n++;
	p->bytes += len;
	if (p->bytes >= FLUSH_BYTES) {
		duck_table_flush(p->documents);
		p->bytes = 0;
	}
}

/* The file that MONTH is or becomes; the caller owns its name. */
static char *
month_file(const struct month_pack *p)
{
	return xasprintf("%s/%.*s.parquet", p->history, MONTH_LEN, p->month);
}

/* Take what the month's file has already. */
static void
pack_add_file(struct month_pack *p)
{
	char *path = month_file(p);
	struct duck *reader;
	struct duck_query *q;

	if (access(path, F_OK) == 0) {
		reader = duck_beside(p->scratch);
		q = duck_query_new(reader, "SELECT name, document FROM read_parquet($1)");
		duck_bind_text(q, 1, path);
		while (duck_next(q)) {
			size_t name_len, len;
			const char *name = duck_text(q, 0, &name_len);
			const char *text = duck_text(q, 1, &len);
			char *n = xstrndup(name ? name : "", name_len);
			char *t = xstrndup(text ? text : "", len);

			pack_add(p, n, t, len);
			free(n);
			free(t);
		}
		duck_query_free(q);
		duck_close(reader);
	}
	free(path);
}

static void
pack_add_documents(struct month_pack *p, const struct store_list *list)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < list->n; i++) {
		char *path = xasprintf("%s/%s", p->history, list->names[i]);
		FILE *f = input_open(path);

		buf_clear(&text);
		buf_read(&text, f, DOCUMENT_MAX, path);
		if (text.len > DOCUMENT_MAX)
			die("'%s' is larger than %d bytes", path, DOCUMENT_MAX);
		pack_add(p, list->names[i], text.s ? text.s : "", text.len);
		input_close(f);
		free(path);
	}
	buf_free(&text);
}

/* Read file PATH back: all digests of P, each that of its document. */
static void
pack_check(struct month_pack *p, const char *path)
{
	struct duck_query *q =
	    duck_query_new(p->scratch, "SELECT digest, document FROM read_parquet($1)");
	size_t n = 0;

	duck_bind_text(q, 1, path);
	for (; duck_next(q); n++) {
		char digest[DIGEST_TEXT];
		size_t said_len, len;
		const char *said = duck_text(q, 0, &said_len), *text = duck_text(q, 1, &len);

		digest_text(text ? text : "", len, digest);
		if (said_len != DIGEST_TEXT - 1 || memcmp(said, digest, said_len) != 0 ||
		    !intern_find(p->digests, digest))
			die("'%s' does not hold what was written", path);
	}
	if (n != p->n)
		die("'%s' holds %zu documents, not %zu", path, n, p->n);
	duck_query_free(q);
}

static void
remove_file(const char *path)
{
	if (unlink(path) != 0 && errno != ENOENT)
		die("'%s' cannot be removed:", path);
}

size_t
month_pack(const char *history, const char *month, const char *from, const struct store_list *list,
    const char *memory)
{
	struct month_pack pack = {.history = history, .month = month, .from = from}, *p = &pack;
	char *path = month_file(p), *beside = xasprintf("%s.checked", path);

	scratch_open(p, memory);
	pack_add_file(p);
	pack_add_documents(p, list);
	duck_table_close(p->documents);
	if (p->n) {
		parquet_write(p->scratch, "SELECT * FROM documents", beside);
		pack_check(p, beside);
		if (rename(beside, path) != 0)
			die("'%s' cannot be written:", path);
	} else {
		remove_file(path);
	}
	scratch_close(p);
	free(beside);
	free(path);
	return p->n;
}
