# Nodes that go away in the middle, in a real Slurm ('make check-slurm').
load ../helper
load slurm

setup() {
	slurm_start
}

teardown() {
	slurm_stop
}

# running NODE: a shard runs there.
running() {
	[ -n "$(squeue -h -w "$1" -t running -o %i 2>/dev/null)" ]
}

@test "with a node set down and one killed, no shard is lost, and none is counted twice" {
	cat >s.yml <<-'END'
		version: 1
		benchmarks:
		  - {name: a, matrix: {n: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}, run: 'sleep 0.2', runs: 5, warmup: 0}
	END
	bench-plan -S 12 --split split -F json s.yml >list.json
	bench-slurm -o all.json split 2>err 3>&- 4>&- &
	pid=$!
	until_true running n1
	until_true running n2
	scontrol update nodename=n1 state=down reason=test
	"$ROOT/tests/slurm/cluster" kill "$cluster" n2
	began_again() { [ "$(scontrol show job 2>/dev/null | grep -c ' Restarts=[1-9]')" -ge 1 ]; }
	until_true began_again
	status=0
	wait "$pid" || status=$?
	cat err >&2
	assert_equal "$status" 0
	json '.benchmarks | length == 12 and all(.status == "ok" and .iterations == 5 and (.sessions | length) == 1)' all.json
	json '[.benchmarks[].sessions[].shard] | length == 12 and (unique | length) == 12' all.json
	# What the killed ones left does not count, and neither does a shard that ran twice.
	bench-run -q -o twice.json split/plans/01.json
	bench-merge -o merged.json all.json twice.json
	json '.benchmarks | length == 12 and all(.iterations == 5)' merged.json
}

@test "a hundred shards: what Slurm costs a shard" {
	{
		printf 'version: 1\nbenchmarks:\n  - {name: a, matrix: {n: ['
		seq -s , 100
		printf "]}, run: 'true \${{ matrix.n }}', runs: 3, warmup: 0}\n"
	} >s.yml
	bench-plan -S 100 --split split -F json s.yml >list.json
	began=$(date +%s%N)
	run --separate-stderr bench-slurm -o all.json split
	ended=$(date +%s%N)
	assert_success
	json '.benchmarks | length == 100 and all(.status == "ok")' all.json
	echo "# 100 shards on 3 nodes: $(((ended - began) / 100000000)) ms each" >&3
}
