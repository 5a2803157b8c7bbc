#include "history/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/input.h"
#include "base/intern.h"
#include "base/output.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "results/results.h"
#include "json/json_document.h"

enum { COMMIT_DIGITS = 12, COMMIT_LEAST = 7, DIGEST_DIGITS = 16, KEY_MAX = 32 };

struct store {
	char *folder;
	struct word_set *known; /* months, and what is in them as known_key() has it */
	char **changed;         /* the folders that are not sure to last yet */
	size_t nchanged, cap;
};

/* What the name of a document is made of. */
struct store_facts {
	char time[sizeof "20261129T121845Z"];
	char month[sizeof "2026-11"];
	char commit[COMMIT_DIGITS + 1]; /* or "" */
};

/* The digest of all that is in F, which is at its start again then. */
static void
digest_read(FILE *f, const char *path, char digest[DIGEST_TEXT])
{
	char block[65536];
	struct digest d;
	size_t n;

	digest_begin(&d);
	rewind(f);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		digest_add(&d, block, n);
	if (ferror(f))
		die("'%s' cannot be read:", path);
	digest_end(&d, digest);
	rewind(f);
}

/* The time of the file F, as there is none in it. */
static int64_t
file_time(FILE *f)
{
	struct stat st;

	if (fstat(fileno(f), &st) != 0)
		return (int64_t)time(NULL) * 1000000;
	return (int64_t)st.st_mtim.tv_sec * 1000000;
}

static void
commit_take(struct store_facts *facts, const struct results_head *head, const char *path)
{
	struct json_document *d;
	struct json_at root;
	const char *commit;

	*facts->commit = '\0';
	if (!head->environment)
		return;
	d = json_document_parse(head->environment, strlen(head->environment), path);
	root = json_root(d);
	commit = json_string_or(&root, "git_commit", "");
	if (strspn(commit, "0123456789abcdef") == strlen(commit) && strlen(commit) >= COMMIT_LEAST)
		snprintf(facts->commit, sizeof facts->commit, "%s", commit);
	json_document_free(d);
}

/* Read all of D, and what its name tells. */
static void
facts_read(struct store_facts *facts, struct store_document *d)
{
	struct results *r = results_open_fd(fileno(d->file), d->path);
	struct entry e;
	int64_t us;
	time_t seconds;
	struct tm tm;

	entry_init(&e);
	while (results_next(r, &e))
		;
	entry_free(&e);
	if (!timestamp_microseconds(results_head(r)->timestamp, &us))
		us = file_time(d->file);
	seconds = (time_t)(us / 1000000);
	if (!gmtime_r(&seconds, &tm) ||
	    !strftime(facts->time, sizeof facts->time, "%Y%m%dT%H%M%SZ", &tm) ||
	    !strftime(facts->month, sizeof facts->month, "%Y-%m", &tm))
		die("%s: its time is beyond the calendar", d->path);
	commit_take(facts, results_head(r), d->path);
	results_close(r);
	rewind(d->file);
}

void
store_document_open(struct store_document *d, const char *path, const char *part)
{
	struct store_facts facts;

	d->file = input_seekable(path);
	d->path = xstrdup(input_name(path));
	digest_read(d->file, d->path, d->digest);
	facts_read(&facts, d);
	d->name =
	    xasprintf("%s/%s%s%s%s%s-%.*s.json", facts.month, facts.time, *facts.commit ? "-" : "",
		facts.commit, part ? "-" : "", part ? part : "", DIGEST_DIGITS, d->digest);
}

void
store_document_close(struct store_document *d)
{
	if (d->file)
		fclose(d->file);
	free(d->path);
	free(d->name);
	*d = (struct store_document){.file = NULL};
}

static void
folder_make(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		die("the folder '%s' cannot be made:", path);
}

/* Let what was put into folder PATH last. */
static void
folder_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL && errno != ENOSYS))
		die("the folder '%s' cannot be written:", path);
	close(fd);
}

struct store *
store_open(const char *folder)
{
	struct store *s = xcalloc(1, sizeof *s);

	s->folder = xstrdup(folder);
	s->known = intern_new();
	return s;
}

void
store_close(struct store *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->nchanged; i++) {
		folder_sync(s->changed[i]);
		free(s->changed[i]);
	}
	if (s->nchanged)
		folder_sync(s->folder);
	free(s->changed);
	intern_free(s->known);
	free(s->folder);
	free(s);
}

/* What S knows a document by: MONTH/DIGEST. */
static void
known_key(char key[KEY_MAX], const char *month, const char *digest)
{
	snprintf(key, KEY_MAX, "%.7s/%.*s", month, DIGEST_DIGITS, digest);
}

/* Know which documents are in MONTH, 2026-11, the first time that it is asked for. */
static void
month_know(struct store *s, const char *month)
{
	struct store_list list;

	if (intern_find(s->known, month))
		return;
	intern_word(s->known, month);
	list = store_month_read(s->folder, month);
	for (size_t i = 0; i < list.n; i++) {
		char key[KEY_MAX];
		size_t len;
		const char *stem = store_stem(list.names[i], &len);

		if (len < DIGEST_DIGITS)
			continue;
		known_key(key, month, stem + len - DIGEST_DIGITS);
		intern_word(s->known, key);
	}
	store_list_free(&list);
}

static void
document_copy(const char *path, struct store_document *d)
{
	struct output *out = output_open(path);
	char block[65536];
	struct digest copied;
	char digest[DIGEST_TEXT];
	size_t n;

	digest_begin(&copied);
	while ((n = fread(block, 1, sizeof block, d->file)) > 0) {
		digest_add(&copied, block, n);
		fwrite(block, 1, n, output_file(out));
	}
	digest_end(&copied, digest);
	if (ferror(d->file) || strcmp(digest, d->digest) != 0)
		die("%s: it has changed while it was read", d->path);
	output_commit(out);
	rewind(d->file);
}

/* FOLDER is to be synchronized once. */
static void
changed_note(struct store *s, const char *folder)
{
	for (size_t i = s->nchanged; i > 0; i--)
		if (strcmp(s->changed[i - 1], folder) == 0)
			return;
	s->changed = xgrow(s->changed, s->nchanged, &s->cap, sizeof *s->changed);
	s->changed[s->nchanged++] = xstrdup(folder);
}

bool
store_put(struct store *s, struct store_document *d)
{
	char *path = xasprintf("%s/%s", s->folder, d->name);
	char *folder = xstrndup(path, (size_t)(strrchr(path, '/') - path));
	char *month = xstrndup(d->name, strlen("2026-11")), key[KEY_MAX];
	bool put;

	folder_make(s->folder);
	folder_make(folder);
	month_know(s, month);
	known_key(key, month, d->digest);
	put = !intern_find(s->known, key);
	if (put) {
		document_copy(path, d);
		changed_note(s, folder);
		intern_word(s->known, key);
	}
	free(month);
	free(folder);
	free(path);
	return put;
}
