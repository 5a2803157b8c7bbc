#include "attest/openssl.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/input.h"
#include "base/temporary.h"
#include "base/util.h"

extern char **environ;

enum { PEM_MAX = 1 << 16, SIGNATURE_LEN = 64, PATH_LEN = 4096 };

/* A folder for what openssl reads and writes. */
struct scratch {
	char *folder;
};

static struct scratch
scratch_new(void)
{
	return (struct scratch){temporary_folder()};
}

static void
scratch_free(struct scratch *p)
{
	folder_empty(p->folder);
	rmdir(p->folder);
	free(p->folder);
}

/* The path of file NAME in P, in PATH. */
static char *
scratch_path(const struct scratch *p, const char *name, char path[PATH_LEN])
{
	if (snprintf(path, PATH_LEN, "%s/%s", p->folder, name) >= PATH_LEN)
		die("the path of a temporary file is too long");
	return path;
}

static void
scratch_put(const struct scratch *p, const char *name, const struct buf *b)
{
	char path[PATH_LEN];
	FILE *f = fopen(scratch_path(p, name, path), "w");

	if (!f || fwrite(b->s, 1, b->len, f) != b->len || fclose(f))
		temporary_die();
}

/* Run openssl with ARGV in P; whether it ends with 0. What it prints goes nowhere, but for what it
 * prints to standard error where TELL. */
static bool
run(const char *const *argv, bool tell)
{
	posix_spawn_file_actions_t actions;
	int status, error;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	if (!tell)
		posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	error = posix_spawnp(&pid, "openssl", &actions, NULL, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (error) {
		errno = error;
		die("cannot run 'openssl', which signatures need:");
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die("cannot wait for 'openssl':");
	if (WIFSIGNALED(status))
		die("'openssl' was ended by signal %d: there is no answer", WTERMSIG(status));
	if (WEXITSTATUS(status) == 127)
		die("cannot run 'openssl', which signatures need");
	return WEXITSTATUS(status) == 0;
}

static void
file_read(struct buf *b, const char *path)
{
	FILE *f = input_open(path);

	buf_read(b, f, PEM_MAX, path);
	input_close(f);
}

void
openssl_sign(struct buf *signature, const struct buf *bytes, const char *key)
{
	struct scratch p = scratch_new();
	char in[PATH_LEN], out[PATH_LEN];
	bool done;

	scratch_put(&p, "bytes", bytes);
	done = run((const char *[]){"openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key, "-in",
		       scratch_path(&p, "bytes", in), "-out", scratch_path(&p, "sig", out), NULL},
	    true);
	if (done)
		file_read(signature, out);
	scratch_free(&p);
	if (!done || signature->len != SIGNATURE_LEN)
		die("'%s' must be a private key for Ed25519", key);
}

bool
openssl_signed(const struct buf *signature, const struct buf *bytes, const struct buf *chain)
{
	struct scratch p;
	char in[PATH_LEN], sig[PATH_LEN], cert[PATH_LEN];
	bool is;

	if (signature->len != SIGNATURE_LEN)
		return false;
	p = scratch_new();
	scratch_put(&p, "bytes", bytes);
	scratch_put(&p, "sig", signature);
	scratch_put(&p, "chain", chain);
	is = run((const char *[]){"openssl", "pkeyutl", "-verify", "-rawin", "-certin", "-inkey",
		     scratch_path(&p, "chain", cert), "-in", scratch_path(&p, "bytes", in),
		     "-sigfile", scratch_path(&p, "sig", sig), NULL},
	    false);
	scratch_free(&p);
	return is;
}

/* Whether file AUTHORITY is one certificate as openssl writes it, which signed itself. */
static bool
is_root(const struct scratch *p, const char *authority)
{
	struct buf given = BUF_INIT, again = BUF_INIT;
	char out[PATH_LEN];
	bool is;

	file_read(&given, authority);
	is = run((const char *[]){"openssl", "x509", "-in", authority, "-out",
		     scratch_path(p, "again", out), NULL},
	    false);
	if (is)
		file_read(&again, out);
	is = is && given.len == again.len && memcmp(given.s, again.s, again.len) == 0 &&
	     run((const char *[]){"openssl", "verify", "-x509_strict", "-check_ss_sig",
		     "-no-CApath", "-no-CAstore", "-CAfile", authority, authority, NULL},
		 false);
	buf_free(&given);
	buf_free(&again);
	return is;
}

bool
openssl_trusted(const struct buf *chain, const char *authority)
{
	struct scratch p = scratch_new();
	char cert[PATH_LEN];
	bool is;

	scratch_put(&p, "chain", chain);
	scratch_path(&p, "chain", cert);
	is =
	    is_root(&p, authority) &&
	    run((const char *[]){"openssl", "verify", "-x509_strict", "-check_ss_sig", "-no-CApath",
		    "-no-CAstore", "-CAfile", authority, "-untrusted", cert, cert, NULL},
		false);
	scratch_free(&p);
	return is;
}
