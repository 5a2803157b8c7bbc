# Shared by the tests with a real Slurm: a cluster of three nodes in $cluster.

# slurm_start: start it, or skip the test where Slurm is not installed.
slurm_start() {
	local program
	for program in slurmctld slurmd; do
		PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || skip "Slurm is not installed (slurm-wlm)"
	done
	cd "$BATS_TEST_TMPDIR" || return
	cluster=$BATS_TEST_TMPDIR/cluster
	"$ROOT/tests/slurm/cluster" start "$cluster" 3>&- 4>&-
	export SLURM_CONF=$cluster/slurm.conf BENCH_SLURM_POLL=0.2
}

# slurm_stop: in teardown.
slurm_stop() {
	[ -z "${cluster-}" ] || "$ROOT/tests/slurm/cluster" stop "$cluster"
}

# until COMMAND...: it comes true within a minute.
until_true() {
	for _ in $(seq 300); do
		! "$@" || return 0
		sleep 0.2
	done
	fail "not in a minute: $*"
}
