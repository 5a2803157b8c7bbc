# bench-slurm on a real Slurm; tests/slurm/ has what takes longer.
load helper
load slurm/slurm

setup() {
	slurm_start
}

teardown() {
	slurm_stop
}

@test "the shards of a split run on the nodes that have what they need, and are joined" {
	cat >s.yml <<-'END'
		version: 1
		benchmarks:
		  - {name: a, matrix: {n: [1, 2, 3]}, run: 'true ${{ matrix.n }}', runs: 3, warmup: 0}
		  - {name: b, runs-on: [arm64], priority: 9, run: 'printenv SLURMD_NODENAME', runs: 3, warmup: 0,
		     pass-env: [SLURMD_NODENAME], metrics: {node: {unit: '', better: lower, from: stdout, pattern: 'n(3)', gate: false}}}
		  - {name: c, runs-on: [rig], run: 'true', runs: 3, warmup: 0}
		  - {name: d, runs-on: [sparc], run: 'true', runs: 3, warmup: 0}
	END
	bench-plan -S 5 --split split -F json s.yml >list.json
	run --separate-stderr bench-slurm --gres rig=rig:1 --retries 0 -o all.json split
	assert_equal "$status" 1
	said 'Invalid feature specification'
	said '1 of 5 shards are lost'
	json '.benchmarks | map([.id, .status, .iterations // 0]) == [["a/n=1", "ok", 3], ["a/n=2", "ok", 3],
		["a/n=3", "ok", 3], ["b", "ok", 3], ["c", "ok", 3], ["d", "interrupted", 0]]' all.json
	json '.benchmarks[] | select(.id == "b") | .metrics.node.samples == [3, 3, 3]' all.json
	json '.benchmarks[] | select(.id == "d") | .reason | startswith("shard ") and endswith("no node brought its results")' all.json
	# A gate does not pass on what was lost.
	jq '.benchmarks |= map(. + {status: "ok"} | if .id == "d" then . + {duration_ms: 2, iterations: 3} else . end)' all.json >base.json
	run --separate-stderr bench-diff base.json all.json
	assert_equal "$status" 1
	json '[.rows[] | select(.id == "d") | .verdict] | unique == ["unmeasured"]'
	# What is there is not measured again.
	sum=$(cat split/results/*.json | cksum)
	run --separate-stderr bench-slurm --collect -o again.json split
	assert_equal "$status" 1
	assert_equal "$(cat split/results/*.json | cksum)" "$sum"
	cmp all.json again.json
}
