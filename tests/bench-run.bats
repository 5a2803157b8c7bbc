load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# scenario TEXT: write it to s.yml, the head that all need before it.
scenario() {
	printf 'version: 1\nsuite: test\ndefaults: {warmup: 0, runs: 3}\nbenchmarks:\n%s\n' "$1" >s.yml
}

# measure ARGS...: bench-run quietly; the document is in $output.
measure() {
	run --separate-stderr bench-run -q "$@"
}

# interrupt SIGNAL FILE ARGS...: bench-run with ARGS gets SIGNAL when FILE is there.
interrupt() {
	local signal=$1 file=$2
	shift 2
	# A shell without job control starts background commands with SIGINT ignored.
	env --default-signal=INT bench-run -q "$@" 3>&- &
	until [ -e "$file" ]; do
		kill -0 $!
		sleep 0.01
	done
	kill -"$signal" $!
	status=0
	wait $! || status=$?
}

@test "a command after -- is measured as it is, with a summary on standard error" {
	run --separate-stderr bench-run -r 4 -- printf '%s\n' 'a b' '$HOME|x'
	assert_success
	json '.benchmarks | length == 1'
	json '.benchmarks[0] | .status == "ok" and .iterations == 4 and .warmup == 2'
	json '.benchmarks[0].metrics | has("duration_ms") and has("cpu_ms") and has("memory_mb")'
	json '.benchmarks[0].metrics.duration_ms.samples | length == 4 and all(. > 0)'
	json '.schema == "benchpipe/results/1" and (.environment.fingerprint | length == 16) and (has("suite") | not)'
	said "median"
	said "runs"
}

@test "several commands are cases of their own, named or by their line, and compared" {
	run --separate-stderr bench-run -r 6 -n quick -c true -c 'sleep 0.02'
	assert_success
	json '[.benchmarks[].id] == ["quick", "sleep 0.02"]'
	said "quick is"
	said "times as fast as sleep 0.02"
}

@test "one command can be measured twice under two names, and is related only to what was measured" {
	run --separate-stderr bench-run -r 2 -n a -c true -n b -c true
	assert_success
	json '[.benchmarks[].id] == ["a", "b"]'
	said " is"
	run --separate-stderr bench-run -r 2 -c true -c false
	[[ $stderr != *"true is"* ]]
}

@test "a command line goes to a shell only when it needs one" {
	measure -r 1 -w 0 -c 'echo a | cat'
	json '.benchmarks[0].status == "ok"'
	# Without a shell the words are arguments: false | true would succeed in one.
	measure -r 1 -w 0 -- false '|' true
	json '.benchmarks[0].status == "failed"'
}

@test "what fails, crashes, hangs or does not exist is recorded with its reason, and the rest go on" {
	scenario '  - {name: fails, run: [sh, -c, "printf \"no\\000because\\n\" >&2; exit 3"]}
  - {name: crashes, run: [sh, -c, "kill -SEGV $$"]}
  - {name: hangs, run: "sleep 100", timeout: 0.2s}
  - {name: missing, run: "./no-such-program"}
  - {name: skips, run: [sh, -c, "echo no data >&2; exit 77"]}
  - {name: works, run: "true"}'
	measure s.yml
	assert_success
	json '.benchmarks | map({(.name): [.status, .reason]}) | add | 
		.fails == ["failed", "exit status 3: because"] and
		.crashes[0] == "failed" and (.crashes[1] | contains("signal 11") and contains("Segmentation")) and
		.hangs == ["timeout", "killed after its timeout of 0.2 s"] and
		.missing[0] == "failed" and (.missing[1] | contains("No such file")) and
		.skips == ["skipped", "no data"] and .works[0] == "ok"'
	json '.benchmarks | map(select(.name == "works"))[0].iterations == 3'
}

@test "a folder or an input that is not there is named, not the command" {
	scenario '  - {name: a, run: "true", working-directory: zap}
  - {name: b, run: cat, input: zip}'
	measure s.yml
	json '.benchmarks | map(.reason) | (.[0] | startswith("cannot enter") and contains("zap")) and
		(.[1] | startswith("cannot read '"'zip'"'"))'
}

@test "a command that kills what measures it fails alone" {
	scenario '  - {name: fine, run: "true"}
  - {name: kills, run: [sh, -c, "kill -KILL $PPID; sleep 60"]}
  - {name: ends, run: [sh, -c, "kill -TERM $PPID; sleep 60"]}'
	measure -r 2 s.yml
	assert_success
	json '[.benchmarks[] | .status] == ["failed", "ok", "failed"]'
}

@test "a command that stops what measures it fails alone, and what it started ends" {
	scenario '  - {name: fine, run: "true"}
  - {name: stops, run: [sh, -c, "sleep 600 & echo $! >sleep.pid; kill -STOP $PPID; sleep 600"], timeout: 0.1s}
  - {name: prints, run: [sh, -c, "kill -STOP $PPID; yes"], timeout: 0.1s}'
	measure -r 2 s.yml
	assert_success
	json '[.benchmarks[] | .status] == ["ok", "failed", "failed"]'
	json 'all(.benchmarks[1:][]; .reason | contains("stopped"))'
	ends sleep.pid
}

@test "an interrupt reaches a command that stopped what measures it" {
	interrupt INT stopped -w 0 -o r.json -- sh -c 'kill -STOP $PPID; : >stopped; sleep 60'
	json '.benchmarks[0].status == "interrupted"' r.json
}

@test "--fail exits 1 for a failed benchmark, but not for an exploratory or a skipped one" {
	measure --fail -r 1 -- false
	assert_equal "$status" 1
	json '.benchmarks[0].status == "failed"'
	scenario '  - {name: e, kind: exploratory, run: "false"}
  - {name: s, run: [sh, -c, "exit 77"]}'
	measure --fail s.yml
	assert_success
}

@test "the environment is fixed: only the known variables, the scenario's and those passed on" {
	scenario '  - name: env
    run: [sh, -c, "env | sort >env.txt"]
    env: {GIVEN: "${{ matrix.x }}"}
    pass-env: [PASSED, NOT_SET]
    matrix: {x: [one]}'
	PASSED=yes SECRET=no measure s.yml
	assert_success
	assert_equal "$(cut -d= -f1 env.txt | grep -vxE 'PWD|OLDPWD|_|SHLVL' | tr '\n' ' ')" \
		"GIVEN HOME LANG LC_ALL PASSED PATH TMPDIR TZ USER "
	grep -qx GIVEN=one env.txt
	grep -qx PASSED=yes env.txt
	SECRET=shown measure -r 1 -e SECRET -e OTHER=2 -- sh -c 'env >env.txt'
	grep -qx SECRET=shown env.txt
	grep -qx OTHER=2 env.txt
}

@test "every invocation has an empty temporary folder of its own, gone afterwards" {
	measure -r 5 -- sh -c 'test -z "$(ls -A "$TMPDIR")" || exit 9; mkdir "$TMPDIR/d"; echo x >"$TMPDIR/d/f"; chmod 0 "$TMPDIR/d"; echo "$TMPDIR" >dir.txt'
	assert_success
	json '.benchmarks[0].status == "ok"'
	[ ! -e "$(cat dir.txt)" ]
}

@test "the temporary folder is there and empty whatever the last command made of it" {
	for end in 'mkdir -p d/e; : >d/e/f; chmod 0 d/e d' ': >f; chmod 500 .' 'rm -rf "$TMPDIR"'; do
		measure -r 3 -w 0 -- sh -c 'cd "$TMPDIR" && [ -z "$(ls -A)" ] && echo >g || exit 9
			echo "$TMPDIR" >'"'$PWD/dir.txt'
			$end"
		assert_success
		json '.benchmarks[0] | .status == "ok" and .iterations == 3'
		[ ! -e "$(cat dir.txt)" ]
	done
}

@test "standard input is empty unless a file is given" {
	measure -r 1 -- sh -c 'test -z "$(cat)"'
	json '.benchmarks[0].status == "ok"'
	echo hello >in.txt
	measure -r 1 --input in.txt -- grep -q hello
	json '.benchmarks[0].status == "ok"'
	measure -r 1 --input none.txt -- true
	json '.benchmarks[0].status == "failed"'
}

@test "metrics come from standard output, standard error, a file, or the lines' times" {
	cat >prog <<-'E'
		#!/bin/sh
		echo "warming up 99"
		echo "speed: 1,250.5 ops/s"
		echo "lap 10"; echo "lap 30"; echo "lap 20"
		echo '{"a": {"b": [1, 2, 4.5]}}'
		echo "peak 7" >&2
		echo '{"size": 1e3}' >out.json
		echo token; sleep 0.01; echo token; sleep 0.01; echo token
	E
	chmod +x prog
	scenario '  - name: m
    run: ./prog
    metrics:
      throughput: {from: stdout, pattern: "speed: ([0-9.,]+)", unit: ops/s, better: higher}
      lap: {from: stdout, pattern: "^lap ([0-9]+)$", unit: s, better: lower}
      lap_max: {from: stdout, pattern: "^lap ([0-9]+)$", unit: s, better: lower, reduce: max}
      lap_last: {from: stdout, pattern: "^lap ([0-9]+)$", unit: s, better: lower, reduce: last}
      b: {from: stdout, json: ".a.b[]", better: lower, reduce: sum, gate: false}
      peak: {from: stderr, pattern: "peak ([0-9]+)", better: lower}
      size: {from: file, path: out.json, json: .size, unit: B, better: lower}
      first_token: {from: stdout, time-to: "^token"}
      per_token: {from: stdout, between: "^token"}
      first_output_ms: {}'
	measure s.yml
	assert_success
	json '.benchmarks[0] | .status == "ok" and .throughput == 1250.5'
	json '.benchmarks[0].metrics | .lap.median == 20 and .lap_max.median == 30 and .lap_last.median == 20
		and .b.median == 7.5 and .b.gate == false and .peak.median == 7 and .size.median == 1000
		and .first_token.unit == "ms" and .first_token.median > 0 and .per_token.median > 0
		and .first_output_ms.median > 0 and .first_output_ms.median <= .first_token.median'
	json '.benchmarks[0].metrics.throughput.better == "higher"'
}

@test "a share of requests keeps limits on several metrics, of the same request each" {
	cat >prog <<-'E'
	#!/bin/sh
	echo '{"r":[{"f":10,"t":5},{"f":50,"t":50},{"f":20,"t":9},{"f":21,"t":1}],"s":[1,2]}'
	E
	chmod +x prog
	scenario '  - name: m
    run: ./prog
    metrics:
      goodput: {slo: {first: 20ms, rate: 5}, gate: false}
      first: {json: ".r[].f", unit: ms, better: lower}
      rate: {json: ".r[].t", unit: x/s, better: higher, reduce: max}
      quick: {slo: {first: 0.0005min}}
  - {name: n, run: ./prog, metrics: {first: {json: ".r[].f", better: lower}, s: {json: ".s[]", better: lower}, g: {slo: {first: 1, s: 1}}}}'
	measure s.yml
	json '.benchmarks[0].metrics | .goodput.median == 50 and .goodput.unit == "%" and .goodput.better == "higher"
		and .goodput.gate == false and .quick.median == 75 and .first.median == 20.5 and .rate.median == 50
		and (.first | has("kept") | not)'
	json '.benchmarks[1] | .status == "failed" and (.reason | contains("metric '"'g': 'first' has 4 values and 's' 2"'"))'
	bench-plan s.yml >plan.json
	bench-run -q -r 1 --no-control plan.json >again.json
	json '.benchmarks[0].metrics.goodput.median == 50' again.json
	pipe 'bench-plan plan.json | cmp - plan.json'
	assert_success
	# the order of metrics does not matter
	jq -cS . plan.json >sorted.json
	bench-run -q -r 1 --no-control sorted.json >again.json
	json '.benchmarks[0].metrics | .goodput.median == 50 and .quick.median == 75' again.json
	for change in '.goodput.slo[0].metric = "none"' '.goodput.slo[0].metric = "quick"' '.goodput.slo = []' 'del(.goodput.slo)' '.first.from = "metrics"'; do
		jq -c ".cases[0].metrics |= ($change)" plan.json >wrong.json
		trouble bench-run -q wrong.json
		said wrong.json
	done
}

@test "a metric that is not there fails its case and says which and where" {
	scenario '  - {name: a, run: "echo nothing", metrics: {m: {from: stdout, pattern: "x=([0-9]+)", better: lower}}}
  - {name: b, run: "echo x=1e999", metrics: {m: {from: stdout, pattern: "x=([0-9e]+)", better: lower}}}
  - {name: c, run: "echo {}", metrics: {m: {from: stdout, json: .x, better: lower}}}
  - {name: d, run: "true", metrics: {m: {from: file, path: none.txt, pattern: "1", better: lower}}}
  - {name: e, run: [echo, "{\"x\": \"5\"}"], metrics: {m: {from: stdout, json: .x, better: lower}}}'
	measure s.yml
	assert_success
	json 'all(.benchmarks[]; .status == "failed" and (.reason | contains("metric '"'m'"'")))'
	json '.benchmarks | map(.reason) | (.[0] | contains("standard output")) and (.[1] | contains("too large a number"))
		and (.[3] | contains("none.txt")) and (.[4] | contains("string"))'
}

@test "a file of an earlier invocation is not taken for this one's" {
	cat >prog <<-'E'
		#!/bin/sh
		[ -e once ] || echo 5 >m.txt
		: >once
	E
	chmod +x prog
	scenario '  - {name: stale, run: ./prog, metrics: {m: {from: file, path: m.txt, pattern: "[0-9]+", better: lower}}}'
	measure s.yml
	json '.benchmarks[0] | .status == "failed" and .iterations == 1 and (.reason | contains("m.txt"))'
}

@test "a case runs until its precision, never under the minimum nor over the maximum" {
	# What does not vary is known as well as may be; what does is not asked for.
	scenario '  - name: m
    run: echo v 1
    metrics:
      v: {from: stdout, pattern: "v ([0-9]+)", better: lower}
      duration_ms: {gate: false}
      memory_mb: {gate: false}'
	measure --min-runs 8 --max-runs 12 --precision 1% s.yml
	json '.benchmarks[0].iterations == 8'
	measure --min-runs 3 --max-runs 9 --precision 0% --max-time 100s -- true
	json '.benchmarks[0].iterations == 9'
	measure --min-runs 7 --max-time 0.001s -- true
	json '.benchmarks[0].iterations == 7'
}

@test "a budget too short for the minimum says so in the case, and keeps what there is" {
	measure --budget 0.5s -w 0 --min-runs 10 -c 'sleep 0.1'
	assert_success
	json '.benchmarks[0] | .status == "interrupted" and .iterations >= 1 and .iterations < 10 and
		.reason == "the budget of 0.5 s was spent after \(.iterations) of 10 invocations"'
}

@test "--quick is at most six invocations after one warm-up" {
	measure -Q -c true
	json '.benchmarks[0] | .iterations == 6 and .warmup == 1'
}

@test "cases and variants are interleaved in rounds, the variants' order balanced" {
	mkdir a b
	scenario '  - {name: x, run: [sh, -c, "pwd | sed s,.*/,x, >>../log"], runs: 20}
  - {name: y, run: [sh, -c, "pwd | sed s,.*/,y, >>../log"], runs: 20}'
	measure --no-control --variant base=a --variant head=b s.yml
	assert_success
	json '[.benchmarks[] | [.id, .variant]] == [["x","base"],["x","head"],["y","base"],["y","head"]]'
	json 'all(.benchmarks[]; .rounds == [range(1; 21)])'
	# In the order run: 20 rounds of 4; in each every case once a variant, side by side.
	assert_equal "$(wc -l <log)" 80
	paste -d ' ' - - - - <log >rounds
	while read -r p q r s; do
		assert_equal "$(printf '%s\n' "$p" "$q" "$r" "$s" | sort | tr '\n' ' ')" "xa xb ya yb "
		assert_equal "${p:0:1}${r:0:1}" "${q:0:1}${s:0:1}"
	done <rounds
	# Each pair of rounds has AB and BA for every case.
	for case in x y; do
		grep -o "${case}[ab]" log | paste -d '' - - - - |
			while read -r block; do
				[[ $block == "${case}a${case}b${case}b${case}a" || $block == "${case}b${case}a${case}a${case}b" ]] ||
					fail "not balanced: $block"
			done
	done
	# Random: not all rounds start with the same case.
	[ "$(cut -c1 rounds | sort -u | wc -l)" -eq 2 ]
}

@test "the same seed gives the same order, another seed another" {
	scenario "$(for i in 1 2 3 4 5 6; do echo "  - {name: c$i, run: [sh, -c, 'echo $i >>log']}"; done)"
	for seed in 5 5 6; do
		rm -f log
		measure --seed $seed s.yml
		cp log "log.$((++n))"
	done
	cmp log.1 log.2
	run cmp -s log.1 log.3
	assert_failure
}

@test "a variant that fails stops no other, whatever it fails by, and the build is run in each" {
	mkdir good bad
	printf '#!/bin/sh\nexit 0\n' >good/prog
	scenario '  - {name: p, run: ./prog, timeout: 2s, runs: {min: 6, max: 6}}'
	sed -i '2i build: chmod +x prog' s.yml
	while IFS='|' read -r body ended; do
		printf '#!/bin/sh\n%s\n' "$body" >bad/prog
		for order in 'base=good head=bad' 'base=bad head=good'; do
			# shellcheck disable=SC2046,SC2086 # two words
			measure --no-control $(printf -- '--variant %s ' $order) s.yml
			assert_success
			json "[.benchmarks[] | [.status, .iterations // 0]] | sort == ([[\"ok\", 6], [\"$ended\", 0]] | sort)"
		done
	done <<-'END'
		echo broken >&2; exit 1|failed
		kill -9 $$|failed
		sleep 60|timeout
		exit 77|skipped
	END
	sed -i 's/^build:.*/build: test -e ok/' s.yml
	touch good/ok
	measure --no-control --variant base=good --variant head=bad s.yml
	json '.benchmarks | .[0].status == "ok" and (.[1] | .status == "failed" and (.reason | contains("build")))'
	measure --no-build -r 1 --variant base=good s.yml
	json '.benchmarks[0].status == "ok"'
}

@test "the least number of rounds grows with the rows that gate, up to the largest" {
	mkdir base head
	while IFS='|' read -r cases runs options least; do
		{
			printf 'version: 1\nsuite: s\nbenchmarks:\n'
			for i in $(seq "$cases"); do echo "  - {name: c$i, run: 'true'$runs}"; done
		} >s.yml
		# shellcheck disable=SC2086 # words or nothing
		run bench-run --dry-run --no-control $options s.yml
		assert_success
		assert_equal "$cases$runs $options: $(grep -o 'measured invocations: [0-9]*' <<<"$output" | sort -u)" \
			"$cases$runs $options: measured invocations: $least"
	done <<-'END'
		1|||10
		1||--variant base=base --variant head=head|11
		50||--variant base=base --variant head=head|16
		50||--variant base=base|10
		50|, runs: 12|--variant base=base --variant head=head|12
		50|, runs: {min: 20, max: 30}|--variant base=base --variant head=head|20
		50||--variant base=base --variant head=head --min-runs 8|8
		50||--variant base=base --variant head=head -Q|6
		50|, kind: exploratory|--variant base=base --variant head=head|10
	END
}

@test "a variant that fails in the middle leaves the others to go on by their own precision" {
	# What does not vary is known at the minimum, however loaded the machine is.
	mkdir base head
	printf '#!/bin/sh\necho v 1\n' >head/prog
	# The fifth time it fails.
	printf '#!/bin/sh\necho v 1; echo >>count; [ "$(wc -l <count)" -ne 5 ]\n' >base/prog
	chmod +x base/prog head/prog
	scenario '  - {name: p, run: ./prog, warmup: 0, runs: {min: 12, max: 14, precision: 99%},
     metrics: {v: {from: stdout, pattern: "v ([0-9]+)", better: lower}, duration_ms: {gate: false}, memory_mb: {gate: false}}}'
	measure --no-control --variant base=base --variant head=head s.yml
	assert_success
	json '.benchmarks | (.[0] | .status == "failed") and (.[1] | .status == "ok" and .iterations == 12)'
	measure --no-control --duet --variant base=base --variant head=head s.yml
	json '.benchmarks | .[1].status == "ok" and .[1].iterations >= 12'
}

@test "a budget that a slow head spends is no pass" {
	mkdir base head
	printf '#!/bin/sh\nexit 0\n' >base/prog
	printf '#!/bin/sh\nsleep 0.4\n' >head/prog
	chmod +x base/prog head/prog
	scenario '  - {name: p, run: ./prog, warmup: 0, runs: {min: 10, max: 10}}'
	for budget in 1ms 2s; do
		measure --no-control --budget $budget -o r.json --variant base=base --variant head=head s.yml
		json 'all(.benchmarks[]; .status == "interrupted" and (.reason | test("the budget of .* s was spent after")))' r.json
		run --separate-stderr bench-diff -m duration_ms r.json
		assert_failure 1
		json '.rows[0] | .verdict == "unmeasured" or .verdict == "regression"'
	done
}

@test "SIGINT and SIGTERM write what was measured, and --resume goes on from it" {
	# The fourth time it waits for the signal.
	cat >prog <<-'E'
		#!/bin/sh
		echo >>count
		[ "$(wc -l <count)" -ne 4 ] || { : >fourth; exec sleep 60; }
	E
	chmod +x prog
	for sig in INT TERM; do
		rm -f count fourth
		interrupt $sig fourth -r 12 -w 0 -o part.json -c ./prog -c true
		assert_equal "$status" $((128 + $(kill -l $sig)))
		json '.benchmarks | length == 2 and all(.[]; .status == "interrupted" and (.reason | contains("signal")))' part.json
		json '.benchmarks[] | select(.name == "./prog").iterations == 3' part.json
		measure -r 12 -w 0 --resume part.json -c ./prog -c true
		assert_success
		json 'all(.benchmarks[]; .status == "ok" and .iterations == 12)'
		json '.benchmarks[] | select(.name == "./prog") | [.sessions[].n] == [3, 9]'
		# What was there is kept to the digit, in front.
		assert_equal "$(jq -c '.benchmarks[] | select(.name == "./prog").metrics.duration_ms.samples[:3]' <<<"$output")" \
			"$(jq -c '.benchmarks[] | select(.name == "./prog").metrics.duration_ms.samples' part.json)"
	done
}

@test "signals that come after the first do not cost the document" {
	env --default-signal=INT bench-run -q -w 0 -o r.json -- sh -c ': >started; exec sleep 60' 3>&- &
	until [ -e started ]; do
		kill -0 $!
		sleep 0.01
	done
	kill -INT $!
	# Of several that wait, the kernel does not deliver the first one first.
	until ! grep -qs '^ShdPnd:.*[1-9a-f]' /proc/$!/status; do :; done
	while kill -TERM $!; do kill -HUP $! || true; done 2>/dev/null
	status=0
	wait $! || status=$?
	assert_equal "$status" 130
	json '.benchmarks[0].status == "interrupted"' r.json
	assert_equal "$(ls)" $'r.json\nstarted'
}

@test "a signal ends a build with all that it started, and leaves no temporary folder" {
	mkdir tmp
	scenario '  - {name: a, run: "touch ran"}'
	cat >>s.yml <<-'E'
		build: |
		  sleep 60 & echo $! >child.pid
		  trap "rm half; exit 1" TERM; : >half
		  echo $$ >build.pid; : >started; wait
	E
	TMPDIR=$PWD/tmp interrupt TERM started --variant one=. --variant two=. -o r.json s.yml
	assert_equal "$status" 143
	json 'all(.benchmarks[]; .status == "interrupted" and (.reason | contains("signal")))' r.json
	[ ! -e ran ]
	[ ! -e half ]
	ends child.pid
	ends build.pid
	assert_equal "$(ls tmp)" ""
}

@test "a build that will not end is killed" {
	scenario '  - {name: a, run: "touch ran"}'
	cat >>s.yml <<-'E'
		build: |
		  trap "" TERM INT; sleep 60 & echo $! >child.pid; : >started; sleep 60; sleep 60
	E
	interrupt INT started -o r.json s.yml
	assert_equal "$status" 130
	json '.benchmarks[0].status == "interrupted"' r.json
	ends child.pid
}

@test "a build is waited for by who was started with its children ignored" {
	scenario '  - {name: a, run: "test -e built"}'
	echo 'build: touch built' >>s.yml
	run bash -c "trap '' CHLD; exec bench-run -q -o r.json s.yml"
	assert_success
	json '.benchmarks[0].status == "ok"' r.json
}

@test "a signal that the caller ignores is ignored" {
	run bash -c "trap '' HUP; exec bench-run -q -r 3 -w 0 -o r.json -- sh -c 'kill -HUP \$(ps -o ppid= \$PPID)'"
	assert_success
	json '.benchmarks[0] | .status == "ok" and .iterations == 3' r.json
}

@test "the time that a case may take counts from its first session on" {
	measure -r 3 -o r.json -c true
	jq -c '.benchmarks[0] |= (.status = "interrupted" | .metrics.duration_ms.samples = [400, 400, 400])' r.json >part.json
	measure --min-runs 2 --max-runs 50 --precision 0% --max-time 1.1s --resume part.json -c true
	json '.benchmarks[0] | .status == "ok" and .iterations == 3'
	measure --min-runs 5 --max-runs 50 --precision 0% --max-time 1.1s --resume part.json -c true
	json '.benchmarks[0] | .status == "ok" and .iterations == 5'
}

@test "the commits are those of the variants, of folders that git knows" {
	need git
	git init -q .
	git -c user.name=t -c user.email=t@t commit -q --allow-empty -m one
	mkdir other && touch other/f
	for folder in base head; do
		git init -q "$folder"
		echo 1 >"$folder/f"
		git -C "$folder" add f
		git -C "$folder" -c user.name=t -c user.email=t@t commit -q -m "$folder"
	done
	echo 2 >head/f
	printf 'version: 1\nsuite: s\nbenchmarks: [{name: a, run: "true"}]\n' >s.yml
	bench-run -q -r 1 -w 0 --no-control --variant base=base --variant head=head s.yml >r.json
	jq -e --arg base "$(git -C base rev-parse HEAD)" --arg head "$(git -C head rev-parse HEAD)" '.environment.variants |
		.base.git_commit == $base and .head.git_commit == $head and .head.git_dirty and (.base | has("git_dirty") | not)' r.json
	run --separate-stderr bash -c 'bench-diff --variants base,head r.json | bench-md'
	assert_line --partial "base <code>$(git -C base rev-parse --short=7 HEAD)</code>, head <code>$(git -C head rev-parse --short=7 HEAD)</code> (changed since)"
	# A folder that git does not track has no commit, wherever it lies.
	bench-run -q -r 1 -w 0 --no-control --variant base=other s.yml >r.json
	jq -e '.environment | has("variants") | not' r.json
}

@test "--resume refuses what does not fit: another scenario, another machine, single values" {
	measure -r 2 -o r.json -c true
	trouble bench-run -q --resume r.json -c false
	said "'true'"
	jq -c '.environment.fingerprint = "0123456789abcdef"' r.json >other.json
	trouble bench-run -q --resume other.json -c true
	said "fingerprint"
	jq -c '.benchmarks[0] |= {name, duration_ms, iterations}' r.json >single.json
	trouble bench-run -q --resume single.json -c true
	jq -c '.benchmarks += .benchmarks' r.json >twice.json
	trouble bench-run -q --resume twice.json -c true
	said "'true' is given twice"
	: >emptied.json
	trouble bench-run -q --resume emptied.json -c true
	said "'emptied.json' is empty"
	said 'use -o'
	# It says that there is much, and has nothing of it.
	jq -c '.benchmarks[0] |= {name, iterations: 1e6, sessions: [{id: "s", n: 1e6}]}' r.json >much.json
	trouble bench-run -q --resume much.json -c true
	said "has no samples of its 1000000 invocations"
}

@test "an interrupt leaves no process behind" {
	interrupt INT started -w 0 -o r.json -- sh -c 'sleep 60 & echo $! >child.pid; echo $$ >sh.pid; : >started; wait'
	json '.benchmarks[0].status == "interrupted"' r.json
	ends child.pid
	ends sh.pid
}

@test "-o with a folder writes TIMESTAMP_results.json there" {
	mkdir results
	measure -r 1 -o results -- true
	assert_success
	assert_equal "$output" ""
	[[ $(ls results) =~ ^[0-9]{8}T[0-9]{6}Z_results\.json$ ]]
	json '.benchmarks[0].status == "ok"' results/*.json
}

@test "-o with a folder never replaces what another run wrote there in the same second" {
	mkdir results
	# Whenever they end in the next minutes, somebody was there before.
	now=$(date +%s)
	for i in $(seq 0 300); do
		echo old >"results/$(TZ=UTC printf '%(%Y%m%dT%H%M%SZ)T' $((now + i)))_results.json"
	done
	for _ in 1 2 3 4; do
		bench-run -q -r 1 -w 0 -o results -- true 3>&- &
	done
	wait
	assert_equal "$(cat results/*Z_results.json | sort | uniq -c | tr -d ' ')" 301old
	assert_equal "$(find results -type f | wc -l)" 305
	for file in results/*Z_[2-5]_results.json; do
		json '.benchmarks[0].iterations == 1' "$file"
	done
}

@test "--list and --dry-run run nothing" {
	scenario '  - {name: z, run: [touch, ran], matrix: {k: [2, 1]}}'
	run --separate-stderr bench-run --list s.yml
	assert_success
	assert_output $'z/k=2\nz/k=1'
	run --separate-stderr bench-run --dry-run s.yml
	assert_line --partial "touch ran"
	[ ! -e ran ]
	run --separate-stderr bench-run --dry-run -- printf '%s' "it's" ''
	assert_line --partial "printf %s 'it'\\''s' ''"
}

@test "filters choose cases; one that matches nothing is trouble" {
	scenario '  - {name: one, run: "true", tags: [fast]}
  - {name: two, run: "true", kind: exploratory}'
	measure --tag fast s.yml
	json '[.benchmarks[].name] == ["one"]'
	measure --kind exploratory s.yml
	json '[.benchmarks[].name] == ["two"]'
	measure --filter '^t' s.yml
	json '[.benchmarks[].name] == ["two"]'
	trouble bench-run -q --filter three s.yml
}

@test "a plan and standard input are taken as well" {
	scenario '  - {name: one, run: "true"}'
	pipe 'bench-plan s.yml | bench-run -q'
	assert_success
	json '.benchmarks[0].status == "ok" and .suite == "test"'
	pipe 'bench-run -q - <s.yml'
	json '.benchmarks[0].status == "ok"'
}

@test "built-in metrics that are not recorded by default can be asked for" {
	measure -r 2 -m page_faults -m voluntary_switches -- true
	json '.benchmarks[0].metrics | .page_faults.median > 0 and has("voluntary_switches")'
	trouble bench-run -m page_fault -- true
	said "nearest: 'page_faults'"
}

@test "a counter that this machine lacks is named once, and one that it has is not" {
	measure -r 2 -m cycles -m branch_misses -m task_clock_ms -m page_faults -c true -c :
	assert_success
	for metric in cycles branch_misses task_clock_ms page_faults; do
		if jq -e ".benchmarks[0].metrics | has(\"$metric\")" <<<"$output" >/dev/null; then
			[[ $stderr != *"'$metric'"* ]] || fail "$stderr"
		else
			assert_equal "$(grep -c "does not count .*'$metric'" <<<"$stderr")" 1
		fi
	done
	measure -r 2 -c true
	assert_equal "$stderr" ""
}

@test "a program that prints without end is cut and does not fill the memory" {
	scenario '  - {name: flood, run: [sh, -c, "echo m=1; head -c 40000000 /dev/zero"], runs: 1,
     metrics: {m: {from: stdout, pattern: "m=([0-9])", better: lower}}}'
	measure s.yml
	json '.benchmarks[0].status == "ok" and .benchmarks[0].metrics.m.median == 1'
}

@test "usage errors are status 2 with nothing on standard output" {
	trouble bench-run --nope
	said "--help"
	trouble bench-run -r 0 -- true
	said "'0'"
	trouble bench-run -r abc -- true
	trouble bench-run --timeout fast -- true
	said "'fast'"
	trouble bench-run --variant head -- true
	said "NAME=DIR"
	trouble bench-run --variant head=/no/such/dir -- true
	trouble bench-run a.yml b.yml
	trouble bench-run no-such.yml
	said "no-such.yml"
	trouble bench-run --seed -1 -- true
	trouble bench-run -n name
	trouble bench-run -n '' -c true
	said "a name of 1 to"
	trouble bench-run -n $'a\nb' -c true
	said "one line"
	trouble bench-run -n a -n a -c true -c false
	said "'a' is the name of two commands"
	trouble bench-run -c true -c true
	said "'true' is the name of two commands"
	trouble bench-run -e 'a b=1' -- true
	said "'a b=1'"
	trouble bench-run true
	said "put -- before it"
	trouble bench-run --
	said "after --"
	trouble bench-run -o '' -- true
	trouble bench-run -- ''
	said "the command after -- is empty"
	trouble bench-run --min-runs 5 --max-runs 3 -- true
	said "'--min-runs 5' is over '--max-runs 3'"
	trouble bench-run -r 5 --max-runs 9 -- true
	said "it goes with no '--max-runs'"
	trouble bench-run --resume - - <<<'{}'
	said "'-' can be only one of the documents"
	trouble bench-run -q -r 1 -o no/such/dir.json -- true
	: >empty.yml
	trouble bench-run empty.yml
}

@test "a full disk is trouble" {
	run --separate-stderr bash -c 'bench-run -q -r 1 -- true >/dev/full'
	assert_equal "$status" 2
	said "standard output"
}

@test "a closed standard output is trouble, a closed standard error takes nothing of the document" {
	run bash -c 'bench-run -q -r 1 -- true >&-'
	assert_equal "$status" 2
	bash -c 'bench-run -r 2 -o r.json -- true 2>&-'
	json '.benchmarks[0].iterations == 2' r.json
}

@test "results keep an old file when a run dies on its way" {
	echo old >r.json
	echo '{"benchmarks": [{"name": "other", "duration_ms": 1}]}' >other.json
	trouble bench-run -q -o r.json --resume other.json -- true
	said "'other' is not in this scenario"
	assert_equal "$(cat r.json)" old
	# The document does not fit on the disk.
	run bash -c 'ulimit -f 0; exec bench-run -q -r 2 -w 0 -o r.json -- true'
	assert_equal "$status" 2
	assert_output --partial "cannot write '$PWD/r.json': File too large"
	assert_equal "$(cat r.json)" old
	assert_equal "$(echo r.json*)" r.json
}

# comparison ROWS: what bench-diff would say, of these rows.
comparison() {
	jq -n "{schema: \"benchpipe/comparison/1\", rows: [$1], summary: {verdict: \"regression\"}}" >flagged.json
}

@test "--only measures exactly the cases that a comparison says got worse, in all variants" {
	scenario '  - {name: a, run: "true", matrix: {x: [1, 2]}}
  - {name: b, run: "true"}
  - {name: c, run: "true"}
  - {name: d, run: "true"}'
	mkdir base head
	comparison '{id: "a/x=2", metric: "duration_ms", gate: true, verdict: "regression"}, {id: "a/x=2", metric: "memory_mb", gate: true, verdict: "worse"},
		{id: "b", metric: "m", gate: true, verdict: "worse"}, {id: "c", metric: "m", gate: false, verdict: "regression"},
		{id: "control", metric: "m", gate: true, control: true, verdict: "regression"}, {id: "d", metric: "m", gate: true, verdict: "inconclusive"}'
	measure --only flagged.json --no-control --variant base=base --variant head=head s.yml
	assert_success
	json '[.benchmarks[] | .id + " " + .variant] == ["a/x=2 base", "a/x=2 head", "b base", "b head"]'
	measure --only - --list s.yml <flagged.json
	assert_equal "$output" $'a/x=2\nb'
	measure --only flagged.json --filter b --no-control s.yml
	json '[.benchmarks[].id] == ["b"]'
}

@test "--only with nothing to measure again measures nothing, and says so" {
	printf 'version: 1\nsuite: t\nbuild: touch built\nbenchmarks:\n  - {name: a, run: "true"}\n' >s.yml
	comparison '{id: "a", metric: "m", gate: true, verdict: "equivalent"}'
	run --separate-stderr bench-run --only flagged.json s.yml
	assert_success
	assert_equal "$stderr" "bench-run: flagged.json: no row got worse: there is nothing to measure again"
	json '.benchmarks == []'
	[ ! -e built ]
}

@test "--only refuses what is no comparison, and a case that the scenario lacks" {
	scenario '  - {name: a, run: "true"}'
	comparison '{id: "z", metric: "m", gate: true, verdict: "regression"}'
	trouble bench-run --only flagged.json s.yml
	said "'z' is to be measured again, but is not in this scenario"
	echo '{"schema": "benchpipe/results/1", "benchmarks": []}' >r.json
	trouble bench-run --only r.json s.yml
	said "r.json: schema 'benchpipe/results/1', expected 'benchpipe/comparison/1'"
	trouble bench-run --only none.json s.yml
	trouble bench-run --only - - <flagged.json
	echo '{"schema": "benchpipe/comparison/1", "rows": 3}' >flagged.json
	trouble bench-run --only flagged.json s.yml
}

@test "two variants go on until the ratio between them is known, however the machine wanders" {
	# Each is far from steady, and both alike: it is the round that decides, not the variant.
	cat >prog <<-'E'
		#!/bin/sh
		n=$(cat count 2>/dev/null || echo 0)
		echo $((n + 1)) >count
		awk -v n="$n" -v f="$(cat factor)" 'BEGIN { print "v", f * (n % 5 + 1) * (1 + n % 3 / 1e4) }'
	E
	chmod +x prog
	cat >s.yml <<-'E'
		version: 1
		suite: t
		defaults: {warmup: 0, runs: {min: 6, max: 60, precision: 1%}}
		benchmarks:
		  - name: m
		    run: ./prog
		    metrics:
		      v: {from: stdout, pattern: 'v ([0-9.]+)', unit: u, better: lower}
		      duration_ms: {gate: false}
		      memory_mb: {gate: false}
	E
	mkdir one two
	cp prog one
	cp prog two
	echo 1 >one/factor
	echo 1.5 >two/factor
	# The width of the interval is the question here, and not the second look.
	measure --looks 1 --min-runs 6 --no-control --variant one=one --variant two=two s.yml
	assert_success
	json '[.benchmarks[].iterations] == [6, 6]'
	rm one/count
	measure --no-control --variant one=one s.yml
	json '.benchmarks[0].iterations == 60'
	# What does not move together takes as many as there may be.
	echo 3 >one/count
	sed -i 's/n % 5/n * 7 % 11/' two/prog
	measure --no-control --variant one=one --variant two=two s.yml
	json '[.benchmarks[].iterations] == [60, 60]'
}

# cores: how many there are, whose threads are one each.
cores() {
	lscpu -p=CORE,SOCKET | grep -v '^#' | sort -u | wc -l
}

@test "a duet runs both variants at once, with a folder and half of the cores each" {
	[ "$(cores)" -ge 2 ] || skip 'one core'
	mkdir base head
	cat >s.yml <<-'END'
		version: 1
		suite: duet
		benchmarks:
		  - name: meet
		    run: [sh, -c, 'me=$(basename "$PWD"); echo >$TMPDIR/$me; if [ $me = base ]; then : >$ROOM/door; else : <$ROOM/door; fi; echo "files $(ls $TMPDIR | wc -l)"; echo "cores $(nproc)"']
		    metrics:
		      files: { from: stdout, pattern: 'files ([0-9]+)', better: lower }
		      cores: { from: stdout, pattern: 'cores ([0-9]+)', better: lower, gate: false }
	END
	# Each end of it waits for the other.
	mkdir room
	mkfifo room/door
	timeout 60 bench-run -q -w 0 -r 4 --no-control --duet -e "ROOM=$PWD/room" \
		--variant base=base --variant head=head s.yml >r.json
	jq -e '.environment.design == "duet" and [.benchmarks[] | .status, .iterations, .metrics.files.samples]
		== ["ok", 4, [1, 1, 1, 1], "ok", 4, [1, 1, 1, 1]]' r.json
	jq -e '.benchmarks | .[0].rounds == .[1].rounds' r.json
	json "[.benchmarks[].metrics.cores.samples[]] | unique | length == 1 and .[0] >= 1 and .[0] <= $(nproc) / 2" r.json
	run bench-diff -o d.json r.json
	assert_failure 1 # of four rounds there is no verdict
	jq -e '.rows | length > 0' d.json
}

@test "an interrupt ends both commands of a duet, and --resume goes on with the pair" {
	if [ "$(nproc)" -lt 2 ]; then skip 'one core'; fi
	mkdir base head
	scenario '  - {name: p, run: ../prog}'
	cat >prog <<-'E'
		#!/bin/sh
		echo >>count
		[ "$(wc -l <count)" -eq 3 ] || exit 0
		echo $$ >pid
		[ ! -e ../base/pid ] || [ ! -e ../head/pid ] || : >../both
		exec sleep 60
	E
	chmod +x prog
	duet=(-r 6 -w 0 --duet --no-control --variant base=base --variant head=head)
	interrupt INT both "${duet[@]}" -o part.json s.yml
	assert_equal "$status" 130
	json '[.benchmarks[] | .status, .iterations] == ["interrupted", 2, "interrupted", 2]' part.json
	ends base/pid
	ends head/pid
	measure "${duet[@]}" --resume part.json s.yml
	assert_success
	json '[.benchmarks[] | .status, .rounds] == ["ok", [1, 2, 1, 2, 3, 4], "ok", [1, 2, 1, 2, 3, 4]]'
}

@test "a duet is of two variants, and comes with no other document" {
	mkdir base head
	echo '{"version":1,"suite":"s","benchmarks":[{"name":"a","run":["true"]}]}' >s.yml
	trouble bench-run --duet s.yml
	said '--duet is for two variants, not 0'
	[ "$(cores)" -ge 2 ] || skip 'one core'
	bench-run -q -r 8 --duet --no-control --variant base=base --variant head=head s.yml >d.json
	bench-run -q -r 8 --no-control --variant base=base --variant head=head s.yml >t.json
	jq -e --slurpfile t t.json '.environment.fingerprint != $t[0].environment.fingerprint' d.json
	trouble bench-run --duet --resume t.json --no-control --variant base=base --variant head=head s.yml
	said 'another design'
	trouble bench-run --duet --variant base=base --variant head=head --variant third=. s.yml
	said '--duet is for two variants, not 3'
	trouble taskset -c 0 bench-run --duet --variant base=base --variant head=head s.yml
	said 'a duet needs two cores, one for each variant'
}

@test "the table of a run has all of a long name, and stays in line" {
	cat >long.yml <<-'END'
		version: 1
		benchmarks:
		  - name: decoder
		    run: 'true'
		    matrix: {batch: [32], model: [gpt2], precision: [bf16], seed: [1, 2], threads: [8], warm: [日本]}
		  - {name: short, run: 'true'}
	END
	run --separate-stderr bench-run --no-control -r 2 -w 0 -o r.json long.yml
	assert_success
	[ "$(grep -cE '^decoder/batch=32,.*,seed=[12],threads=8,warm=日本  [0-9]' <<<"$stderr")" -eq 2 ]
	# The names fill 69 columns, in which two characters are wide; two more stand before the next one.
	[ "$(grep -cE '^short {64}  [0-9]' <<<"$stderr")" -eq 1 ]
	# The document has the whole name.
	json '.benchmarks[0].id == "decoder/batch=32,model=gpt2,precision=bf16,seed=1,threads=8,warm=日本"' r.json
}
