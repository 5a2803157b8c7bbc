#include "backend/device_tally.h"

#include <math.h>
#include <string.h>

void
device_amount_add(struct device_amount *a, double v)
{
	device_amount_join(a, &(struct device_amount){1, v, v, v});
}

void
device_amount_join(struct device_amount *a, const struct device_amount *b)
{
	if (b->n == 0)
		return;
	a->low = a->n ? fmin(a->low, b->low) : b->low;
	a->high = a->n ? fmax(a->high, b->high) : b->high;
	a->sum += b->sum;
	a->n += b->n;
}

void
device_tally_clear(struct device_tally *t)
{
	*t = (struct device_tally){.energy_first = NAN, .energy_last = NAN};
}

void
device_tally_add(struct device_tally *t, const struct device_reading *r)
{
	memcpy(t->name, r->name, sizeof t->name);
	for (int q = 0; q < NDEVICE_QUANTITIES; q++) {
		if (isnan(r->at[q]))
			t->why[q] = r->why[q];
		else if (q != DEVICE_ENERGY)
			device_amount_add(&t->amounts[q], r->at[q]);
	}
	/* One that is not told makes the sum unknown: the counter may have been reset there. */
	if (t->readings == 0)
		t->energy_first = r->at[DEVICE_ENERGY];
	if (isnan(r->at[DEVICE_ENERGY]))
		t->energy_first = NAN;
	t->energy_last = r->at[DEVICE_ENERGY];
	t->readings++;
	t->throttle |= r->throttle;
	if (r->why_throttle)
		t->why_throttle = r->why_throttle;
	if (r->why_foreign)
		t->why_foreign = r->why_foreign;
	else if (r->foreign > t->foreign)
		t->foreign = r->foreign;
}

void
device_tally_end(struct device_tally *t)
{
	double used = t->energy_last - t->energy_first;

	if (t->readings > 1 && used >= 0)
		device_amount_add(&t->amounts[DEVICE_ENERGY], used);
	else if (!t->why[DEVICE_ENERGY])
		t->why[DEVICE_ENERGY] = "it takes two readings";
}
