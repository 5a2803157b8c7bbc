#include "database/catalog_months.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"
#include "database/duck_query.h"
#include "database/month_pack.h"
#include "history/store.h"

/* The month's file has all that there is: the documents of LIST go, and their folder. */
static void
documents_remove(const char *history, const struct store_list *list, const char *from)
{
	for (size_t i = 0; i < list->n; i++) {
		char *path = xasprintf("%s/%s", history, list->names[i]);
		size_t len;

		if (!from || strcmp(store_stem(list->names[i], &len), from) < 0)
			if (unlink(path) != 0 && errno != ENOENT)
				die("'%s' cannot be removed:", path);
		*strrchr(path, '/') = '\0';
		rmdir(path); /* once it is empty */
		free(path);
	}
}

/* The months that have documents of their own, as names of such documents: each month's first. */
static bool
month_first(const struct store_list *list, size_t i)
{
	return i == 0 || strncmp(list->names[i], list->names[i - 1], MONTH_LEN) != 0;
}

struct catalog_counted
catalog_compact(const char *history, const char *before, const char *memory)
{
	struct store_list all = store_list_read(history, STORE_DOCUMENT);
	struct catalog_counted done = {0, 0};

	for (size_t i = 0; i < all.n; i++) {
		struct store_list list;
		char *month;

		if (!month_first(&all, i) || strncmp(all.names[i], before, MONTH_LEN) >= 0)
			continue;
		month = xstrndup(all.names[i], MONTH_LEN);
		list = store_month_read(history, month);
		month_pack(history, month, NULL, &list, memory);
		documents_remove(history, &list, NULL);
		done.documents += list.n;
		done.files++;
		store_list_free(&list);
		free(month);
	}
	store_list_free(&all);
	return done;
}

/* Remove from index D what is older than FROM, in one transaction. */
static void
index_prune(struct duck *d, const char *from)
{
	static const char *const statements[] = {
	    "DELETE FROM benchmark_further WHERE run_id IN (SELECT id FROM benchmark_runs WHERE "
	    "document < $1)",
	    "DELETE FROM benchmark_results WHERE run_id IN (SELECT id FROM benchmark_runs WHERE "
	    "document < $1)",
	    "DELETE FROM benchmark_runs WHERE document < $1",
	    "DELETE FROM history_files WHERE split_part(name, '/', 2) < $1"};

	duck_run(d, "BEGIN");
	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
		struct duck_query *q = duck_query_new(d, statements[i]);

		duck_bind_text(q, 1, from);
		duck_query_run(q);
		duck_query_free(q);
	}
	duck_run(d, "COMMIT");
}

/* Remove from the months' files what is older than FROM. */
static size_t
months_prune(const char *history, const char *from, const char *memory)
{
	struct store_list months = store_list_read(history, STORE_MONTH), none = {NULL, 0};
	size_t files = 0;

	for (size_t i = 0; i < months.n; i++) {
		const char *m = months.names[i];
		char first[sizeof "202611"];

		snprintf(first, sizeof first, "%.4s%.2s", m, m + 5);
		if (strncmp(first, from, strlen(first)) > 0)
			continue;
		month_pack(history, m, from, &none, memory);
		files++;
	}
	store_list_free(&months);
	return files;
}

struct catalog_counted
catalog_prune(struct duck *d, const char *history, const char *before, const char *memory, bool dry)
{
	struct duck_query *q = duck_query_new(
	    d, "SELECT count(*) FROM history_files WHERE split_part(name, '/', 2) < $1");
	struct catalog_counted done = {0, 0};
	struct store_list all;

	duck_bind_text(q, 1, before);
	done.documents = duck_next(q) ? (size_t)duck_integer(q, 0) : 0;
	duck_query_free(q);
	if (dry || done.documents == 0)
		return done;
	index_prune(d, before);
	all = store_list_read(history, STORE_DOCUMENT);
	documents_remove(history, &all, before);
	store_list_free(&all);
	done.files = months_prune(history, before, memory);
	return done;
}

char *
catalog_keep_from(struct duck *d, size_t keep)
{
	struct duck_query *q =
	    duck_query_new(d, "SELECT split_part(name, '/', 2) FROM history_files "
			      "ORDER BY 1 DESC LIMIT 1 OFFSET $1");
	char *from = NULL;
	size_t len;

	duck_bind_integer(q, 1, (int64_t)keep - 1);
	if (duck_next(q)) {
		const char *s = duck_text(q, 0, &len);

		from = xstrndup(s ? s : "", len);
	}
	duck_query_free(q);
	return from;
}
