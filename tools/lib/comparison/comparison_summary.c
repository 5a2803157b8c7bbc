#include "comparison/comparison_summary.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "comparison/comparison_reader.h"
#include "model/verdict.h"

/* In the order of the description. */
static const struct {
	enum verdict verdict;
	bool change;
} words[] = {
    {VERDICT_REGRESSION, true},
    {VERDICT_EXCEEDED, true},
    {VERDICT_FAILED, true},
    {VERDICT_UNMEASURED, true},
    {VERDICT_WORSE, true},
    {VERDICT_IMPROVEMENT, true},
    {VERDICT_BETTER, true},
    {VERDICT_INCONCLUSIVE, false},
    {VERDICT_INCOMPARABLE, false},
    {VERDICT_ADDED, false},
    {VERDICT_REMOVED, true},
    {VERDICT_EQUIVALENT, false},
    {VERDICT_WITHIN, false},
};

void
comparison_summary_load(struct comparison_summary *s, const char *path)
{
	struct comparison_reader *r = comparison_reader_open(path);
	struct json_at root = json_root(comparison_reader_head(r));
	struct json_at summary = json_member(&root, "summary");
	struct buf b = BUF_INIT, item = BUF_INIT;

	s->fails = s->changed = summary_fails(&summary);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *name = verdict_name(words[i].verdict);
		size_t n = json_count_or(&summary, name, 0);

		if (!n)
			continue;
		s->changed = s->changed || words[i].change;
		buf_clear(&item);
		buf_printf(&item, "%s%zu %s", b.len ? ", " : "", n, name);
		if (b.len + item.len <= DESCRIPTION_MAX)
			buf_str(&b, item.s);
	}
	snprintf(s->description, sizeof s->description, "%s", b.len ? b.s : "nothing compared");
	buf_free(&item);
	buf_free(&b);
	comparison_reader_close(r);
}
