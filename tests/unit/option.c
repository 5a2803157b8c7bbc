/* A table of options: what is read by it, what is refused, what is printed of it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/option.h"
#include "base/util.h"
#include "check.h"

enum { WORDS_MAX = 16 };

/* What the table below fills. */
struct got {
	bool strict, quiet, secret;
	int control, colour;
	const char *output;
	struct option_list metrics;
	size_t runs;
	double time, percent;
	struct operands operands;
	char text[256]; /* the words */
	char *argv[WORDS_MAX];
};

static const char *const colours[] = {"red", "green", "blue", NULL};

static const struct option_usage usage = {"[OPTION]... [FILE]...\n-- COMMAND",
    "Do what a test of options does, in a sentence that is long enough to be broken into lines.", 4,
    false};

/* Read the words of LINE, split at spaces, into G. */
static void
read_line(struct got *g, const char *line, bool command)
{
	const struct option_row rows[] = {
	    OPTION_HEADING("What:"),
	    {'s', "strict", NULL, "be strict", OPTION_FLAG(&g->strict)},
	    {'q', "quiet", NULL, "say nothing", OPTION_FLAG(&g->quiet)},
	    {0, "control", NULL, "with control", OPTION_SET(&g->control, 1)},
	    {0, "no-control", NULL, "without", OPTION_SET(&g->control, 0)},
	    {0, "secret", NULL, "for others", OPTION_FLAG(&g->secret), .hidden = true},
	    OPTION_HEADING("How:"),
	    {'c', "colour", "COLOUR", "of the result", OPTION_CHOICE(&g->colour, colours)},
	    {'m', "metric", "METRIC",
		"one of the metrics; may be repeated, and what is told of "
		"it here takes two lines",
		OPTION_LIST(&g->metrics)},
	    {'r', "runs", "N", "how many", OPTION_COUNT(&g->runs, 1, 100)},
	    {'t', "timeout", "TIME", "how long", OPTION_TIME(&g->time)},
	    {0, "tolerance-of-what-is-wide", "PERCENT", "how wide", OPTION_PERCENT(&g->percent)},
	    OPTION_OUTPUT(&g->output),
	    OPTION_COMMON,
	};
	struct option_usage of = usage;
	int argc = 1;

	*g = (struct got){.control = -1, .colour = -1};
	of.command = command;
	snprintf(g->text, sizeof g->text, "%s", line);
	g->argv[0] = (char[]){"option"};
	for (char *w = strtok(g->text, " "); w && argc < WORDS_MAX - 1; w = strtok(NULL, " "))
		g->argv[argc++] = w;
	g->operands = options_read(&of, rows, argc, g->argv);
}

/* What LINE says on standard error and output when it ends the program with STATUS. */
static const char *
ended(const char *line, int status)
{
	static char text[8192];
	int fds[2], end;
	size_t n = 0;
	ssize_t k;
	pid_t pid;

	if (pipe(fds) || (pid = fork()) < 0)
		return "no process";
	if (pid == 0) {
		struct got g;

		dup2(fds[1], 1);
		dup2(fds[1], 2);
		read_line(&g, line, false);
		_exit(99);
	}
	close(fds[1]);
	while ((k = read(fds[0], text + n, sizeof text - 1 - n)) > 0)
		n += (size_t)k;
	text[n] = '\0';
	close(fds[0]);
	waitpid(pid, &end, 0);
	return WIFEXITED(end) && WEXITSTATUS(end) == status ? text : "another status";
}

/* LINE is refused: MESSAGE, and where to look. */
static void
refused(const char *line, const char *message)
{
	const char *text = ended(line, STATUS_TROUBLE);
	char expected[1024];

	snprintf(expected, sizeof expected, "option: %s\ntry 'option --help'\n", message);
	if (strcmp(text, expected) != 0) {
		fprintf(stderr, "'%s': %s", line, text);
		failures++;
	}
}

static void
check_read(void)
{
	struct got g;

	read_line(&g, "", false);
	CHECK(!g.strict && !g.output && g.operands.n == 0 && !g.operands.at[0]);
	read_line(&g, "a -s b --output x - -r 7", false);
	CHECK(g.strict && !g.quiet && strcmp(g.output, "x") == 0 && g.runs == 7);
	CHECK(g.operands.n == 3 && g.operands.before == 3 && !g.operands.dashes);
	CHECK(strcmp(g.operands.at[0], "a") == 0 && strcmp(g.operands.at[2], "-") == 0);
	CHECK(!g.operands.at[3]);
	/* grouped; a value in the same word, or the next; an option's look is no matter in a value
	 */
	read_line(&g, "-sqofile", false);
	CHECK(g.strict && g.quiet && strcmp(g.output, "file") == 0);
	read_line(&g, "-qo -s", false);
	CHECK(g.quiet && !g.strict && strcmp(g.output, "-s") == 0);
	read_line(&g, "--output=a=b --output=", false);
	CHECK(strcmp(g.output, "") == 0);
	read_line(&g, "--colour=green -m a -mb --metric=c", false);
	CHECK(g.colour == 1 && g.metrics.n == 3 && strcmp(g.metrics.at[2], "c") == 0);
	free(g.metrics.at);
	read_line(&g, "-t 1.5m --tol 5% --no-control", false);
	CHECK(g.time == 90 && fabs(g.percent - 0.05) < 1e-12 && g.control == 0);
	/* shortened, while it fits one */
	read_line(&g, "--st --contr --secret", false);
	CHECK(g.strict && g.control == 1 && g.secret);
	read_line(&g, "a -- -s --", false);
	CHECK(!g.strict && g.operands.dashes && g.operands.before == 1 && g.operands.n == 3);
	CHECK(strcmp(g.operands.at[1], "-s") == 0 && strcmp(g.operands.at[2], "--") == 0);
	read_line(&g, "-q a -s -- b", true);
	CHECK(g.quiet && !g.strict && g.operands.n == 4 && !g.operands.dashes);
}

static void
check_refused(void)
{
	refused("-x", "unknown option '-x'");
	refused("-sx", "unknown option '-x'");
	refused("--stric-t", "unknown option '--stric-t' (nearest: '--strict')");
	refused("--zzzzzzz", "unknown option '--zzzzzzz'");
	refused("--=x", "unknown option '--'");
	refused("--secre", "unknown option '--secre'");
	refused("--co", "'--co' can be '--control' or '--colour'");
	refused("--strict=yes", "'--strict' takes no value, found 'yes'");
	refused("-o", "'-o' needs a value: FILE");
	refused("-q --output", "'--output' needs a value: FILE");
	refused("a b c d e f", "unexpected operand 'e'");
	refused("-r 101", "'--runs' must be a whole number from 1 to 100, not '101'");
	refused("--runs=1x", "'--runs' must be a whole number from 1 to 100, not '1x'");
	refused("-t 0", "'--timeout' must be a time such as 500ms, 20s or 15m, not '0'");
	refused("--tol x",
	    "'--tolerance-of-what-is-wide' must be a percentage like 5% or 0.05, not 'x'");
	refused("--tol 5",
	    "'--tolerance-of-what-is-wide' must be written '5%' or as a fraction below 1: '5' "
	    "could mean 5% or 5 times");
	refused("-c gren",
	    "'--colour' must be 'red', 'green' or 'blue', not 'gren' (nearest: 'green')");
	refused("--help=all", "'--help' must be 'options' or nothing, not 'all'");
}

static const char usage_text[] =
    "usage: option [OPTION]... [FILE]...\n"
    "       option -- COMMAND\n"
    "Do what a test of options does, in a sentence that is long enough to be broken\n"
    "into lines.\n"
    "\n"
    "What:\n"
    "  -s, --strict         be strict\n"
    "  -q, --quiet          say nothing\n"
    "      --control        with control\n"
    "      --no-control     without\n"
    "How:\n"
    "  -c, --colour COLOUR  of the result\n"
    "  -m, --metric METRIC  one of the metrics; may be repeated, and what is told of\n"
    "                       it here takes two lines\n"
    "  -r, --runs N         how many\n"
    "  -t, --timeout TIME   how long\n"
    "      --tolerance-of-what-is-wide PERCENT\n"
    "                       how wide\n"
    "  -o, --output FILE    write FILE, whole or not at all\n"
    "  -h, --help           print this\n"
    "  -V, --version        print the version\n";

static const char list_text[] =
    "-s\t--strict\t\tbe strict\t\n"
    "-q\t--quiet\t\tsay nothing\t\n"
    "\t--control\t\twith control\t\n"
    "\t--no-control\t\twithout\t\n"
    "-c\t--colour\tCOLOUR\tof the result\tred green blue\n"
    "-m\t--metric\tMETRIC\tone of the metrics; may be repeated, and what is told of it here "
    "takes two lines\t\n"
    "-r\t--runs\tN\thow many\t\n"
    "-t\t--timeout\tTIME\thow long\t\n"
    "\t--tolerance-of-what-is-wide\tPERCENT\thow wide\t\n"
    "-o\t--output\tFILE\twrite FILE, whole or not at all\t\n"
    "-h\t--help\t\tprint this\t\n"
    "-V\t--version\t\tprint the version\t\n";

static void
check_printed(void)
{
	CHECK(strcmp(ended("--help", STATUS_OK), usage_text) == 0);
	CHECK(strcmp(ended("-qh nothing --after", STATUS_OK), usage_text) == 0);
	CHECK(strcmp(ended("--help=options", STATUS_OK), list_text) == 0);
	CHECK(strcmp(ended("--version", STATUS_OK), "option (benchpipe) " VERSION "\n") == 0);
}

int
main(void)
{
	program_set("option");
	check_read();
	check_refused();
	check_printed();
	return failures > 0;
}
