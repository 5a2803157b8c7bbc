#include "github/job_summary.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/util.h"
#include "github/pull_request.h"
#include "render/markdown_fit.h"

static bool
write_all(int fd, const char *s, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, s, len);

		if (n <= 0)
			return false;
		s += n;
		len -= (size_t)n;
	}
	return true;
}

bool
job_summary_append(const char *text)
{
	const char *path = getenv("GITHUB_STEP_SUMMARY");
	struct markdown_size max = {JOB_SUMMARY_MAX, JOB_SUMMARY_MAX};
	struct buf b = BUF_INIT;
	struct stat st;
	bool done;
	int fd;

	if (!path || !*path)
		return false;
	fd = open(path, O_WRONLY | O_APPEND | O_CREAT, 0666);
	if (fd < 0 || fstat(fd, &st)) {
		warn("cannot open the job summary '%s':", path);
		if (fd >= 0)
			close(fd);
		return false;
	}
	if (st.st_size > 0)
		max.bytes -= st.st_size < JOB_SUMMARY_MAX ? (size_t)st.st_size : JOB_SUMMARY_MAX;
	markdown_fit(&b, text, strlen(text), max, "the artifacts");
	done = write_all(fd, b.s ? b.s : "", b.len);
	if (close(fd))
		done = false;
	if (!done)
		warn("cannot write the job summary '%s':", path);
	buf_free(&b);
	return done;
}

char *
job_summary_link(void)
{
	const char *server = getenv("GITHUB_SERVER_URL"), *repo = getenv("GITHUB_REPOSITORY");
	const char *run = getenv("GITHUB_RUN_ID");

	if (!server || !repo || !run || !pull_request_repo_valid(repo) || !*run ||
	    strlen(run) > 20 || strspn(run, "0123456789") != strlen(run) ||
	    strncmp(server, "https://", 8) != 0 || strlen(server) > 200 ||
	    strpbrk(server, " \t\n\r()<>[]\\`*_~\"'"))
		return xstrdup("the job summary");
	return xasprintf("[the job summary](%s/%s/actions/runs/%s)", server, repo, run);
}
