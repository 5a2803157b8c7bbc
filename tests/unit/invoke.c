/* Invocations through bench-exec: ends, outputs, limits, and that nothing is left behind. */
#define _GNU_SOURCE /* setitimer's SIGALRM, mkdtemp, sched_getaffinity */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/util.h"
#include "check.h"
#include "kept_output.h"
#include "measure/invoke.h"

static cpu_set_t everywhere; /* before there was an invoker */
static struct invoker *invoker;
static struct output_text text;
static struct kept_output printed;
static struct measurement m;
static char *environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C", NULL};

static void
invoke(const struct invocation *call)
{
	struct output_sink sink = kept_output_sink(&printed);
	struct invocation heard = *call;

	kept_output_clear(&printed);
	heard.sink = &sink;
	invoker_run(invoker, &heard, &m, &text);
	capture_pass(&text, &sink);
}

static void
run(char *const *argv, double timeout)
{
	struct invocation call = {
	    .argv = argv, .env = environment, .timeout = timeout, .want_stdout = true};

	invoke(&call);
}

static void
sh(const char *script, double timeout)
{
	run((char *[]){"sh", "-c", (char *)script, NULL}, timeout);
}

static void
pause_ms(long ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

/* Whether the process whose number file PATH tells comes to its end. */
static bool
process_ends(const char *path)
{
	FILE *f = fopen(path, "r");
	int pid = 0;

	if (!f || fscanf(f, "%d", &pid) != 1 || pid < 2)
		pid = 0;
	if (f)
		fclose(f);
	for (int i = 0; pid && i < 5000; i++) {
		if (kill(pid, 0) && errno == ESRCH)
			return true;
		pause_ms(2);
	}
	return false;
}

static bool
said(const struct buf *b, const char *s)
{
	return b->len == strlen(s) && (!b->len || memcmp(b->s, s, b->len) == 0);
}

static void
ends_are_told(void)
{
	sh("exit 0", 60);
	CHECK(m.end == INVOKE_EXITED && m.code == 0 && m.end_ns > m.start_ns && m.peak_kib > 0);
	sh("exit 42", 60);
	CHECK(m.end == INVOKE_EXITED && m.code == 42);
	sh("kill -TERM $$", 60);
	CHECK(m.end == INVOKE_SIGNALED && m.code == SIGTERM);
	sh("kill -SEGV $$", 60);
	CHECK(m.end == INVOKE_SIGNALED && m.code == SIGSEGV);
	sh("kill -KILL $$", 60); /* not a timeout: nobody's time was up */
	CHECK(m.end == INVOKE_SIGNALED && m.code == SIGKILL);
}

/* A command that ends bench-exec ends only itself. */
static void
loss_is_survived(void)
{
	static const char *const signals[] = {"TERM", "INT", "KILL"};

	for (size_t i = 0; i < 3; i++) {
		char script[64];

		snprintf(script, sizeof script, "kill -%s $PPID; sleep 60", signals[i]);
		sh(script, 60);
		CHECK(m.end == INVOKE_LOST);
		sh("echo on", 60);
		CHECK(m.end == INVOKE_EXITED && m.code == 0 &&
		      said(&printed.kept[OUTPUT_STDOUT], "on\n"));
	}
}

static void
unstarted_is_told(void)
{
	char *env[2] = {NULL, NULL}, *one[] = {"true", NULL}, *odd[] = {"a", NULL},
	     *none[] = {NULL};
	struct invocation call = {.argv = one, .env = env, .timeout = 60};
	FILE *f;

	run((char *[]){"no-such-command", NULL}, 60);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == ENOENT);
	run((char *[]){"", NULL}, 60);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == ENOENT);
	run((char *[]){"/etc/passwd", NULL}, 60);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == EACCES);
	run((char *[]){"/", NULL}, 60);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == EACCES);
	run(none, 60);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == EINVAL);
	call.directory = "/no/such/folder";
	invoke(&call);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == ENOENT);
	call.directory = NULL;
	call.input = "/no/such/file";
	invoke(&call);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == ENOENT && m.run_delay_ns == -1);
	CHECK(m.counters[0] == -1 && m.peak_kib == 0);
	call.input = NULL;
	invoke(&call); /* no PATH: the system's own */
	CHECK(m.end == INVOKE_EXITED && m.code == 0);
	/* As a shell does: a file without #! is a script; found through PATH. */
	mkdir("bin", 0777);
	f = fopen("bin/a", "w");
	if (!f || fputs("echo \"$0 $1\"\n", f) == EOF || fclose(f) || chmod("bin/a", 0755))
		die("cannot write a script:");
	env[0] = "PATH=/nowhere::/etc/passwd:bin";
	call.argv = (char *[]){"a", "b", NULL};
	call.want_stdout = true;
	invoke(&call);
	CHECK(m.end == INVOKE_EXITED && said(&printed.kept[OUTPUT_STDOUT], "bin/a b\n"));
	env[0] = "PATH=/nowhere";
	call.argv = odd;
	invoke(&call);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == ENOENT);
}

static void
time_is_limited(void)
{
	sh("trap '' TERM INT HUP; while :; do sleep 1; done", 0.1);
	CHECK(m.end == INVOKE_TIMEOUT);
	sh("kill -STOP $$", 0.1);
	CHECK(m.end == INVOKE_TIMEOUT);
	sh("exec <&- >&- 2>&-; sleep 1000", 0.1);
	CHECK(m.end == INVOKE_TIMEOUT);
	sh("yes", 0.1);
	CHECK(m.end == INVOKE_TIMEOUT && printed.total[OUTPUT_STDOUT] > 0);
	sh("setsid sh -c 'echo $$ >away; exec sleep 1000' & (sh -c 'echo $$ >twice; exec sleep "
	   "1000' &) & while [ ! -s away ] || [ ! -s twice ]; do sleep 0.01; done; sleep 1000",
	    1);
	CHECK(m.end == INVOKE_TIMEOUT);
	CHECK(process_ends("away") && process_ends("twice"));
	sh("exit 3", 1e300);
	CHECK(m.end == INVOKE_EXITED && m.code == 3);
	sh("sleep 1000", 1e-9);
	CHECK(m.end == INVOKE_TIMEOUT);
}

static void
what_is_left_is_killed_and_counted(void)
{
	sh("(setsid sh -c 'echo $$ >left; exec sleep 1000' &); while [ ! -s left ]; do sleep "
	   "0.01; done; exit 5",
	    60);
	CHECK(m.end == INVOKE_EXITED && m.code == 5);
	CHECK(process_ends("left"));
	/* A grandchild that nobody waits for works until half a second of CPU is used. */
	sh("(sh -c 'trap \"\" HUP; i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo >done' "
	   "&); while [ ! -e done ]; do sleep 0.01; done",
	    60);
	CHECK(m.end == INVOKE_EXITED && m.code == 0);
	CHECK(m.user_us + m.system_us > 30000);
}

static void
outputs_pass(void)
{
	struct invocation call = {.env = environment, .timeout = 60};
	const struct buf *out = &printed.kept[OUTPUT_STDOUT], *err = &printed.kept[OUTPUT_STDERR];
	int size;

	sh("printf 'a\\0b\\377\\n'; printf oops >&2", 60);
	CHECK(out->len == 5 && memcmp(out->s, "a\0b\377\n", 5) == 0);
	CHECK(said(err, "oops") && said(&text.err, "oops"));
	CHECK(text.first_byte_ns == printed.first_ns && printed.first_ns >= m.start_ns);
	sh("printf 'one\\ntw'; sleep 0.02; printf 'o\\n\\nlast'", 60);
	CHECK(said(out, "one\ntwo\n\nlast") && printed.pieces[OUTPUT_STDOUT] == 2);
	CHECK(printed.last_ns - printed.first_ns >= 10000000);
	sh(":", 60);
	CHECK(out->len == 0 && err->len == 0 && !text.first_byte_ns);
	sh("head -c 30000000 /dev/zero & head -c 30000000 /dev/zero >&2; wait; echo end >&2", 60);
	CHECK(m.end == INVOKE_EXITED && !printed.disordered);
	CHECK(printed.total[OUTPUT_STDOUT] == 30000000);
	CHECK(printed.total[OUTPUT_STDERR] == 30000004);
	CHECK(text.err.len >= OUTPUT_TAIL && text.err.len < 2 * OUTPUT_TAIL);
	CHECK(memcmp(text.err.s + text.err.len - 4, "end\n", 4) == 0);
	capture_free(&text);
	/* What one command does to its descriptors is over with it. */
	call.argv = (char *[]){"sh", "-c", "echo no; echo yes >&2", NULL};
	invoke(&call);
	CHECK(out->len == 0 && said(err, "yes\n"));
	sh("exec perl -MFcntl -e 'fcntl(STDOUT, F_SETFL, O_NONBLOCK)'", 60);
	sh("exec perl -MFcntl -e 'print fcntl(STDOUT, F_GETFL, 0) & O_NONBLOCK ? 1 : 0'", 60);
	CHECK(said(out, "0"));
	/* 1031 and 1032 are F_SETPIPE_SZ and F_GETPIPE_SZ. */
	sh("exec perl -e 'print fcntl(STDOUT, 1032, 0)'", 60);
	size = atoi(out->s);
	sh("exec perl -e 'fcntl(STDOUT, 1031, 4096); print fcntl(STDOUT, 1032, 0)'", 60);
	CHECK(said(out, "4096"));
	sh("exec perl -e 'print fcntl(STDOUT, 1032, 0)'", 60);
	CHECK(size > 4096 && atoi(out->s) == size);
}

static void
surroundings_are_exact(void)
{
	char *env[] = {"B=2", "A=x y\nz", "EMPTY=", NULL};
	int cpus = CPU_COUNT(&everywhere);
	struct invocation call = {.argv = (char *[]){"/usr/bin/env", NULL},
	    .env = env,
	    .timeout = 60,
	    .want_stdout = true};

	invoke(&call);
	CHECK(said(&printed.kept[OUTPUT_STDOUT], "B=2\nA=x y\nz\nEMPTY=\n"));
	/* 0, 1, 2, and the folder that ls itself has open. */
	sh("ls /proc/self/fd", 60);
	CHECK(said(&printed.kept[OUTPUT_STDOUT], "0\n1\n2\n3\n"));
	sh("cat", 60);
	CHECK(m.code == 0 && printed.total[OUTPUT_STDOUT] == 0);
	/* The process group is the command's own, no signal is blocked or ignored. */
	sh("read -r pid name state parent group rest </proc/$$/stat; [ $pid = $group ]", 60);
	CHECK(m.end == INVOKE_EXITED && m.code == 0);
	sh("grep -E 'Sig(Blk|Ign)' /proc/self/status | grep -v '0000000000000000$'", 60);
	CHECK(m.code == 1 && printed.total[OUTPUT_STDOUT] == 0);
	/* The scheduling policy is the usual one, and so are the CPUs. */
	sh("set -- $(cat /proc/self/stat); shift 40; [ $1 = 0 ]", 60);
	CHECK(m.end == INVOKE_EXITED && m.code == 0);
	sh("nproc", 60);
	CHECK(atoi(printed.kept[OUTPUT_STDOUT].s) == cpus);
	call = (struct invocation){.argv = (char *[]){"sh", "-c", "pwd -P; cat", NULL},
	    .env = environment,
	    .directory = "/usr",
	    .input = "/proc/self/comm",
	    .timeout = 60,
	    .want_stdout = true};
	invoke(&call);
	CHECK(m.code == 0 && said(&printed.kept[OUTPUT_STDOUT], "/usr\nbench-exec\n"));
	/* No terminal: field 7 of stat is the controlling one's number. */
	sh("read -r pid name state parent group session terminal rest </proc/$$/stat; [ $terminal "
	   "= 0 ]",
	    60);
	CHECK(m.end == INVOKE_EXITED && m.code == 0);
}

/* A file gets what is printed, from its start each time. */
static void
output_goes_to_a_file(void)
{
	struct invocation call = {
	    .argv = (char *[]){"sh", "-c", "printf long; printf error >&2", NULL},
	    .env = environment,
	    .output = "printed",
	    .timeout = 60};
	char got[8] = "";
	FILE *f;

	f = fopen("printed", "w");
	if (!f || fclose(f))
		die("cannot make a file:");
	invoke(&call);
	CHECK(m.code == 0 && printed.kept[OUTPUT_STDOUT].len == 0 && said(&text.err, "error"));
	call.argv = (char *[]){"printf", "x", NULL};
	invoke(&call);
	f = fopen("printed", "r");
	CHECK(f && fgets(got, sizeof got, f) && strcmp(got, "x") == 0);
	if (f)
		fclose(f);
	call.output = "/no/such/folder/file";
	invoke(&call);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == ENOENT);
}

static void
leftovers_are_counted(void)
{
	sh("sleep 1000 & setsid sleep 1000 & exit 0", 60);
	CHECK(m.end == INVOKE_EXITED && m.left == 2);
	sh("sleep 0.01 & wait", 60);
	CHECK(m.end == INVOKE_EXITED && m.left == 0);
	sh("sleep 1000 & sleep 1000", 0.1);
	CHECK(m.end == INVOKE_TIMEOUT && m.left == 0);
}

/* Also a command that is repeated, which is not looked after each time. */
static void
alterations_are_undone(void)
{
	char before[32], after[32];

	sh("ulimit -n; nice", 60);
	snprintf(before, sizeof before, "%.*s", (int)text.out.len, text.out.s);
	for (int i = 0; i < 3; i++)
		sh("prlimit --pid $PPID --nofile=64:64; renice -n 3 -p $PPID", 60);
	CHECK(m.end == INVOKE_EXITED && m.code == 0);
	sh("ulimit -n; nice", 60);
	snprintf(after, sizeof after, "%.*s", (int)text.out.len, text.out.s);
	CHECK(strcmp(before, after) == 0 && strlen(after) > 3);
}

static void
stops_are_noticed(void)
{
	sh("kill -TTIN $$", 60);
	CHECK(m.end == INVOKE_STOPPED && m.code == SIGTTIN);
	sh("(sleep 0.05; kill -CONT $$) & kill -TSTP $$; exit 3", 60);
	CHECK(m.end == INVOKE_EXITED && m.code == 3);
	sh("kill -STOP $$", 0.1);
	CHECK(m.end == INVOKE_TIMEOUT && m.stopped == SIGSTOP);
}

static void
large_requests_pass_or_are_refused(void)
{
	char *big = xmalloc(900001), *huge = xmalloc(2000001);
	char *env[] = {"PATH=/usr/bin:/bin", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL};
	struct invocation call = {.argv = (char *[]){"sh", "-c", "echo ${#A}", NULL},
	    .env = env,
	    .timeout = 60,
	    .want_stdout = true};

	memset(big, 'x', 900000);
	big[900000] = '\0';
	memcpy(big, "A=", 2);
	big[100002] = '\0';
	env[1] = big;
	for (int i = 2; i < 9; i++) {
		env[i] = big + i * 100000 + 3;
		if (i < 8)
			big[(i + 1) * 100000 + 2] = '\0';
		memcpy(env[i], "B=", 2);
	}
	invoke(&call);
	CHECK(m.end == INVOKE_EXITED && m.code == 0 &&
	      said(&printed.kept[OUTPUT_STDOUT], "100000\n"));
	memset(huge, 'x', 2000000);
	huge[2000000] = '\0';
	env[1] = huge;
	env[2] = NULL;
	invoke(&call);
	CHECK(m.end == INVOKE_UNSTARTED && m.code == E2BIG);
	sh("exit 4", 60);
	CHECK(m.code == 4);
	free(big);
	free(huge);
}

/* TOUCH writes to exactly that many MiB. */
static void
memory_is_the_commands_own(char *touch, char *small)
{
	size_t size = 128 << 20;
	volatile char *held = xmalloc(size);

	for (size_t i = 0; i < size; i += 4096)
		held[i] = 1;
	run((char *[]){touch, "256", NULL}, 60);
	CHECK(m.peak_kib >= 256 * 1024 && m.peak_kib < 256 * 1024 * 1.01);
	run((char *[]){touch, "64", NULL}, 60);
	CHECK(m.peak_kib >= 64 * 1024 && m.peak_kib < 64 * 1024 * 1.01);
	CHECK(m.minor_faults >= 16);
	run((char *[]){small, NULL}, 60);
	CHECK(m.end == INVOKE_EXITED && m.peak_kib <= 700);
	/* Of the tree: the largest process, also one that is waited for by its parent. */
	sh("\"$0\" 1", 60);
	run((char *[]){"sh", "-c", "\"$0\" 32; :", touch, NULL}, 60);
	CHECK(m.code == 0 && m.peak_kib >= 32 * 1024 && m.peak_kib < 32 * 1024 * 1.05);
	free((void *)held);
}

static void
counters_are_optional(void)
{
	struct invocation call = {.argv = (char *[]){"sh", "-c", "sh -c : & wait", NULL},
	    .env = environment,
	    .timeout = 60,
	    .want_counters = true};

	invoke(&call);
	CHECK(m.end == INVOKE_EXITED && m.code == 0);
	for (int i = 0; i < NCOUNTERS; i++)
		CHECK(m.counters[i] >= -1);
	CHECK(m.counters[COUNTER_TASK_CLOCK] != 0);
	CHECK(m.counters[COUNTER_INSTRUCTIONS] != 0);
	sh(":", 60);
	CHECK(m.counters[COUNTER_TASK_CLOCK] == -1);
}

static size_t
descriptors_count(int pid)
{
	char path[64];
	size_t n = 0;
	DIR *d;

	snprintf(path, sizeof path, "/proc/%d/fd", pid);
	d = opendir(path);
	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n;
}

/* Of the one child of this process, which is bench-exec. */
static long
server_kib(int *pid)
{
	char path[64], line[256];
	long kib = 0;
	FILE *f;

	*pid = 0;
	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	f = fopen(path, "r");
	if (!f || fscanf(f, "%d", pid) != 1)
		*pid = 0;
	if (f)
		fclose(f);
	snprintf(path, sizeof path, "/proc/%d/status", *pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "VmRSS: %ld", &kib) == 1)
			break;
	if (f)
		fclose(f);
	return kib;
}

static void
nothing_leaks(char *small)
{
	long kib, later;
	size_t ours, theirs;
	int pid;

	run((char *[]){small, NULL}, 60);
	kib = server_kib(&pid);
	ours = descriptors_count(getpid());
	theirs = descriptors_count(pid);
	CHECK(kib > 0 && theirs > 3);
	for (int i = 0; i < 10000 && !failures; i++) {
		run((char *[]){small, NULL}, 60);
		CHECK(m.end == INVOKE_EXITED && m.code == 0);
	}
	later = server_kib(&pid);
	CHECK(later <= kib + 256);
	CHECK(descriptors_count(getpid()) == ours && descriptors_count(pid) == theirs);
}

static void
a_killed_client_leaves_nothing(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		invoker = invoker_start(NULL);
		sh("setsid sh -c 'echo $$ >orphan; exec sleep 1000' & echo $$ >main.new; mv "
		   "main.new main; sleep 1000",
		    1000);
		_exit(0);
	}
	while (access("main", F_OK) || access("orphan", F_OK))
		pause_ms(2);
	pause_ms(20);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	CHECK(process_ends("main") && process_ends("orphan"));
}

static void
on_alarm(int sig)
{
	(void)sig;
	invoker_interrupt(invoker);
}

static void
interrupts_end_it(void)
{
	struct sigaction sa = {.sa_handler = on_alarm};
	struct itimerval soon = {.it_value = {0, 50000}};

	sigaction(SIGALRM, &sa, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
	sh("trap '' TERM INT; echo $$ >victim; while :; do sleep 1; done", 1000);
	CHECK(m.end == INVOKE_INTERRUPTED && process_ends("victim"));
	sh("echo >later", 1000);
	CHECK(m.end == INVOKE_INTERRUPTED && access("later", F_OK) != 0);
}

int
main(int argc, char *argv[])
{
	char folder[] = "/tmp/invoke.XXXXXX", *base, *touch, *small, *slash, *clean;

	(void)argc;
	program_set(argv[0]);
	base = realpath("/proc/self/exe", NULL);
	for (int i = 0; base && i < 2; i++)
		if ((slash = strrchr(base, '/')))
			*slash = '\0';
	touch = xasprintf("%s/peers/touch", base);
	small = xasprintf("%s/peers/static-true", base);
	if (!mkdtemp(folder) || chdir(folder))
		die("cannot make a folder:");
	sched_getaffinity(0, sizeof everywhere, &everywhere);
	invoker = invoker_start(NULL);
	ends_are_told();
	loss_is_survived();
	unstarted_is_told();
	time_is_limited();
	what_is_left_is_killed_and_counted();
	outputs_pass();
	surroundings_are_exact();
	output_goes_to_a_file();
	leftovers_are_counted();
	alterations_are_undone();
	stops_are_noticed();
	large_requests_pass_or_are_refused();
	memory_is_the_commands_own(touch, small);
	counters_are_optional();
	nothing_leaks(small);
	interrupts_end_it();
	invoker_stop(invoker);
	a_killed_client_leaves_nothing();
	capture_free(&text);
	kept_output_clear(&printed);
	free(base);
	free(touch);
	free(small);
	clean = xasprintf("rm -rf '%s'", folder);
	if (chdir("/") || system(clean))
		failures++;
	free(clean);
	return failures != 0;
}
