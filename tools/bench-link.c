/* bench-link: run a build whose linkers put the code in another order, the one of BENCH_SALT. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/number.h"
#include "base/option.h"
#include "base/program_beside.h"
#include "base/temporary.h"
#include "base/util.h"
#include "link/salted_link.h"

static const struct option_usage usage = {
    .forms = "[OPTION]... [--] COMMAND [ARGUMENT]...",
    .about = "Run COMMAND, a build, so that what it links has the placement of BENCH_SALT.",
    .operands = OPERANDS_ANY,
    .command = true,
};

/* The folder of the bench-link by whose link this runs, or NULL: this is bench-link itself. */
#define FOLDER_NAME "BENCH_LINK_FOLDER"

static uint32_t
salt_read(void)
{
	const char *text = getenv("BENCH_SALT");
	uint64_t salt = 0;
	const char *digit = text;

	for (; text && *digit >= '0' && *digit <= '9' && salt <= UINT32_MAX; digit++)
		salt = 10 * salt + (uint64_t)(*digit - '0');
	if (!text)
		die("BENCH_SALT, a number from 1, is not set");
	if (digit == text || *digit || salt == 0 || salt > UINT32_MAX)
		die("BENCH_SALT must be a number from 1 to %lu, not '%s'",
		    (unsigned long)UINT32_MAX, text);
	return (uint32_t)salt;
}

/* Run COMMAND with FOLDER first in PATH; its status, as a shell tells it. */
static int
command_run(char **command, const char *folder)
{
	const char *path = getenv("PATH");
	char *first = xasprintf("%s:%s", folder, path ? path : "/usr/local/bin:/usr/bin:/bin");
	pid_t pid;
	int status;

	setenv(FOLDER_NAME, folder, 1);
	setenv("PATH", first, 1);
	pid = fork();
	if (pid < 0)
		die("cannot fork:");
	if (pid == 0) {
		execvp(command[0], command);
		warn("cannot run '%s':", command[0]);
		_exit(errno == ENOENT ? 127 : 126);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	free(first);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
main(int argc, char **argv)
{
	const struct option_row rows[] = {OPTION_COMMON};
	const char *name = strrchr(argv[0], '/');
	struct salted_link l = {.folder = getenv(FOLDER_NAME), .log = getenv("BENCH_LINK_LOG")};
	struct operands operands;
	char *program, *folder;
	int status;

	program_set("bench-link");
	name = name ? name + 1 : argv[0];
	if (l.folder && salted_link_name(name)) {
		l.salt = salt_read();
		salted_link_run(&l, name, argv);
	}
	operands = options_read(&usage, rows, argc, argv);
	if (operands.n == 0)
		die_usage("a command is wanted");
	salt_read();
	program = program_beside("bench-link");
	if (!program)
		die("cannot find the file of bench-link itself");
	folder = temporary_folder();
	salted_link_fill(folder, program);
	status = command_run(operands.at, folder);
	folder_empty(folder);
	rmdir(folder);
	free(folder);
	free(program);
	return status;
}
