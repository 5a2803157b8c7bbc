#define _GNU_SOURCE /* sched_getaffinity, prctl */
#include "measure/invoke.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

#include "base/clock.h"
#include "base/util.h"
#include "exec/process_tree.h"
#include "exec/surroundings.h"
#include "machine/memory_kills.h"
#include "measure/capture.h"
#include "measure/exec_client.h"
#include "measure/invoke_request.h"

struct invoker {
	char *program;
	struct exec_client client;
	volatile sig_atomic_t interrupted;
	bool show;
	struct buf request, last;    /* the request, and the one before it */
	struct invoker *beside;      /* the other of a duet, or NULL */
	struct kept_children others; /* that this process had before */
	struct surroundings usual;   /* of this process, and so of each bench-exec */
	struct memory_kills killed;  /* so far */
};

static struct invoker *
invoker_new(const char *program)
{
	struct invoker *v = xcalloc(1, sizeof *v);

	v->program = program ? xstrdup(program) : NULL;
	v->client.program = v->program;
	return v;
}

struct invoker *
invoker_start(const char *program)
{
	struct invoker *v = invoker_new(program);
	struct place *everywhere = &v->client.everywhere;

	tree_keep(&v->others);
	prctl(PR_SET_CHILD_SUBREAPER, 1L);
	surroundings_note(&v->usual);
	memory_kills_read("", &v->killed);
	/* More CPUs than a place has room for: then the kernel says where all run. */
	v->client.placed = sched_getaffinity(0, sizeof *everywhere, (cpu_set_t *)everywhere) == 0;
	exec_client_start(&v->client);
	return v;
}

struct invoker *
invoker_start_beside(struct invoker *first)
{
	struct invoker *v = invoker_new(first->program);

	v->others = first->others;
	v->usual = first->usual;
	v->killed = first->killed;
	v->beside = first;
	first->beside = v;
	v->client.placed = first->client.placed;
	v->client.everywhere = first->client.everywhere;
	exec_client_start(&v->client);
	return v;
}

void
invoker_show(struct invoker *v)
{
	v->show = true;
}

/* An invocation that never was. */
static void
measurement_none(struct measurement *m, enum invoke_end end, int code)
{
	*m = (struct measurement){.end = end, .code = code, .run_delay_ns = -1};
	for (int i = 0; i < NCOUNTERS; i++)
		m->counters[i] = -1;
}

/* An invocation on its way. */
struct turn {
	struct invoker *v;
	struct output_text *text;
	const struct output_sink *sink;
	double deadline; /* until then, what has not been asked to end has time */
	bool asked, over, answered;
};

/* Whether there will be no answer: something keeps bench-exec from its work, a
 * SIGSTOP for example. At the first deadline it is asked to end and has some more time. */
static bool
turn_late(struct turn *t, double at)
{
	if (t->v->interrupted && !t->asked) {
		t->asked = true;
		t->deadline = at + EXEC_GRACE;
	}
	if (at < t->deadline)
		return false;
	if (t->asked)
		return true;
	/* Once it goes on, it ends all that the command started. */
	exec_client_end_command(&t->v->client);
	t->asked = true;
	t->deadline = at + EXEC_GRACE;
	return false;
}

/* Take what the command prints. After the answer too: then nobody is left who could write more. */
static void
turn_read(struct turn *t, bool answered)
{
	const struct exec_client *c = &t->v->client;

	if (answered)
		capture_rest(t->text, t->sink, c->out, c->err);
	else
		capture_some(t->text, t->sink, c->out, c->err);
}

/* Take what the commands print until there is an answer, or none will come, from all N. */
static void
answers_wait(struct turn *t, size_t n)
{
	struct pollfd p[2 * 3];

	for (;;) {
		double at = clock_seconds(), next = INFINITY;
		bool waiting = false;

		for (size_t i = 0; i < n; i++) {
			struct turn *of = &t[i];

			of->over = of->over || turn_late(of, at);
			/* Below 0 a descriptor is passed over. */
			p[3 * i] = (struct pollfd){of->over ? -1 : of->v->client.socket, POLLIN, 0};
			p[3 * i + 1] =
			    (struct pollfd){of->over ? -1 : of->v->client.out, POLLIN, 0};
			p[3 * i + 2] =
			    (struct pollfd){of->over ? -1 : of->v->client.err, POLLIN, 0};
			if (of->over)
				continue;
			waiting = true;
			next = fmin(next, of->deadline);
		}
		if (!waiting)
			return;
		if (poll(p, 3 * n, (int)ceil(fmin(next - at, 1e6) * 1e3)) < 0) {
			if (errno != EINTR)
				die("cannot wait for bench-exec:");
			continue;
		}
		for (size_t i = 0; i < n; i++) {
			/* poll() looks at the socket first, so that what was printed before
			 * the answer is told with it. */
			if (p[3 * i + 1].revents || p[3 * i + 2].revents)
				turn_read(&t[i], p[3 * i].revents != 0);
			if (p[3 * i].revents)
				t[i].over = t[i].answered = true;
		}
	}
}

/* Ask for CALL. Returns false, with M filled, when there is nothing to wait for. */
static bool
turn_begin(struct turn *t, struct invoker *v, const struct invocation *call, struct measurement *m,
    struct output_text *text)
{
	int err;

	*t = (struct turn){.v = v, .text = text, .sink = call->sink, .over = true};
	capture_clear(text);
	text->show = v->show;
	if (v->interrupted) {
		measurement_none(m, INVOKE_INTERRUPTED, 0);
		return false;
	}
	err = invoke_request_build(&v->request, call);
	if (err) {
		measurement_none(m, INVOKE_UNSTARTED, err);
		return false;
	}
	invoke_request_compare(&v->request, &v->last);
	t->over = !exec_client_send(&v->client, &v->request);
	t->deadline = clock_seconds() + call->timeout + EXEC_GRACE;
	return true;
}

/* Start another bench-exec, where nothing is left of what the last one ran. */
static void
client_renew(struct invoker *v)
{
	struct kept_children kept = v->others;

	exec_client_stop(&v->client);
	buf_clear(&v->last);
	if (v->beside && kept.n < KEPT_CHILDREN_MAX)
		kept.at[kept.n++] = v->beside->client.pid;
	tree_sweep(&kept);
	/* Of this process too: the next bench-exec has it from here. */
	exec_client_unplace(&v->client);
	if (!surroundings_restore(&v->usual))
		warn("a command changed the priority or a limit of this process, which may not "
		     "put it back: what follows is measured with it");
	surroundings_note(&v->usual);
	exec_client_start(&v->client);
}

/* Whether the kernel killed a process of a command that did not end well for lack of memory. */
static void
memory_ask(struct invoker *v, struct measurement *m)
{
	if (m->end == INVOKE_SIGNALED || m->end == INVOKE_LOST ||
	    (m->end == INVOKE_EXITED && m->code != 0))
		m->memory = memory_kills_since("", &v->killed);
}

static void
turn_end(struct turn *t, struct measurement *m)
{
	struct invoker *v = t->v;
	bool answered = t->answered && exec_client_receive(&v->client, m);

	if (v->interrupted) {
		if (!answered)
			measurement_none(m, INVOKE_INTERRUPTED, 0);
		else if (m->end == INVOKE_UNSTARTED)
			m->end = INVOKE_INTERRUPTED;
	} else if (!answered || m->end == INVOKE_INTERRUPTED) {
		/* Nobody here asked it to end: what it ran did, or the machine. It will
		 * run nothing more, so that another has to. */
		measurement_none(m, INVOKE_LOST, 0);
		client_renew(v);
	} else if (m->altered) {
		client_renew(v);
	}
	memory_ask(v, m);
}

static void
turns_run(struct invoker *const v[], const struct invocation call[], struct measurement m[],
    struct output_text text[], size_t n)
{
	struct turn turns[2];
	bool begun[2];

	for (size_t i = 0; i < n; i++)
		begun[i] = turn_begin(&turns[i], v[i], &call[i], &m[i], &text[i]);
	answers_wait(turns, n);
	for (size_t i = 0; i < n; i++)
		if (begun[i])
			turn_end(&turns[i], &m[i]);
}

void
invoker_run(struct invoker *v, const struct invocation *call, struct measurement *m,
    struct output_text *text)
{
	turns_run(&v, call, m, text, 1);
}

void
invoker_run_both(struct invoker *const v[2], const struct invocation call[2],
    struct measurement m[2], struct output_text text[2])
{
	turns_run(v, call, m, text, 2);
}

void
invoker_interrupt(struct invoker *v)
{
	v->interrupted = 1;
	exec_client_end_command(&v->client);
}

void
invoker_stop(struct invoker *v)
{
	if (!v)
		return;
	exec_client_stop(&v->client);
	exec_client_unplace(&v->client);
	buf_free(&v->request);
	buf_free(&v->last);
	free(v->program);
	free(v);
}
