/* bench-env: say what machine, devices and commit this is. */
#include <stdio.h>
#include <stdlib.h>

#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "machine/environment.h"
#include "machine/machine_warn.h"
#include "measure/fitness.h"

#define CHECK_SECONDS 2.5

static const struct option_usage usage = {
    .forms = "[OPTION]...",
    .about = "Print the environment that results belong to, as JSON.",
};

static int
check_print(struct environment *env, FILE *file)
{
	struct warnings *warnings = environment_warnings(env);
	struct fitness fitness;

	machine_warn("", environment_cores(env), warnings);
	machine_warn_quota(environment_cpu_quota(env), warnings);
	fitness_measure(CHECK_SECONDS, &fitness, warnings);
	fitness_print(&fitness, warnings, file);
	return fitness_ok(&fitness) ? STATUS_OK : STATUS_NO;
}

int
main(int argc, char **argv)
{
	const char *path = NULL;
	bool short_form = false, check = false;
	const struct option_row rows[] = {
	    {'c', "check", NULL, "say how fit this machine is for measuring: exit 0 fit, 1 not",
		OPTION_FLAG(&check)},
	    {'f', "fingerprint", NULL, "print the fingerprint alone", OPTION_FLAG(&short_form)},
	    OPTION_OUTPUT(&path),
	    OPTION_COMMON,
	};
	struct environment *env;
	struct json_writer *w;
	struct output *out;
	int status = STATUS_OK;

	program_set(argv[0]);
	options_read(&usage, rows, argc, argv);
	if (check && short_form)
		die_usage("--check and --fingerprint are two different things");
	out = output_open(path);
	env = environment_probe();
	if (check) {
		status = check_print(env, output_file(out));
	} else if (short_form) {
		fprintf(output_file(out), "%s\n", environment_fingerprint(env));
	} else {
		machine_warn("", environment_cores(env), environment_warnings(env));
		machine_warn_quota(environment_cpu_quota(env), environment_warnings(env));
		w = json_writer_new(output_file(out));
		environment_write(env, w, NULL);
		json_break(w);
		json_writer_free(w);
	}
	environment_free(env);
	output_commit(out);
	return status;
}
