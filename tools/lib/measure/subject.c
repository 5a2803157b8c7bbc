#include "measure/subject.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/looks.h"
#include "measure/command_env.h"
#include "measure/extract.h"
#include "measure/last_lines.h"
#include "measure/outcome.h"
#include "measure/row_resume.h"
#include "measure/row_width.h"
#include "stats/sample.h"

void
subject_init(struct subject *u, const struct plan_case *c, const char *variant, const char *dir,
    char *const *env)
{
	memset(u, 0, sizeof *u);
	u->plan = c;
	u->variant = variant;
	u->input = c->input;
	u->width = INFINITY;
	if (dir && c->directory && c->directory[0] != '/')
		u->directory = xasprintf("%s/%s", dir, c->directory);
	else if (dir || c->directory)
		u->directory = xstrdup(c->directory ? c->directory : dir);
	u->env = env_join(c, env);
	u->extract = extract_new(c->metrics, c->nmetrics);
	if (c->rows) {
		u->rows = row_table_new(c);
		extract_rows(u->extract, u->rows);
	}
	u->channels = channels_make(c, &u->nchannels);
	if (c->skip)
		subject_end(u, ENTRY_SKIPPED, xstrdup(c->skip));
}

void
subject_free(struct subject *u)
{
	subject_builds_free(u);
	for (size_t i = 0; i < u->nchannels; i++)
		channel_free(&u->channels[i]);
	if (u->past)
		entry_free(u->past);
	free(u->past);
	free(u->channels);
	free(u->rounds);
	free(u->spans);
	free(u->disturbed);
	free(u->reason);
	free(u->last_out);
	free(u->last_err);
	device_log_free(&u->devices);
	free(u->device_metrics);
	extract_free(u->extract);
	row_table_free(u->rows);
}

static void
room_for(struct subject *u, size_t n)
{
	if (n <= u->cap)
		return;
	while (u->cap < n)
		u->cap = u->cap ? u->cap * 2 : 16;
	u->rounds = xreallocarray(u->rounds, u->cap, sizeof *u->rounds);
	u->spans = xreallocarray(u->spans, u->cap, sizeof *u->spans);
	if (u->nbuilds || u->salts)
		u->salts = xreallocarray(u->salts, u->cap, sizeof *u->salts);
	for (size_t i = 0; i < u->nchannels; i++)
		u->channels[i].samples =
		    xreallocarray(u->channels[i].samples, u->cap, sizeof(double));
}

/* What its samples took so far. */
static double
seconds_of(const struct subject *u)
{
	double sum = 0;

	for (size_t i = 0; i < u->nchannels; i++)
		for (size_t k = 0; strcmp(u->channels[i].name, "duration_ms") == 0 && k < u->n; k++)
			sum += isnan(u->channels[i].samples[k]) ? 0 : u->channels[i].samples[k];
	return sum / 1e3;
}

/* Go on with the looks at U where the last session of what it resumes left off. */
static void
looks_resume(struct subject *u)
{
	const struct entry *past = u->past;
	const struct session *last;

	if (past->nsessions == 0)
		return;
	last = &past->sessions[past->nsessions - 1];
	u->look = last->look;
	for (int i = 0; i < 2; i++)
		u->look_rounds[i] = last->look_rounds[i];
	if (u->look == LOOK_SECOND)
		u->goal = u->look_rounds[1];
}

void
subject_resume(struct subject *u, struct entry *past, const char *file)
{
	size_t n = past->iterations, counted = 0;

	/* Nothing but samples bounds the number. */
	if (n && !past->nmetrics)
		die("%s: '%s' has no samples of its %zu invocations: it cannot be resumed", file,
		    past->id, n);
	for (size_t i = 0; i < past->nmetrics; i++)
		if (past->metrics[i].n != n)
			die("%s: '%s': metric '%s' has %zu samples for %zu invocations: it cannot "
			    "be resumed",
			    file, past->id, past->metrics[i].name, past->metrics[i].n, n);
	for (size_t i = 0; i < past->nsessions; i++)
		counted += past->sessions[i].n;
	if (counted != n)
		die("%s: '%s': its sessions do not add up to its %zu invocations", file, past->id,
		    n);
	room_for(u, n);
	for (size_t i = 0; i < u->nchannels; i++) {
		const struct metric *m = entry_metric(past, u->channels[i].name);

		for (size_t k = 0; k < n; k++)
			u->channels[i].samples[k] = m ? m->samples[k] : NAN;
		if (m && !channel_resume(&u->channels[i], u->extract, m, u->plan))
			die("%s: '%s': metric '%s' was measured in '%s', and the scenario says "
			    "'%s': it cannot be resumed",
			    file, past->id, m->name, m->unit, u->channels[i].unit);
	}
	for (size_t k = 0; k < n; k++)
		u->rounds[k] = past->nrounds == n ? past->rounds[k] : 0;
	if (past->nbuilds && n)
		u->salts = xcalloc(u->cap, sizeof *u->salts);
	for (size_t k = 0; k < past->nbuilds; k++)
		u->salts[k] = past->builds[k];
	u->past = xcalloc(1, sizeof *u->past);
	*u->past = *past;
	entry_init(past);
	u->n = u->resumed = n;
	u->seconds_before = seconds_of(u);
	u->warmed = 0;
	u->width = subject_width(u);
	past = u->past;
	looks_resume(u);
	if (past->status != ENTRY_INTERRUPTED)
		subject_end(u, past->status, past->reason ? xstrdup(past->reason) : NULL);
}

void
subject_resume_row(struct subject *u, struct entry *e, const char *file)
{
	row_resume(u->rows, u->plan, e, u->resumed, file);
	u->width = subject_width(u);
}

void
subject_end(struct subject *u, enum entry_status status, char *reason)
{
	u->over = true;
	u->status = status;
	free(u->reason);
	u->reason = reason;
}

/* Keep what TEXT ends with. */
static void
lines_keep(struct subject *u, const struct output_text *text)
{
	free(u->last_out);
	free(u->last_err);
	u->last_out = last_lines(text->out.s, text->out.len, LAST_LINES);
	u->last_err = last_lines(text->err.s, text->err.len, LAST_LINES);
}

void
subject_fail(
    struct subject *u, enum entry_status status, char *reason, const struct output_text *text)
{
	subject_end(u, status, reason);
	lines_keep(u, text);
}

bool
subject_judge(struct subject *u, const struct measurement *m, const struct output_text *text)
{
	char *why = u->n == 0 ? outcome_skip(u->plan, m, text) : NULL;
	enum entry_status status = ENTRY_SKIPPED;

	u->left += (size_t)m->left;
	if (!why)
		status = outcome_judge(u->plan, u->directory, u->env, m, text, &why);
	if (status == ENTRY_FAILED || status == ENTRY_TIMEOUT)
		subject_fail(u, status, why, text);
	else if (status == ENTRY_SKIPPED)
		subject_end(u, status, why);
	return status == ENTRY_OK;
}

/* The value of CH in M as its next sample; false, with why appended to WHY, when the command gave
 * none. */
static bool
channel_read(const struct subject *u, struct channel *ch, const struct measurement *m,
    const struct output_text *text, struct buf *why)
{
	double *v = &ch->samples[u->n];

	*v = NAN;
	if (channel_counted(ch, u->plan))
		return true;
	if (channel_extracted(ch)) {
		if (!extract_value(u->extract, (size_t)ch->rule, v, why))
			return false;
		channel_note(ch, u->plan, u->extract, u->n);
		return true;
	}
	*v = channel_value(ch, m, text);
	if (isnan(*v) && builtin_value_printed(ch->builtin)) {
		buf_printf(why, "metric '%s': there was nothing in standard output", ch->name);
		return false;
	}
	return true;
}

void
subject_add(struct subject *u, const struct measurement *m, struct output_text *text, bool warmup,
    uint32_t round)
{
	struct buf why = BUF_INIT;
	bool found = true;

	if (!subject_judge(u, m, text))
		return;
	if (extract_sink(u->extract)) {
		capture_pass(text, extract_sink(u->extract));
		extract_end(u->extract, m);
	}
	room_for(u, u->n + 1);
	for (size_t i = 0; found && i < u->nchannels; i++)
		found = channel_read(u, &u->channels[i], m, text, &why);
	if (found && !extract_interrupted(u->extract))
		found = extract_rows_end(u->extract, u->n, warmup, &why);
	if (!found && !extract_interrupted(u->extract)) {
		subject_fail(u, ENTRY_FAILED, buf_take(&why), text);
	}
	buf_free(&why);
	if (!found || extract_interrupted(u->extract))
		return;
	if (warmup) {
		u->warmed++;
		return;
	}
	u->ignored += m->code != 0;
	u->rounds[u->n] = round;
	if (u->salts)
		u->salts[u->n] = u->nbuilds ? u->builds[u->turn].salt : 0;
	u->spans[u->n++] = UINT32_MAX;
	u->seconds += measurement_duration_ms(m) / 1e3;
	if (!u->paired)
		subject_look(u);
}

void
subject_span(struct subject *u, uint32_t span)
{
	if (u->n > u->resumed)
		u->spans[u->n - 1] = span;
}

const double *
subject_samples(const struct subject *u, const char *name)
{
	for (size_t i = 0; i < u->nchannels; i++)
		if (strcmp(u->channels[i].name, name) == 0)
			return u->channels[i].samples + u->resumed;
	return NULL;
}

void
subject_label(struct subject *u, const struct noise *noise, struct disturbed_causes *causes)
{
	size_t past = u->past ? u->past->ndisturbed : 0, n;
	struct disturbed_input in = {.noise = noise, .n = u->n - u->resumed};

	if (u->n == 0)
		return;
	in.duration_ms = subject_samples(u, "duration_ms");
	in.delay_ms = subject_samples(u, "run_delay_ms");
	in.switches = subject_samples(u, "involuntary_switches");
	in.spans = u->spans + u->resumed;
	u->disturbed = xreallocarray(u->disturbed, past + u->n, sizeof *u->disturbed);
	for (size_t i = 0; i < past; i++)
		u->disturbed[i] = u->past->disturbed[i];
	n = disturbed_find(&in, u->disturbed + past, causes);
	for (size_t i = 0; i < n; i++)
		u->disturbed[past + i] += (uint32_t)u->resumed;
	u->ndisturbed = past + n;
}

size_t
subject_width_basis(size_t n)
{
	size_t half = (n + 1) / 2;

	half += half % 2;
	if (half < 6)
		half = 6;
	return half < n ? half : n;
}

double
subject_width(const struct subject *u)
{
	size_t n = subject_width_basis(u->n);
	double widest = 0;

	for (size_t i = 0; i < u->nchannels; i++) {
		struct sample_summary s;
		double width;

		if (!u->channels[i].gate || channel_counted(&u->channels[i], u->plan))
			continue;
		sample_summarize(u->channels[i].samples, n, &s);
		if (s.n == 0)
			sample_summarize(u->channels[i].samples, u->n, &s);
		if (s.n == 0)
			continue; /* unavailable on this machine */
		width = sample_median_halfwidth(&s);
		if (isnan(width))
			return INFINITY;
		widest = fmax(widest, width);
	}
	if (u->rows)
		widest = fmax(widest, row_width_widest(u->rows, n));
	return u->n ? widest * sqrt((double)n / (double)u->n) : INFINITY;
}

void
subject_look(struct subject *u)
{
	/* Before the least number, and at the largest, nothing depends on it. */
	if (u->n < u->next_width || u->n < u->plan->runs.min || u->n >= u->plan->runs.max)
		return;
	u->width = subject_width(u);
	u->next_width = u->n + u->n / 10 + 1;
}

bool
subject_enough(const struct subject *u)
{
	const struct run_limits *runs = &u->plan->runs;

	if (u->goal)
		return u->n >= u->goal;
	if (u->n < runs->min)
		return false;
	return u->n >= runs->max || u->seconds_before + u->seconds >= runs->max_time ||
	       (runs->precision > 0 && u->width <= runs->precision);
}
