#include "exec/program_exec.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "exec/program_file.h"

#define DEFAULT_PATH "/bin:/usr/bin" /* as execvp() has it */

const char *
program_path(char *const *env)
{
	for (; *env; env++)
		if (strncmp(*env, "PATH=", 5) == 0)
			return *env + 5;
	return DEFAULT_PATH;
}

bool
program_candidate(const char **path, const char *name, char file[PATH_MAX])
{
	size_t len = strlen(name);

	while (*path) {
		const char *from = *path;
		size_t folder = strcspn(from, ":");

		*path = from[folder] ? from + folder + 1 : NULL;
		if (folder + 1 + len >= PATH_MAX)
			continue;
		memcpy(file, from, folder);
		if (folder)
			file[folder++] = '/';
		memcpy(file + folder, name, len + 1);
		return true;
	}
	return false;
}

/* Returns the errno. */
static int
file_exec(char **argv, char *file, char *const *env, volatile int64_t *start_ns)
{
	char *name = argv[0];

	*start_ns = clock_ns();
	execve(file, argv, env);
	if (errno != ENOEXEC)
		return errno;
	if (!program_is_text(file))
		return ENOEXEC;
	argv[-1] = (char *)"/bin/sh";
	argv[0] = file;
	*start_ns = clock_ns();
	execve("/bin/sh", argv - 1, env);
	argv[0] = name;
	return errno;
}

int
program_exec(char **argv, char *const *env, volatile int64_t *start_ns)
{
	static char file[PATH_MAX];
	const char *path = program_path(env);
	int err = ENOENT;

	if (!*argv[0])
		return ENOENT;
	if (strchr(argv[0], '/'))
		return file_exec(argv, argv[0], env, start_ns);
	while (program_candidate(&path, argv[0], file)) {
		int why = file_exec(argv, file, env, start_ns);

		if (why == EACCES)
			err = EACCES;
		else if (why != ENOENT && why != ENOTDIR)
			return why;
	}
	return err;
}
