#include "measure/row_resume.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* What E has beside the parameters of C; the array is the caller's, its texts are E's. */
static struct param *
params_own(const struct plan_case *c, const struct entry *e, size_t *n)
{
	struct param *own = xcalloc(e->nparams, sizeof *own);

	*n = 0;
	for (size_t i = 0; i < e->nparams; i++) {
		size_t k = 0;

		while (k < c->nparams && strcmp(c->params[k].key, e->params[i].key) != 0)
			k++;
		if (k == c->nparams)
			own[(*n)++] = e->params[i];
	}
	return own;
}

/* The number in T of the row of C that E is of. */
static int
row_of_entry(
    struct row_table *t, const struct plan_case *c, const struct entry *e, const char *file)
{
	size_t prefix = strlen(c->name), n;
	struct param *own = params_own(c, e, &n);
	struct buf why = BUF_INIT;
	int row = ROW_NONE;

	if (strncmp(e->name, c->name, prefix) == 0 && e->name[prefix] == '/')
		row = row_table_row(
		    t, e->name + prefix + 1, strlen(e->name + prefix + 1), own, n, &why);
	if (row == ROW_NONE || strcmp(row_table_at(t, (size_t)row)->id, e->id) != 0)
		die("%s: '%s' is not a row of '%s'%s%s", file, e->id, c->id, why.len ? ": " : "",
		    why.len ? why.s : "");
	buf_free(&why);
	free(own);
	return row;
}

void
row_resume(struct row_table *t, const struct plan_case *c, const struct entry *e, size_t n,
    const char *file)
{
	int row = row_of_entry(t, c, e, file);
	struct buf why = BUF_INIT;

	for (size_t i = 0; i < e->nmetrics; i++)
		if (e->metrics[i].n != n)
			die("%s: '%s': metric '%s' has %zu samples for %zu invocations: it cannot "
			    "be resumed",
			    file, e->id, e->metrics[i].name, e->metrics[i].n, n);
	if (!row_table_past(t, row, e, n, &why))
		die("%s: '%s': %s: it cannot be resumed", file, e->id, why.s);
}
