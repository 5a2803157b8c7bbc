/* bench-locate: say which commit made a row worse as far as is known, and what to measure next. */
#include <stdlib.h>

#include "base/option.h"
#include "base/output.h"
#include "base/util.h"
#include "bisect/bisection.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [BISECTION]",
    .about = "Read a bisection, the commits and what was measured of them, and write it again\n"
	     "with the chance of each commit and the answer.",
    .operands = 1,
};

int
main(int argc, char **argv)
{
	const char *path = NULL;
	bool quiet = false;
	const struct option_row rows[] = {
	    OPTION_OUTPUT(&path),
	    {'q', "quiet", NULL, "do not say the answer on standard error", OPTION_FLAG(&quiet)},
	    OPTION_COMMON,
	};
	struct operands operands;
	struct bisection b;
	struct json_writer *w;
	struct output *out;
	int status;

	program_set(argv[0]);
	operands = options_read(&usage, rows, argc, argv);
	bisection_load(&b, operands.at[0]);
	out = output_open(path);
	w = json_writer_new(output_file(out));
	bisection_write(w, &b);
	json_writer_free(w);
	output_commit(out);
	if (!quiet) {
		char *words = bisection_words(&b);

		warn("%s", words);
		free(words);
	}
	status = b.state.answer == HUNT_ON || b.state.answer == HUNT_FOUND ? STATUS_OK : STATUS_NO;
	bisection_free(&b);
	return status;
}
