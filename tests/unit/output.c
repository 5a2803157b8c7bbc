/* A document that appears whole or not at all, in the current folder: it must be empty. */
#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "base/output.h"
#include "base/signals.h"
#include "base/util.h"
#include "check.h"

/* Whether the file PATH holds TEXT; NULL: whether there is none. */
static bool
holds(const char *path, const char *text)
{
	char got[100] = "";
	FILE *f = fopen(path, "r");
	size_t n;

	if (!f || !text)
		return !f && !text;
	n = fread(got, 1, sizeof got - 1, f);
	fclose(f);
	return n == strlen(text) && memcmp(got, text, n) == 0;
}

/* How many names there are in the current folder. */
static int
names(void)
{
	DIR *dir = opendir(".");
	int n = -2; /* itself and its parent */

	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return n;
}

static mode_t
mode(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static struct output *
written(struct output *o, const char *text)
{
	fputs(text, output_file(o));
	return o;
}

static void
replaced(void)
{
	struct output *o;

	umask(027);
	o = written(output_open("a"), "one");
	CHECK(holds("a", NULL) && names() == 0);
	output_commit(o);
	CHECK(holds("a", "one") && mode("a") == 0640 && names() == 1);

	chmod("a", 0604);
	o = written(output_open("a"), "two");
	fflush(output_file(o));
	CHECK(holds("a", "one") && names() == 1);
	output_commit(o);
	CHECK(holds("a", "two") && mode("a") == 0604 && names() == 1);

	output_discard(written(output_open("a"), "three"));
	output_discard(NULL);
	CHECK(holds("a", "two") && names() == 1);
}

static void
through_links_and_devices(void)
{
	struct stat st;

	CHECK(symlink("a", "link") == 0);
	output_commit(written(output_open("link"), "by a link"));
	CHECK(holds("a", "by a link") && lstat("link", &st) == 0 && S_ISLNK(st.st_mode));
	output_commit(written(output_open("/dev/null"), "nothing"));
	CHECK(names() == 2);
	unlink("link");
}

/* Two at once, under names of their own; one that is there is not touched. */
static void
made_new(void)
{
	struct output *first = written(output_open_new("n", ".json"), "first");
	struct output *second = written(output_open_new("n", ".json"), "second");

	output_commit(second);
	output_commit(first);
	CHECK(holds("n.json", "second") && holds("n_2.json", "first"));
	output_commit(written(output_open_new("n", ".json"), "third"));
	CHECK(holds("n.json", "second") && holds("n_3.json", "third") && names() == 4);
}

static void
trouble(void)
{
	CHECK_DIES(output_open(""));
	CHECK_DIES(output_open("none/a"));
	CHECK_DIES(output_open("/"));
	CHECK_DIES(output_commit(written(output_open("/dev/full"), "x")));
	/* What dies on the way leaves nothing. */
	CHECK_DIES((written(output_open("a"), "half"), die("cut off")));
	CHECK(holds("a", "by a link") && names() == 4);
}

static void
ended(int sig)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		written(output_open("a"), "half");
		output_open_new("n", ".json");
		signal(sig, SIG_DFL); /* who started this may ignore it */
		raise(sig);
		_exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == sig);
	CHECK(holds("a", "by a link") && names() == 4);
}

/* What was spooled for standard output comes at the end, or is trouble. */
static void
standard_output(void)
{
	struct output *o;
	int saved = dup(STDOUT_FILENO);

	CHECK(freopen("stdout", "w", stdout));
	o = written(output_open("-"), "to standard output");
	fflush(output_file(o));
	CHECK(holds("stdout", ""));
	output_commit(o);
	CHECK(holds("stdout", "to standard output"));
	CHECK(freopen("/dev/full", "w", stdout));
	CHECK_DIES(output_commit(written(output_open(NULL), "x")));
	dup2(saved, STDOUT_FILENO);
	close(saved);
}

int
main(void)
{
	CHECK(names() == 0);
	replaced();
	through_links_and_devices();
	made_new();
	trouble();
	for (size_t i = 0; i < SIGNALS_ENDING; i++)
		ended(signals_ending[i]);
	ended(SIGXFSZ);
	ended(SIGKILL);
	standard_output();
	return failures != 0;
}
