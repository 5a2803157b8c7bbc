/* Brings the index of a history up to the history's files. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/temporary.h"
#include "base/util.h"
#include "database/catalog.h"
#include "database/duck_query.h"
#include "history/store.h"

/* How many rows a transaction has at least before it is ended: what a kill undoes. */
enum { BATCH_ROWS = 100000, BATCH_DOCUMENTS = 1000 };

struct filling {
	struct duck *database;
	struct catalog_rows *rows;
	struct word_set *names, *digests; /* in the index */
	struct catalog_filled done;
	size_t batch_rows, batch_documents;
};

static void
batch_end(struct filling *f)
{
	catalog_rows_flush(f->rows);
	duck_run(f->database, "COMMIT");
	f->batch_rows = f->batch_documents = 0;
}

/* Append document NAME, which is open in FD, unless the index has its bytes. */
static void
document_add(struct filling *f, int fd, const char *name, const char *digest)
{
	size_t n;

	if (intern_find(f->digests, digest)) {
		f->done.same++;
		return;
	}
	intern_word(f->digests, digest);
	if (f->batch_documents == 0)
		duck_run(f->database, "BEGIN");
	n = catalog_rows_document(f->rows, fd, name, digest);
	f->done.documents++;
	f->done.rows += n;
	f->batch_rows += n;
	f->batch_documents++;
	if (f->batch_rows >= BATCH_ROWS || f->batch_documents >= BATCH_DOCUMENTS)
		batch_end(f);
}

/* Take what the index has. */
static void
known_read(struct filling *f)
{
	struct duck_query *q =
	    duck_query_new(f->database, "SELECT name, digest FROM history_files");

	while (duck_next(q)) {
		for (size_t i = 0; i < 2; i++) {
			size_t len;
			const char *s = duck_text(q, i, &len);
			char *copy = xstrndup(s ? s : "", len);

			intern_word(i ? f->digests : f->names, copy);
			free(copy);
		}
	}
	duck_query_free(q);
}

/* The digest of the rest of FD, which messages call PATH. */
static void
digest_of(int fd, const char *path, char digest[DIGEST_TEXT])
{
	char block[65536];
	struct digest d;
	ssize_t n;

	digest_begin(&d);
	while ((n = read(fd, block, sizeof block)) > 0)
		digest_add(&d, block, (size_t)n);
	if (n < 0)
		die("'%s' cannot be read:", path);
	digest_end(&d, digest);
}

/* Die when document PATH does not have the DIGEST that its name tells. */
static void
name_check(const char *path, const char *digest)
{
	size_t len;
	const char *stem = store_stem(path, &len), *said = strrchr(stem, '-');
	size_t n = said ? (size_t)(stem + len - said - 1) : 0;

	if (n == 0 || n >= DIGEST_TEXT || strncmp(said + 1, digest, n) != 0)
		die("'%s' has changed since it became part of the history: its SHA-256 is %s; "
		    "bring it back, or remove it",
		    path, digest);
}

static void
file_add(struct filling *f, const char *history, const char *name)
{
	char *path = xasprintf("%s/%s", history, name), digest[DIGEST_TEXT];
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		die("'%s' cannot be opened:", path);
	digest_of(fd, path, digest);
	name_check(path, digest);
	document_add(f, fd, name, digest);
	close(fd);
	free(path);
}

/* Append a document of LEN bytes of TEXT, by way of file SCRATCH. */
static void
text_add(struct filling *f, FILE *scratch, const char *text, size_t len, const char *name,
    const char *digest)
{
	rewind(scratch);
	if (ftruncate(fileno(scratch), 0) != 0 || fwrite(text, 1, len, scratch) != len ||
	    fflush(scratch) != 0)
		temporary_die();
	document_add(f, fileno(scratch), name, digest);
}

/* Append what the index lacks of MONTH, a Parquet file of documents. */
static void
month_add(struct filling *f, struct duck *reader, const char *history, const char *month)
{
	char *path = xasprintf("%s/%s", history, month);
	struct duck_query *q = duck_query_new(reader,
	    "SELECT name, digest, document FROM read_parquet($1) f WHERE NOT EXISTS "
	    "(SELECT 1 FROM history_files h WHERE h.digest = f.digest)");
	FILE *scratch = temporary_file();

	duck_bind_text(q, 1, path);
	while (duck_next(q)) {
		size_t name_len, digest_len, len;
		const char *name = duck_text(q, 0, &name_len);
		const char *digest = duck_text(q, 1, &digest_len);
		const char *text = duck_text(q, 2, &len);
		char *n = xstrndup(name ? name : "", name_len);
		char *d = xstrndup(digest ? digest : "", digest_len);

		text_add(f, scratch, text ? text : "", len, n, d);
		free(n);
		free(d);
	}
	fclose(scratch);
	duck_query_free(q);
	free(path);
}

static void
months_add(struct filling *f, const char *history)
{
	struct store_list months = store_list_read(history, STORE_MONTH);
	struct duck *reader = months.n ? duck_beside(f->database) : NULL;

	for (size_t i = 0; i < months.n; i++)
		month_add(f, reader, history, months.names[i]);
	duck_close(reader);
	store_list_free(&months);
}

struct catalog_filled
catalog_fill(struct duck *d, const char *history, const struct catalog_names *names)
{
	struct filling f = {.database = d, .names = intern_new(), .digests = intern_new()};
	struct store_list list = store_list_read(history, STORE_DOCUMENT);

	known_read(&f);
	f.rows = catalog_rows_open(d, names);
	months_add(&f, history);
	for (size_t i = 0; i < list.n; i++)
		if (!intern_find(f.names, list.names[i]))
			file_add(&f, history, list.names[i]);
	if (f.batch_documents)
		batch_end(&f);
	catalog_rows_close(f.rows);
	store_list_free(&list);
	intern_free(f.names);
	intern_free(f.digests);
	return f.done;
}
