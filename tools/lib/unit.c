#include "unit.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "extract.h"
#include "stats.h"

/* What a command says by this exit status is "skip me", and why on its last
 * line of standard error: the convention of automake and meson. */
enum { EXIT_SKIP = 77 };

enum { REASON_MAX = 200 };

static bool
channel_wanted(const struct plan_case *c, const struct metric_builtin *b)
{
	for (size_t i = 0; i < c->nmetrics; i++)
		if (strcmp(c->metrics[i].name, b->name) == 0)
			return false; /* its rule brings it */
	return b->always;
}

static void
channels_init(struct unit *u)
{
	const struct plan_case *c = u->plan;
	const struct metric_builtin *b;
	size_t room = c->nmetrics;

	for (b = metric_builtins(); b->name; b++)
		room++;
	u->channels = xcalloc(room, sizeof *u->channels);
	for (b = metric_builtins(); b->name; b++)
		if (channel_wanted(c, b))
			u->channels[u->nchannels++] = (struct channel){
			    b->name, b->unit, b->better, b->gate, NAN, NAN, -1, NULL};
	for (size_t i = 0; i < c->nmetrics; i++) {
		const struct metric_rule *r = &c->metrics[i];

		u->channels[u->nchannels++] = (struct channel){r->name, r->unit, r->better, r->gate,
		    r->tolerance, r->threshold, (ptrdiff_t)i, NULL};
	}
}

static size_t
list_length(char *const *list)
{
	size_t n = 0;

	while (list && list[n])
		n++;
	return n;
}

/* Put "NAME=VALUE" into LIST, replacing an earlier NAME. */
static void
env_put(char **list, const char *entry)
{
	size_t name = strcspn(entry, "="), i;

	for (i = 0; list[i]; i++)
		if (strncmp(list[i], entry, name + 1) == 0)
			break;
	free(list[i]);
	list[i] = xstrdup(entry);
}

static char **
env_join(const struct plan_case *c, char *const *base)
{
	size_t room = list_length(base) + list_length(c->pass_env) + list_length(c->env) + 1;
	char **list = xcalloc(room, sizeof *list);

	for (size_t i = 0; base[i]; i++)
		env_put(list, base[i]);
	for (size_t i = 0; c->pass_env && c->pass_env[i]; i++) {
		const char *value = getenv(c->pass_env[i]);
		char *entry;

		if (!value)
			continue;
		entry = xasprintf("%s=%s", c->pass_env[i], value);
		env_put(list, entry);
		free(entry);
	}
	for (size_t i = 0; c->env && c->env[i]; i++)
		env_put(list, c->env[i]);
	return list;
}

void
unit_init(struct unit *u, const struct plan_case *c, const char *variant, const char *dir,
    char *const *env)
{
	memset(u, 0, sizeof *u);
	u->plan = c;
	u->variant = variant;
	u->width = INFINITY;
	if (dir && c->directory && c->directory[0] != '/')
		u->directory = xasprintf("%s/%s", dir, c->directory);
	else if (dir || c->directory)
		u->directory = xstrdup(c->directory ? c->directory : dir);
	u->env = env_join(c, env);
	u->extract = extract_new(c->metrics, c->nmetrics);
	channels_init(u);
	if (c->skip)
		unit_end(u, ENTRY_SKIPPED, xstrdup(c->skip));
}

void
unit_free(struct unit *u)
{
	for (size_t i = 0; u->env && u->env[i]; i++)
		free(u->env[i]);
	for (size_t i = 0; i < u->nchannels; i++)
		free(u->channels[i].samples);
	if (u->past)
		entry_free(u->past);
	free(u->past);
	free(u->env);
	free(u->directory);
	free(u->channels);
	free(u->rounds);
	free(u->spans);
	free(u->disturbed);
	free(u->reason);
	extract_free(u->extract);
}

static void
room_for(struct unit *u, size_t n)
{
	if (n <= u->cap)
		return;
	while (u->cap < n)
		u->cap = u->cap ? u->cap * 2 : 16;
	u->rounds = xreallocarray(u->rounds, u->cap, sizeof *u->rounds);
	u->spans = xreallocarray(u->spans, u->cap, sizeof *u->spans);
	for (size_t i = 0; i < u->nchannels; i++)
		u->channels[i].samples =
		    xreallocarray(u->channels[i].samples, u->cap, sizeof(double));
}

void
unit_resume(struct unit *u, struct entry *past, const char *file)
{
	size_t n = past->iterations, counted = 0;

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
	}
	for (size_t k = 0; k < n; k++)
		u->rounds[k] = past->nrounds == n ? past->rounds[k] : 0;
	u->past = xcalloc(1, sizeof *u->past);
	*u->past = *past;
	entry_init(past);
	u->n = u->resumed = n;
	u->warmed = 0;
	u->width = unit_width(u);
	past = u->past;
	if (past->status != ENTRY_INTERRUPTED)
		unit_end(u, past->status, past->reason ? xstrdup(past->reason) : NULL);
}

void
unit_end(struct unit *u, enum entry_status status, char *reason)
{
	u->over = true;
	u->status = status;
	free(u->reason);
	u->reason = reason;
}

/* The last line of TEXT that is not blank, cut to a sensible length; or NULL. */
static char *
last_line(const struct buf *text)
{
	size_t end = text->len, start;

	while (end > 0 && strchr(" \t\r\n", text->s[end - 1]))
		end--;
	for (start = end; start > 0 && text->s[start - 1] != '\n'; start--)
		continue;
	if (end == start)
		return NULL;
	return xstrndup(text->s + start, end - start < REASON_MAX ? end - start : REASON_MAX);
}

static char *
failure_reason(const char *what, int code, const struct output_text *text)
{
	char *line = last_line(&text->err), *reason;

	reason = xasprintf("%s %d%s%s", what, code, line ? ": " : "", line ? line : "");
	free(line);
	return reason;
}

static char *
signal_reason(int code, const struct output_text *text)
{
	char *what = xasprintf("killed by %s, signal", strsignal(code));
	char *reason = failure_reason(what, code, text);

	free(what);
	return reason;
}

/* What bench-exec could not do ends in the same errno: look what it was. */
static char *
unstarted_reason(const struct unit *u, int code)
{
	const char *what = "run", *of = u->plan->argv[0];

	if (u->directory && access(u->directory, X_OK)) {
		what = "enter";
		of = u->directory;
	} else if (u->plan->input && access(u->plan->input, R_OK)) {
		what = "read";
		of = u->plan->input;
	}
	return xasprintf("cannot %s '%s': %s", what, of, strerror(code));
}

/* Whether the invocation went well; if not, the unit is ended. */
static bool
judge(struct unit *u, const struct measurement *m, const struct output_text *text)
{
	char *line;

	switch (m->end) {
	case INVOKE_EXITED:
		if (m->code == 0)
			return true;
		if (m->code == EXIT_SKIP && u->n == 0) {
			line = last_line(&text->err);
			unit_end(u, ENTRY_SKIPPED, line ? line : xstrdup("exit status 77"));
		} else {
			unit_end(u, ENTRY_FAILED, failure_reason("exit status", m->code, text));
		}
		return false;
	case INVOKE_SIGNALED: unit_end(u, ENTRY_FAILED, signal_reason(m->code, text)); return false;
	case INVOKE_TIMEOUT:
		unit_end(u, ENTRY_TIMEOUT,
		    xasprintf("killed after its timeout of %g s", u->plan->timeout));
		return false;
	case INVOKE_UNSTARTED:
		unit_end(u, ENTRY_FAILED, unstarted_reason(u, m->code));
		return false;
	case INVOKE_LOST:
		unit_end(
		    u, ENTRY_FAILED, xstrdup("what measures it was killed or stopped by a signal"));
		return false;
	case INVOKE_INTERRUPTED: break;
	}
	return false;
}

bool
unit_wants_count(const struct unit *u)
{
	bool agree = true;

	if (u->plan->instrument == INSTRUMENT_NONE || u->over)
		return false;
	for (size_t i = 1; i < u->ncounts; i++)
		agree = agree && u->counts[i] == u->counts[0];
	return u->ncounts < (agree ? CALLGRIND_RUNS : CALLGRIND_RUNS_MAX);
}

void
unit_count(struct unit *u, const struct measurement *m, const struct output_text *text,
    double timeout, double count)
{
	if (m->end == INVOKE_TIMEOUT) {
		unit_end(
		    u, ENTRY_TIMEOUT, xasprintf("under callgrind: killed after %.4g s", timeout));
	} else if (!judge(u, m, text)) {
		char *why = u->reason;

		u->reason = why ? xasprintf("under callgrind: %s", why) : NULL;
		free(why);
	} else if (count < 0) {
		unit_end(u, ENTRY_FAILED, xstrdup("under callgrind: there is no count"));
	} else {
		u->counts[u->ncounts++] = count;
	}
}

/* Whether CH comes from instrumented invocations. */
static bool
is_counted(const struct unit *u, const struct channel *ch)
{
	return u->plan->instrument == INSTRUMENT_CALLGRIND && strcmp(ch->name, "instructions") == 0;
}

/* The counts go to the first samples of this session; the others have none. */
static void
counts_place(struct unit *u)
{
	for (size_t k = 0; k < u->nchannels; k++)
		for (size_t i = 0;
		     is_counted(u, &u->channels[k]) && i < u->ncounts && u->resumed + i < u->n; i++)
			u->channels[k].samples[u->resumed + i] = u->counts[i];
}

static char *
counts_extra(const struct unit *u)
{
	bool varies = false;

	for (size_t i = 1; i < u->ncounts; i++)
		varies = varies || u->counts[i] != u->counts[0];
	return (char *)(varies ? "{\"source\":\"callgrind\",\"varies\":true}"
			       : "{\"source\":\"callgrind\"}");
}

static double
counter(const struct measurement *m, int which, double scale)
{
	return m->counters[which] < 0 ? NAN : (double)m->counters[which] * scale;
}

static double
builtin_value(const char *name, const struct measurement *m, const struct output_text *text)
{
	static const struct {
		const char *name;
		int counter;
		double scale;
	} counters[] = {{"instructions", COUNTER_INSTRUCTIONS, 1}, {"cycles", COUNTER_CYCLES, 1},
	    {"cache_misses", COUNTER_CACHE_MISSES, 1}, {"branch_misses", COUNTER_BRANCH_MISSES, 1},
	    {"task_clock_ms", COUNTER_TASK_CLOCK, 1e-6}, {"cpu_migrations", COUNTER_MIGRATIONS, 1}};

	/* Integer nanoseconds divided once: the nearest decimal of at most six places. */
	if (strcmp(name, "duration_ms") == 0)
		return (double)(m->end_ns - m->start_ns) / 1e6;
	if (strcmp(name, "cpu_ms") == 0)
		return (double)(m->user_us + m->system_us) / 1e3;
	if (strcmp(name, "user_ms") == 0)
		return (double)m->user_us / 1e3;
	if (strcmp(name, "system_ms") == 0)
		return (double)m->system_us / 1e3;
	if (strcmp(name, "memory_mb") == 0)
		return (double)(m->peak_kib * 1024) / 1e6;
	if (strcmp(name, "involuntary_switches") == 0)
		return (double)m->involuntary_switches;
	if (strcmp(name, "voluntary_switches") == 0)
		return (double)m->voluntary_switches;
	if (strcmp(name, "page_faults") == 0)
		return (double)(m->minor_faults + m->major_faults);
	if (strcmp(name, "major_faults") == 0)
		return (double)m->major_faults;
	if (strcmp(name, "run_delay_ms") == 0)
		return m->run_delay_ns < 0 ? NAN : (double)m->run_delay_ns / 1e6;
	if (strcmp(name, "first_output_ms") == 0)
		return text->first_byte_ns ? (double)(text->first_byte_ns - m->start_ns) / 1e6
					   : NAN;
	for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
		if (strcmp(name, counters[i].name) == 0)
			return counter(m, counters[i].counter, counters[i].scale);
	return NAN;
}

void
unit_add(struct unit *u, const struct measurement *m, const struct output_text *text, bool warmup,
    uint32_t round)
{
	struct buf why = BUF_INIT;

	if (!judge(u, m, text))
		return;
	room_for(u, u->n + 1);
	for (size_t i = 0; i < u->nchannels; i++) {
		struct channel *ch = &u->channels[i];
		bool defined = ch->rule >= 0 && u->plan->metrics[ch->rule].source != SOURCE_BUILTIN;

		if (is_counted(u, ch)) {
			ch->samples[u->n] = NAN;
		} else if (!defined) {
			ch->samples[u->n] = builtin_value(ch->name, m, text);
		} else if (!extract_value(u->extract, (size_t)ch->rule, text, m->start_ns,
			       u->directory, &ch->samples[u->n], &why)) {
			unit_end(u, ENTRY_FAILED, buf_take(&why));
			return;
		}
	}
	buf_free(&why);
	if (warmup) {
		u->warmed++;
		return;
	}
	u->rounds[u->n] = round;
	u->spans[u->n++] = UINT32_MAX;
	u->seconds += (double)(m->end_ns - m->start_ns) / 1e9;
	if (!u->paired &&
	    u->n >= u->next_width) { /* a width costs a sort: look at every tenth more */
		u->width = unit_width(u);
		u->next_width = u->n + u->n / 10 + 1;
	}
}

void
unit_span(struct unit *u, uint32_t span)
{
	if (u->n > u->resumed)
		u->spans[u->n - 1] = span;
}

/* The samples of metric NAME of this session, or NULL. */
static const double *
samples_here(const struct unit *u, const char *name)
{
	for (size_t i = 0; i < u->nchannels; i++)
		if (strcmp(u->channels[i].name, name) == 0)
			return u->channels[i].samples + u->resumed;
	return NULL;
}

void
unit_label(struct unit *u, const struct noise *noise, struct disturbed_causes *causes)
{
	size_t past = u->past ? u->past->ndisturbed : 0, n;
	struct disturbed_input in = {.noise = noise, .n = u->n - u->resumed};

	if (u->n == 0)
		return;
	in.duration_ms = samples_here(u, "duration_ms");
	in.delay_ms = samples_here(u, "run_delay_ms");
	in.switches = samples_here(u, "involuntary_switches");
	in.spans = u->spans + u->resumed;
	u->disturbed = xreallocarray(u->disturbed, past + u->n, sizeof *u->disturbed);
	for (size_t i = 0; i < past; i++)
		u->disturbed[i] = u->past->disturbed[i];
	n = disturbed_find(&in, u->disturbed + past, causes);
	for (size_t i = 0; i < n; i++)
		u->disturbed[past + i] += (uint32_t)u->resumed;
	u->ndisturbed = past + n;
}

double
unit_width(const struct unit *u)
{
	double widest = 0;

	for (size_t i = 0; i < u->nchannels; i++) {
		struct summary s;
		double width;

		if (!u->channels[i].gate || is_counted(u, &u->channels[i]))
			continue;
		summary_of(u->channels[i].samples, u->n, &s);
		if (s.n == 0)
			continue; /* unavailable on this machine */
		width = median_interval_halfwidth(&s);
		if (isnan(width))
			return INFINITY;
		widest = fmax(widest, width);
	}
	return u->n ? widest : INFINITY;
}

bool
unit_enough(const struct unit *u)
{
	const struct run_limits *runs = &u->plan->runs;

	if (u->n < runs->min)
		return false;
	return u->n >= runs->max || u->seconds >= runs->max_time ||
	       (runs->precision > 0 && u->width <= runs->precision);
}

static void
metrics_copy(const struct unit *u, struct entry *e)
{
	for (size_t i = 0; i < u->nchannels; i++) {
		const struct channel *ch = &u->channels[i];
		struct metric *m;
		size_t known = 0;

		for (size_t k = 0; k < u->n; k++)
			known += !isnan(ch->samples[k]);
		if (known == 0)
			continue;
		m = entry_metric_add(e, ch->name);
		m->unit = entry_strdup(e, ch->unit ? ch->unit : "");
		m->better = ch->better;
		m->gate = ch->gate;
		m->tolerance = ch->tolerance;
		m->threshold = ch->threshold;
		m->samples = ch->samples;
		if (is_counted(u, ch))
			m->extra = counts_extra(u);
		m->n = u->n;
	}
}

static void
sessions_copy(const struct unit *u, const struct session *now, struct entry *e)
{
	size_t npast = u->past ? u->past->nsessions : 0;
	bool fresh = u->n > u->resumed || npast == 0;

	e->sessions = entry_alloc(e, (npast + fresh) * sizeof *e->sessions);
	for (size_t i = 0; i < npast; i++)
		e->sessions[e->nsessions++] = u->past->sessions[i];
	if (fresh) {
		e->sessions[e->nsessions] = *now;
		e->sessions[e->nsessions++].n = u->n - u->resumed;
	}
}

void
unit_write(struct unit *u, const struct session *session, struct json_writer *w)
{
	const struct plan_case *c = u->plan;
	struct entry e;

	entry_init(&e);
	e.name = c->name;
	e.id = c->id;
	e.description = c->description;
	e.variant = u->variant ? entry_strdup(&e, u->variant) : NULL;
	e.kind = c->kind;
	e.control = c->control;
	e.params = c->params;
	e.nparams = c->nparams;
	e.tags = c->tags;
	e.ntags = list_length(c->tags);
	e.status = u->status;
	e.reason = u->reason;
	e.iterations = u->n;
	e.warmup = u->warmed + (u->past ? u->past->warmup : 0);
	e.extra = u->past ? u->past->extra : NULL;
	e.limits = c->limits;
	e.nlimits = c->nlimits;
	if (u->n > 0) {
		e.rounds = u->rounds;
		e.nrounds = u->n;
		e.disturbed = u->disturbed;
		e.ndisturbed = u->ndisturbed;
		sessions_copy(u, session, &e);
		counts_place(u);
		metrics_copy(u, &e);
	}
	results_entry(w, &e);
	entry_free(&e);
}
