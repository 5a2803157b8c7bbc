#include "recording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum { LINE = 256, TIME = 0, CPU, WAIT };

static void
line_add(struct recording *r, const char *text, const char *path, size_t number)
{
	struct invocation_line l;
	long long switches;

	if (sscanf(text, "%u %d %lf %lf %lf %lf %lld", &l.round, &l.variant, &l.start, &l.time,
		&l.cpu, &l.wait, &switches) != 7 ||
	    l.variant < 0 || l.variant > 1 || !(l.time > 0) || !isfinite(l.time) ||
	    !isfinite(l.start) || !isfinite(l.cpu) || !isfinite(l.wait))
		die("%s:%zu: not a line of a recording", path, number);
	r->lines = xgrow(r->lines, r->n, &r->cap, sizeof *r->lines);
	r->lines[r->n++] = l;
}

void
recording_read(const char *path, struct recording *r)
{
	char text[LINE], noise[16], design[16];
	FILE *f = fopen(path, "r");
	size_t number = 1;

	if (!f)
		die("%s:", path);
	*r = (struct recording){0};
	if (!fgets(text, sizeof text, f) ||
	    sscanf(text, "# program_ms=%lf percent=%lf noise=%15s design=%15s", &r->ms, &r->percent,
		noise, design) != 4)
		die("%s:1: not the head of a recording", path);
	r->neighbour = strcmp(noise, "neighbour") == 0;
	for (r->design = 0; r->design < NDESIGNS; r->design++)
		if (strcmp(design, design_names[r->design]) == 0)
			break;
	if (r->design == NDESIGNS)
		die("%s:1: '%s' is no design of a session", path, design);
	while (fgets(text, sizeof text, f))
		line_add(r, text, path, ++number);
	fclose(f);
}

void
recording_free(struct recording *r)
{
	free(r->lines);
}

void
cutting_free(struct cutting *c)
{
	for (int k = 0; k < 3; k++)
		for (int v = 0; v < 2; v++)
			free(c->values[k][v]);
}

static void
cutting_begin(struct cutting *c)
{
	c->w.n[0] = c->w.n[1] = 0;
}

static void
cutting_add(struct cutting *c, int variant, const struct invocation_line *l)
{
	size_t n = c->w.n[variant]++;

	if (n == c->cap) {
		c->cap = c->cap ? 2 * c->cap : 256;
		for (int k = 0; k < 3; k++)
			for (int v = 0; v < 2; v++)
				c->values[k][v] =
				    xreallocarray(c->values[k][v], c->cap, sizeof *c->values[k][v]);
	}
	c->values[TIME][variant][n] = l->time;
	c->values[CPU][variant][n] = l->cpu;
	c->values[WAIT][variant][n] = l->wait;
}

static bool
cutting_end(struct cutting *c)
{
	for (int v = 0; v < 2; v++) {
		c->w.time[v] = c->values[TIME][v];
		c->w.cpu[v] = c->values[CPU][v];
		c->w.wait[v] = c->values[WAIT][v];
	}
	return c->w.n[0] > 0 && c->w.n[1] > 0;
}

/* The first line from AT that starts SECONDS or more after line AT; N when there is none. */
static size_t
later(const struct recording *r, size_t at, double seconds)
{
	size_t end = at;

	while (end < r->n && r->lines[end].start < r->lines[at].start + seconds)
		end++;
	return end;
}

bool
cut_pairs(struct cutting *c, const struct recording *r, double seconds, size_t *at)
{
	size_t end;

	while (*at < r->n && r->lines[*at].round % 2)
		++*at;
	end = *at < r->n ? later(r, *at, 2 * seconds) : r->n;
	if (end == r->n)
		return false;
	while (end > *at && r->lines[end].round / 2 == r->lines[end - 1].round / 2)
		end--;
	cutting_begin(c);
	for (size_t i = *at; i < end; i++)
		cutting_add(c, r->lines[i].variant, &r->lines[i]);
	*at = end;
	return cutting_end(c) && c->w.n[0] == c->w.n[1];
}

bool
cut_same(struct cutting *c, const struct recording *r, double seconds, size_t *at)
{
	double spent = 0;
	int first = 0;

	cutting_begin(c);
	while (*at + 2 < r->n) {
		const struct invocation_line *l = &r->lines[*at];

		if (l[0].variant != l[1].variant) {
			++*at;
			continue;
		}
		cutting_add(c, first, &l[0]);
		cutting_add(c, !first, &l[1]);
		first = !first;
		spent += l[2].start - l[0].start;
		*at += 2;
		if (spent >= 2 * seconds && c->w.n[0] % 2 == 0)
			return cutting_end(c);
	}
	return false;
}

bool
cut_sequence(struct cutting *c, const struct recording *r, double seconds, size_t *at)
{
	size_t middle = *at < r->n ? later(r, *at, seconds) : r->n;
	size_t end = middle < r->n ? later(r, middle, seconds) : r->n;

	if (end == r->n)
		return false;
	cutting_begin(c);
	for (size_t i = *at; i < end; i++)
		cutting_add(c, i >= middle, &r->lines[i]);
	*at = end;
	return cutting_end(c);
}

void
cutting_scale(struct cutting *c, double factor)
{
	for (int k = TIME; k <= WAIT; k++)
		for (size_t i = 0; i < c->w.n[1]; i++)
			c->values[k][1][i] *= factor;
}
