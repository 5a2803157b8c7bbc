#include "measure/row_harness.h"

#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/input.h"
#include "base/program_beside.h"
#include "base/temporary.h"
#include "base/util.h"
#include "results/results.h"
#include "scenario/harness_format.h"

extern char **environ;

enum {
	HARNESS_BYTES_MAX = 1 << 28, /* that a harness may print in one invocation */
	SAID_MAX = 1000,             /* bytes of what bench-import says */
	ARGUMENTS = 6
};

struct row_harness {
	struct row_table *table;
	const struct rows_rule *rule;
	FILE *printed; /* what it printed; of a file or folder it tells by its time what is new */
	size_t len;
	char *path; /* of the file or folder; NULL: what it printed */
};

struct row_harness *
row_harness_new(struct row_table *table)
{
	struct row_harness *h = xcalloc(1, sizeof *h);

	h->table = table;
	h->rule = row_table_rule(table);
	h->printed = temporary_file();
	return h;
}

void
row_harness_free(struct row_harness *h)
{
	if (!h)
		return;
	fclose(h->printed);
	free(h->path);
	free(h);
}

void
row_harness_begin(struct row_harness *h)
{
	int fd = fileno(h->printed);

	row_table_begin(h->table);
	free(h->path);
	h->path = NULL;
	h->len = 0;
	rewind(h->printed);
	if (ftruncate(fd, 0) != 0 || futimens(fd, NULL) != 0)
		temporary_die();
}

static void
harness_bytes(void *who, const char *bytes, size_t len)
{
	struct row_harness *h = who;

	h->len += len;
	if (h->len <= HARNESS_BYTES_MAX && fwrite(bytes, 1, len, h->printed) != len)
		temporary_die();
}

static bool
harness_path(void *who, const char *path, struct buf *why)
{
	struct row_harness *h = who;

	if (access(path, R_OK) != 0) {
		buf_printf(why, "'%s' was not written: %s", path, strerror(errno));
		return false;
	}
	free(h->path);
	h->path = xstrdup(path);
	return true;
}

static bool
harness_stopped(const void *who)
{
	const struct row_harness *h = who;

	return h->len > HARNESS_BYTES_MAX;
}

struct output_reader
row_harness_output(struct row_harness *h)
{
	bool file = h->rule->source == SOURCE_FILE;

	return (struct output_reader){.who = h,
	    .source = h->rule->source,
	    .file = h->rule->file,
	    .bytes = file ? NULL : harness_bytes,
	    .path = file ? harness_path : NULL,
	    .stopped = harness_stopped};
}

/* Run bench-import on what H has; its document goes to OUT, what it says to ERR. Its status as
 * waitpid() tells it. */
static int
import_run(const struct row_harness *h, FILE *out, FILE *err)
{
	char *program = program_beside("bench-import");
	char name[] = "bench-import", newer[] = "--newer=/proc/self/fd/0", own[] = "-f",
	     end[] = "--";
	char *argv[ARGUMENTS + 1] = {name};
	int fds[] = {fileno(h->printed), fileno(out), fileno(err)}, n = 1, error, status;
	posix_spawn_file_actions_t actions;
	pid_t pid;

	if (h->path)
		argv[n++] = newer;
	if (harness_format_own(h->rule->expression))
		argv[n++] = own;
	argv[n++] = h->rule->expression;
	if (h->path) {
		argv[n++] = end;
		argv[n++] = h->path;
	}
	error = posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < 3 && !error; i++)
		error = posix_spawn_file_actions_adddup2(&actions, fds[i], i);
	if (!error)
		error = posix_spawnp(&pid, program ? program : name, &actions, NULL, argv, environ);
	if (error) {
		errno = error;
		die("cannot start '%s':", program ? program : name);
	}
	posix_spawn_file_actions_destroy(&actions);
	free(program);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die("cannot wait for bench-import:");
	return status;
}

/* Append to WHY what bench-import said on ERR, without its name, and with what H read in the place
 * of its standard input. */
static void
said_add(const struct row_harness *h, FILE *err, struct buf *why)
{
	static const char tool[] = "bench-import: ";
	const char *printed =
	    h->rule->source == SOURCE_STDERR ? "standard error" : "standard output";
	const char *text, *input = input_name(NULL);
	struct buf said = BUF_INIT;

	rewind(err);
	buf_read(&said, err, SAID_MAX, "bench-import");
	buf_str(&said, "");
	said.s[strcspn(said.s, "\n")] = '\0';
	text = said.s;
	if (strncmp(text, tool, sizeof tool - 1) == 0)
		text += sizeof tool - 1;
	if (!h->path && strncmp(text, input, strlen(input)) == 0) {
		buf_str(why, printed);
		text += strlen(input);
	}
	buf_str(why, *text ? text : "bench-import failed");
	buf_free(&said);
}

/* Whether the case and E have a parameter in common, else WHY says which. */
static bool
params_clash(const struct row_harness *h, const struct entry *e, struct buf *why)
{
	const struct plan_case *c = row_table_case(h->table);

	for (size_t i = 0; i < e->nparams; i++)
		for (size_t k = 0; k < c->nparams; k++)
			if (strcmp(e->params[i].key, c->params[k].key) == 0) {
				buf_printf(why,
				    "parameter '%s' of '%s' is a key of the matrix already",
				    c->params[k].key, e->id);
				return true;
			}
	return false;
}

/* The values of M go to ROW. */
static bool
metric_take(struct row_harness *h, int row, const struct metric *m, struct buf *why)
{
	int metric =
	    row_table_metric(h->table, m->name, m->unit ? m->unit : "", m->better, m->gate, why);
	bool ok = metric != ROW_NONE;

	if (ok && m->n == 0 && isfinite(m->value))
		return row_table_value(h->table, row, (size_t)metric, m->value, why);
	for (size_t i = 0; ok && i < m->n; i++)
		if (isfinite(m->samples[i]))
			ok = row_table_value(h->table, row, (size_t)metric, m->samples[i], why);
	return ok;
}

/* E is a row; one that was skipped is none. */
static bool
entry_take(struct row_harness *h, const struct entry *e, struct buf *why)
{
	int row;

	if (e->status == ENTRY_SKIPPED)
		return true;
	if (params_clash(h, e, why))
		return false;
	row = row_table_row(h->table, e->name, strlen(e->name), e->params, e->nparams, why);
	if (row == ROW_NONE)
		return false;
	if (e->status != ENTRY_OK) {
		row_table_fail(
		    h->table, row, xstrdup(e->reason ? e->reason : entry_status_name(e->status)));
		return true;
	}
	for (size_t i = 0; i < e->nmetrics; i++)
		if (!metric_take(h, row, &e->metrics[i], why))
			return false;
	return true;
}

static bool
document_take(struct row_harness *h, FILE *document, struct buf *why)
{
	struct results *r;
	struct entry e;
	bool ok = true;

	rewind(document);
	r = results_open_fd(fileno(document), "bench-import");
	entry_init(&e);
	while (ok && results_next(r, &e))
		ok = entry_take(h, &e, why);
	entry_free(&e);
	results_close(r);
	return ok;
}

bool
row_harness_end(struct row_harness *h, size_t index, bool warmup, struct buf *why)
{
	FILE *out, *err;
	bool ok;

	if (h->len > HARNESS_BYTES_MAX) {
		buf_printf(why, "it printed over %d MiB", HARNESS_BYTES_MAX >> 20);
		return false;
	}
	if (fflush(h->printed) != 0)
		temporary_die();
	rewind(h->printed);
	out = temporary_file();
	err = temporary_file();
	ok = import_run(h, out, err) == 0;
	if (!ok)
		said_add(h, err, why);
	ok = ok && document_take(h, out, why) && row_table_end(h->table, index, warmup, why);
	fclose(out);
	fclose(err);
	return ok;
}
