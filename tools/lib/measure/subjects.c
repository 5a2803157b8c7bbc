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

void
subjects_resume(struct subjects *u, const char *path, const char *fingerprint)
{
	struct results *results;
	const struct results_head *head;
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
		struct subject *subject = subject_find(u, &e);

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

static int
subject_order(const void *a, const void *b)
{
	const struct subject *x = *(struct subject *const *)a, *y = *(struct subject *const *)b;
	int order = strcmp(x->plan->id, y->plan->id);

	return order ? order : text_order(x->variant, y->variant);
}

void
subjects_write(const struct subjects *u, const struct session *session, char *environment,
    struct json_writer *w)
{
	struct subject **order = xcalloc(u->n, sizeof(struct subject *));
	struct results_head head = {.version = (char[]){VERSION},
	    .timestamp = session->timestamp,
	    .suite = *u->plan->suite ? u->plan->suite : NULL,
	    .tolerance = u->plan->tolerance,
	    .threshold = u->plan->threshold,
	    .between_sessions = u->plan->between_sessions,
	    .environment = environment};

	results_begin(w, &head);
	for (size_t i = 0; i < u->n; i++)
		order[i] = &u->at[i];
	qsort(order, u->n, sizeof(struct subject *), subject_order);
	for (size_t i = 0; i < u->n; i++)
		subject_write(order[i], session, w);
	results_end(w);
	free(order);
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
		    (u->at[i].status == ENTRY_FAILED || u->at[i].status == ENTRY_TIMEOUT))
			return true;
	return false;
}
