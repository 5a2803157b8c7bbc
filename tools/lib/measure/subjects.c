#include "measure/subjects.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/util.h"
#include "measure/build.h"
#include "measure/interrupt.h"

void
subjects_init(struct subjects *u, const struct plan *plan, const struct variant *variants, size_t n,
    char *const *const env[2])
{
	*u = (struct subjects){
	    .plan = plan, .variants = n ? variants : NULL, .nvariants = n ? n : 1};
	u->n = plan->ncases * u->nvariants;
	u->at = xcalloc(u->n, sizeof *u->at);
	for (size_t i = 0; i < u->n; i++) {
		const struct variant *v = u->variants ? &variants[i % u->nvariants] : NULL;

		subject_init(&u->at[i], &plan->cases[i / u->nvariants], v ? v->name : NULL,
		    v ? v->directory : NULL, env[i % u->nvariants % 2]);
	}
}

void
subjects_free(struct subjects *u)
{
	for (size_t i = 0; i < u->n; i++)
		subject_free(&u->at[i]);
	free(u->at);
}

static struct subject *
subject_find(const struct subjects *u, const struct entry *e)
{
	for (size_t i = 0; i < u->n; i++) {
		const char *variant = u->at[i].variant;

		if (strcmp(u->at[i].plan->id, e->id) == 0 && text_order(variant, e->variant) == 0)
			return &u->at[i];
	}
	return NULL;
}

/* Rows of commands, which a document may have before the commands. */
struct row_entries {
	struct entry *v;
	size_t n, cap;
};

/* The entries of rows go to the subjects that reported them, which have been resumed. */
static void
rows_resume(const struct subjects *u, struct row_entries *rows, const char *name)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct entry *e = &rows->v[i],
			     command = {.id = e->reported_by, .variant = e->variant};
		struct subject *subject = subject_find(u, &command);

		if (!subject || !subject->rows || !subject->past)
			die("%s: '%s' was reported by '%s', which is not in this scenario or not "
			    "in "
			    "the document, so it cannot be resumed",
			    name, e->id, e->reported_by);
		subject_resume_row(subject, e, name);
		entry_free(e);
	}
	free(rows->v);
}

void
subjects_resume(struct subjects *u, const char *path, const char *fingerprint)
{
	struct results *results;
	const struct results_head *head;
	struct row_entries rows = {NULL, 0, 0};
	const char *name;
	struct entry e;
	struct stat st;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == 0)
		die("'%s' is empty: the shell's '>' empties a file before it is read; use -o",
		    path);
	results = results_open(path);
	name = results_name(results);
	entry_init(&e);
	while (results_next(results, &e)) {
		struct subject *subject;

		if (e.reported_by) {
			rows.v = xgrow(rows.v, rows.n, &rows.cap, sizeof *rows.v);
			rows.v[rows.n++] = e;
			entry_init(&e);
			continue;
		}
		subject = subject_find(u, &e);
		if (!subject && e.control)
			die("%s has a control row: it can be resumed with --control", name);
		if (!subject)
			die("%s: '%s' is not in this scenario, so it cannot be resumed", name,
			    e.id);
		if (subject->past)
			die("%s: '%s' is given twice", name, e.id);
		subject_resume(subject, &e, name);
	}
	entry_free(&e);
	rows_resume(u, &rows, name);
	head = results_head(results);
	if (head->suite && strcmp(head->suite, u->plan->suite) != 0)
		die("%s is of suite '%s', not '%s'", name, head->suite, u->plan->suite);
	if (head->fingerprint && strcmp(head->fingerprint, fingerprint) != 0)
		die("%s was measured on another machine or in another design (fingerprint %s, here "
		    "%s)",
		    name, head->fingerprint, fingerprint);
	results_close(results);
}

void
subjects_find_inputs(struct subjects *u, struct input_keep *k)
{
	for (size_t i = 0; i < u->n && !interrupt_signal(); i++) {
		struct subject *subject = &u->at[i];
		const char *path = subject->plan->input;
		char *why;

		if (!path || subject->over)
			continue;
		path = input_keep_path(k, path, &why);
		if (path)
			subject->input = path;
		else if (why)
			subject_end(subject, ENTRY_FAILED, why);
	}
}

void
subjects_build(struct subjects *u, bool quiet)
{
	bool wanted = u->plan->build && u->n > 0;

	for (size_t v = 0; wanted && v < u->nvariants && !interrupt_signal(); v++) {
		const struct variant *variant = u->variants ? &u->variants[v] : NULL;
		char *why;

		if (!quiet)
			warn("building%s%s", variant ? " variant " : "",
			    variant ? variant->name : "");
		why = build_run(u->plan->build, variant ? variant->directory : NULL);
		for (size_t i = v; why && !interrupt_signal() && i < u->n; i += u->nvariants)
			if (!u->at[i].over)
				subject_end(&u->at[i], ENTRY_FAILED, xstrdup(why));
		free(why);
	}
}

/* What becomes an entry: a subject, or a row of it. */
struct written {
	struct subject *subject;
	const struct reported_row *row; /* or NULL */
};

static const char *
written_id(const struct written *w)
{
	return w->row ? w->row->id : w->subject->plan->id;
}

static int
written_order(const void *a, const void *b)
{
	const struct written *x = a, *y = b;
	int order = strcmp(written_id(x), written_id(y));

	return order ? order : text_order(x->subject->variant, y->subject->variant);
}

/* Add the rows that FROM has reported as rows of U, less those that U has too when it is another.
 */
static void
rows_gather(struct subject *u, const struct subject *from, struct written *list, size_t *n)
{
	for (size_t i = 0; from->rows && i < row_table_size(from->rows); i++) {
		const struct reported_row *r = row_table_at(from->rows, i), *own;

		own = u == from ? NULL : row_table_find(u->rows, r->id);
		if (r->known && r->wanted && !(own && own->known))
			list[(*n)++] = (struct written){u, r};
	}
}

/* All entries in their order, *N of them, in an array that the caller owns. The rows of a command
 * that did not end well are those that it has reported and those that it has reported as another
 * variant: none of them is missing without a reason. */
static struct written *
entries_gather(const struct subjects *u, size_t *n)
{
	size_t most = u->n;
	struct written *list;

	for (size_t i = 0; i < u->n; i++)
		if (u->at[i].rows)
			most += u->nvariants * row_table_size(u->at[i].rows);
	list = xcalloc(most, sizeof *list);
	*n = 0;
	for (size_t i = 0; i < u->n; i++) {
		struct subject *subject = &u->at[i];
		size_t first = i - i % u->nvariants;

		list[(*n)++] = (struct written){subject, NULL};
		rows_gather(subject, subject, list, n);
		for (size_t k = first; k < first + u->nvariants && subject->status != ENTRY_OK; k++)
			if (k != i)
				rows_gather(subject, &u->at[k], list, n);
	}
	qsort(list, *n, sizeof *list, written_order);
	return list;
}

void
subjects_write(const struct subjects *u, const struct session *session, char *environment,
    struct json_writer *w)
{
	size_t n;
	struct written *list = entries_gather(u, &n);
	struct results_head head = {.version = (char[]){VERSION},
	    .timestamp = session->timestamp,
	    .suite = *u->plan->suite ? u->plan->suite : NULL,
	    .tolerance = u->plan->tolerance,
	    .threshold = u->plan->threshold,
	    .between_sessions = u->plan->between_sessions,
	    .environment = environment};

	results_begin(w, &head);
	for (size_t i = 0; i < n; i++) {
		/* With three variants a row may have been gathered from both others. */
		if (i > 0 && list[i].row && list[i - 1].row &&
		    written_order(&list[i - 1], &list[i]) == 0)
			continue;
		if (list[i].row)
			subject_write_row(list[i].subject, list[i].row, session, w);
		else
			subject_write(list[i].subject, session, w);
	}
	results_end(w);
	free(list);
}

/* Whether METRIC of U, which was measured now, was to be counted and never was. */
static bool
uncounted(const struct subject *u, const char *metric)
{
	for (size_t i = 0; i < u->nchannels; i++) {
		const struct channel *ch = &u->channels[i];
		size_t k = u->resumed;

		if (strcmp(ch->name, metric) != 0 || channel_counted(ch, u->plan))
			continue;
		while (k < u->n && isnan(ch->samples[k]))
			k++;
		return u->n > u->resumed && k == u->n;
	}
	return false;
}

void
subjects_warn_uncounted(const struct subjects *u)
{
	struct buf list = BUF_INIT;

	for (const struct metric_builtin *b = metric_builtins(); b->name; b++) {
		bool any = false;

		if (!builtin_value_counter(builtin_value_find(b->name)))
			continue;
		for (size_t i = 0; i < u->n; i++)
			any = any || uncounted(&u->at[i], b->name);
		if (any)
			buf_printf(&list, "%s'%s'", list.len ? ", " : "", b->name);
	}
	if (list.len)
		warn("this machine does not count %s: left out of the results", list.s);
	buf_free(&list);
}

bool
subjects_failed(const struct subjects *u)
{
	for (size_t i = 0; i < u->n; i++)
		if (u->at[i].plan->kind == KIND_REGRESSION &&
		    (u->at[i].status == ENTRY_FAILED || u->at[i].status == ENTRY_TIMEOUT ||
			(u->at[i].rows && row_table_failed(u->at[i].rows))))
			return true;
	return false;
}
