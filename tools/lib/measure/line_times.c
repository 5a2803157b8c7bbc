#include "measure/line_times.h"

bool
line_times_end(struct line_times *t, struct found_values *found)
{
	if (t->before_ns == 0)
		return true;
	for (uint64_t i = 0; i < t->latest; i++)
		if (!found_values_add(
			found, (double)(t->at_ns - t->before_ns) / 1e6 / (double)t->latest))
			return false;
	return true;
}

bool
line_times_add(struct line_times *t, int64_t at_ns, struct found_values *found)
{
	bool room = true;

	if (t->n++ > 0 && at_ns == t->at_ns) {
		t->together++;
		t->latest++;
		return true;
	}
	if (t->n > 1) {
		room = line_times_end(t, found);
		t->before_ns = t->at_ns;
	}
	t->at_ns = at_ns;
	t->latest = 1;
	return room;
}

bool
line_times_blurred(const struct line_times *t)
{
	/* Of N lines N - 1 have one before them. */
	return t->n > 1 && 2 * t->together > t->n - 1;
}
