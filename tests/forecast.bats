# What a run tells people while it goes on: how long it takes, how far it is, and what it cannot do.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir base head
	# Takes as long as its folder says.
	printf '#!/bin/sh\nexec sleep "$(cat seconds)"\n' >slow
	chmod +x slow
	echo 0.01 >base/seconds
	echo 0.4 >head/seconds
	cat >s.yml <<-'END'
		version: 1
		suite: s
		defaults: {warmup: 1}
		benchmarks:
		  - {name: bench, run: ../slow}
		  - {name: quick, run: "true"}
	END
}

measure() {
	run --separate-stderr bench-run --no-control -o r.json --variant base=base --variant head=head "$@" s.yml
}

@test "a case whose rounds do not fit into the budget is named at once, with the budget that they fit into" {
	measure --budget 2s
	assert_success
	[ "$(grep -c "'bench' takes 0.4[0-9]* s a round: about [1-4] rounds* fits* into the budget of 2 s, and 12 are wanted to see a change in one of 4 rows: let each run of it do less, or give --budget 10s$" <<<"$stderr")" = 1 ] || fail "$stderr"
	[ "$(grep -c "a round takes 4[0-9]* ms: the budget of 2 s ends the run after about [1-4] of 4*[0-9]* rounds, 0:0[12] from now$" <<<"$stderr")" = 1 ] || fail "$stderr"
	[[ $stderr != *"'quick'"* ]]
	# Less is planned: it fits, and takes too little time to be told.
	measure --budget 20s -r 2
	[[ $stderr != *'takes'* ]] || fail "$stderr"
	measure --budget 2s -q
	assert_equal "$stderr" ""
}

@test "the budget's end leaves no round with one variant, whichever comes first" {
	# The order of one round is the other one of the next.
	for budget in 0.3s 0.7s; do
		measure -q --budget "$budget" -w 0 --filter bench
		json '[.benchmarks[].iterations] | .[0] == .[1] and .[0] >= 1' r.json
	done
}

@test "each stage goes from 0 to 100 % by its name, and never back" {
	need script
	echo 0.05 >head/seconds
	for only in '' '--only c.json'; do
		run env -u CI TERM=xterm script -qec "bench-run -o r.json --no-control --filter bench -w 6 -r 12 --variant base=base --variant head=head $only s.yml" /dev/null </dev/null
		assert_success
		tr '\r' '\n' <<<"$output" | sed -n 's/^.\[K\([a-z ,-]*\) \[[ =]*\] *\([0-9]*\) %.*/\1:\2/p' >shown
		awk -F: '$1 == stage && $2 < done { exit 1 } { stage = $1; done = $2 }' shown
		if [ -z "$only" ]; then
			assert_equal "$(cut -d: -f1 shown | uniq | paste -sd,)" 'warm-up,rounds'
			bench-diff -o c.json r.json || :
			json '.rows[] | select(.metric == "duration_ms") | .verdict == "regression"' c.json
		else
			assert_equal "$(cut -d: -f1 shown | uniq | paste -sd/)" 'measured again, warm-up/measured again'
		fi
	done
}
