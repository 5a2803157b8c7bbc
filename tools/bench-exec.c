/* bench-exec: measure exactly one execution of one command. */
#define _GNU_SOURCE /* environ */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/option.h"
#include "base/output.h"
#include "base/signals.h"
#include "base/util.h"
#include "exec/control_work.h"
#include "exec/counters.h"
#include "exec/exec_server.h"
#include "exec/execution.h"
#include "exec/program_file.h"
#include "json/json_writer.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [--] COMMAND [ARGUMENT]...",
    .about = "Measure one execution of COMMAND and write one line of JSON.",
    .operands = OPERANDS_ANY,
    .command = true,
};

static void
measurement_write(struct json_writer *w, char *const *command, const struct measurement *m)
{
	bool ok = m->end == INVOKE_EXITED && m->code == 0, any = false;

	json_object_begin(w, NULL);
	json_array_begin(w, "command");
	for (; *command; command++)
		json_string(w, NULL, *command);
	json_array_end(w);
	json_string(w, "status", ok ? "ok" : m->end == INVOKE_TIMEOUT ? "timeout" : "failed");
	json_integer(w, m->end == INVOKE_EXITED ? "exit" : "signal", m->code);
	json_number(w, "duration_ms", measurement_duration_ms(m));
	json_number(w, "user_ms", measurement_user_ms(m));
	json_number(w, "system_ms", measurement_system_ms(m));
	json_number(w, "cpu_ms", measurement_cpu_ms(m));
	json_number(w, "memory_mb", measurement_memory_mb(m));
	json_object_begin(w, "page_faults");
	json_integer(w, "minor", m->minor_faults);
	json_integer(w, "major", m->major_faults);
	json_object_end(w);
	json_integer(w, "voluntary_switches", m->voluntary_switches);
	json_integer(w, "involuntary_switches", m->involuntary_switches);
	json_number(w, "run_delay_ms", measurement_run_delay_ms(m));
	if (m->left)
		json_integer(w, "left_behind", m->left);
	for (int i = 0; i < NCOUNTERS; i++)
		any |= m->counters[i] >= 0;
	if (any) {
		json_object_begin(w, "counters");
		for (int i = 0; i < NCOUNTERS; i++)
			if (m->counters[i] >= 0)
				json_integer(w, counter_names[i], m->counters[i]);
			else
				json_string(w, counter_names[i], "unavailable");
		json_object_end(w);
	} else {
		json_string(w, "counters", "unavailable");
	}
	json_object_end(w);
}

/* Measure COMMAND once and write the line to PATH. */
static void
measure(char **command, struct execution *x, const char *path)
{
	struct output *out = output_open(path);
	struct json_writer *w;
	struct measurement m;
	int null = open("/dev/null", O_RDONLY);

	if (null < 0)
		die("cannot open '/dev/null':");
	if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD)
		die("cannot tell COMMAND's processes from those this process has already");
	/* A command reads no terminal: it is in a session of its own, which has none. */
	x->in = isatty(0) ? null : 0;
	x->session = true;
	execution_prepare();
	execution_measure(x, &m);
	if (execution_signal()) {
		output_discard(out);
		signal_end(execution_signal());
	}
	signals_catch_writes(); /* COMMAND found all at their default */
	if (m.end == INVOKE_UNSTARTED)
		die("cannot run '%s'%s%s%s: %s", command[0], x->directory ? " in '" : "",
		    x->directory ? x->directory : "", x->directory ? "'" : "",
		    x->directory && access(x->directory, X_OK)
			? strerror(m.code)
			: program_refusal(command[0], x->env, x->directory, m.code));
	w = json_writer_new(output_file(out));
	measurement_write(w, command, &m);
	json_writer_free(w);
	fputc('\n', output_file(out));
	output_commit(out);
	stdout_close();
}

/* Serve bench-run over the socket that standard input is. */
static int
answer(const char *number)
{
	socklen_t len = sizeof(int);
	int type;

	if (getsockopt(0, SOL_SOCKET, SO_TYPE, &type, &len))
		die_usage("'--serve' is for bench-run, which asks over a socket");
	return exec_serve(atoi(number));
}

int
main(int argc, char *argv[])
{
	struct execution x = {.env = environ, .out = 1, .err = 2};
	const char *path = NULL, *serve = NULL;
	double seconds = 0;
	bool control = false;
	const struct option_row rows[] = {
	    {'c', "counters", NULL, "count instructions and other perf events too",
		OPTION_FLAG(&x.counters)},
	    {'C', "directory", "DIR", "run COMMAND in DIR", OPTION_STRING(&x.directory)},
	    {'o', "output", "FILE",
		"write FILE, whole or not at all, and leave standard output to COMMAND",
		OPTION_STRING(&path)},
	    {'t', "timeout", "TIME", "kill COMMAND after TIME (20s, 1.5m, 500ms)",
		OPTION_TIME(&seconds)},
	    {0, "serve", "NUMBER", "measure what bench-run asks for over a socket",
		OPTION_STRING(&serve), .hidden = true},
	    {0, "control", NULL, "be the workload of the control row", OPTION_FLAG(&control),
		.hidden = true},
	    OPTION_COMMON,
	};
	struct operands operands;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	if (control)
		return control_work() == 0; /* which it never is */
	if (serve)
		return answer(serve);
	if (operands.n == 0)
		die_usage("expected a command to measure");
	x.timeout_us = (int64_t)(seconds * 1e6);
	x.argv = xcalloc(operands.n + 2, sizeof *x.argv);
	x.argv++;
	for (size_t i = 0; i < operands.n; i++)
		x.argv[i] = operands.at[i];
	if (output_is_standard(path))
		x.out = 2;
	measure(operands.at, &x, path);
	return STATUS_OK;
}
