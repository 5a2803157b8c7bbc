#!/usr/bin/env bats
# bench-import: what no harness wrote, and jq files that do not behave.

load helper

DATA=$ROOT/tests/data/harness

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# refused TEXT COMMAND...: status 2, TEXT on standard error, and no file written.
refused() {
	local text=$1
	shift
	trouble timeout 60 bench-import -o out.json "$@"
	said "$text"
	[ ! -e out.json ] || fail 'a document was written'
}

# own PROGRAM: own.jq, a format of lines "NAME NUMBER" with this program.
own() {
	printf '# Ours.\n#: reader lines\n#: row name v# ~ ^([a-z]+) ([0-9]+)$\n%s\n' "$1" >own.jq
	echo 'a 1' >own.txt
}

@test "text that is not UTF-8, NUL bytes and what is no file are refused by what they are" {
	line='BenchmarkA 1 2 ns/op'
	echo "$line" | iconv -t UTF-16 >bom
	echo "$line" | iconv -t UTF-16LE >le
	echo "$line" | iconv -t UTF-16BE >be
	printf '%s\nBenchmark\0B 1 2 ns/op\n' "$line" >nul
	mkdir folder
	: >empty
	for format in go google-benchmark csv catch2-xml auto; do
		refused "is UTF-16, not UTF-8: 'iconv -f UTF-16 -t UTF-8'" $format bom
		refused "'iconv -f UTF-16LE" $format le
		refused "'iconv -f UTF-16BE" $format be
		refused 'begins with NUL bytes' $format /dev/zero
		refused 'is a folder' $format folder
		refused 'is empty' $format empty
		refused 'missing: No such file' $format missing
	done
	refused 'nul:2: a NUL byte' go nul
	run --separate-stderr bash -c 'bench-import go <bom'
	assert_equal "$status" 2
	refused "neither a format nor a file" missing
}

@test "text with carriage returns is read as text without" {
	printf 'pkg: p\nBenchmarkA 1 2 ns/op\n' >unix.txt
	sed 's/$/\r/' unix.txt >dos.txt
	assert_equal "$(bench-import go dos.txt | jq -S .benchmarks)" "$(bench-import go unix.txt | jq -S .benchmarks)"
	printf 'name,value\na,1\n' >unix.csv
	sed 's/$/\r/' unix.csv >dos.csv
	assert_equal "$(bench-import dos.csv | jq -S .benchmarks)" "$(bench-import unix.csv | jq -S .benchmarks)"
}

@test "long lines, many columns and deep nesting take little memory" {
	{
		head -c 80000000 /dev/zero | tr '\0' x
		printf '\nBenchmarkA 1 2 ns/op\n'
	} >long
	(ulimit -v 300000 && bench-import -o long.json go long)
	json '.benchmarks | length == 1' long.json
	(
		ulimit -v 300000
		refused 'is larger than' csv long
		refused 'long:1:1' google-benchmark long
	)
	{ printf 'name,value' && yes ,x | head -n 1000000 | tr -d '\n' && echo; } >wide
	refused 'columns' csv wide
	{ printf '{"benchmarks": ' && yes '[' | head -n 100000 | tr -d '\n'; } >deep
	refused 'levels deep' google-benchmark deep
	refused 'levels deep' bencher deep
}

@test "a pipe without end stops at a bound, and a line that is larger than the memory takes none" {
	(
		ulimit -v 300000
		yes 'BenchmarkA 1 2 ns/op' | refused 'standard input: larger than 1024 MiB' go
		{
			printf 'BenchmarkA 1 2 ns/op\n'
			head -c 400000000 /dev/zero | tr '\0' x
		} | bench-import -o long.json go
	)
	json '[.benchmarks[].metrics.duration_ms.samples] == [[0.000002]]' long.json
}

@test "a jq file that hangs, floods or says too much is ended" {
	own 'def f: f; f'
	refused 'own.txt: own.jq: took more than 1 seconds of CPU time' -t 1 -f own.jq own.txt
	printf '# Ours.\n#: reader lines\n#: moved name\n#: row name v# ~ ^([a-z]+) ([0-9]+)$\ndef f: f; f\n' >moved.jq
	refused 'took more than 1 seconds of CPU time' -t 1 -f moved.jq own.txt
	own 'repeat({name: "a", metrics: {v: {samples: .v}}})'
	refused 'took more than 1 seconds of CPU time' -t 1 -f own.jq own.txt
	printf '# Ours.\n#: reader lines\n#: moved name\n#: row name v# ~ ^([a-z]+) ([0-9]+)$\nrepeat({name: ("x" * 10000)})\n' >moved.jq
	refused 'makes more than 64 MiB of one row' -t 20 -f moved.jq own.txt
	own '[range(1000000000)]'
	refused own.jq -t 2 -f own.jq own.txt
}

@test "what a jq file makes that is no benchmark is refused, and what it says does not matter" {
	for program in '1' '"a"' '[]' '{}' '{name: 1}' '{name: "a", metrics: 5}' '{name: "a", metrics: {v: {samples: ["x"]}}}' \
		'error("no such thing")' 'error' '}' 'nope' '.v + {}' 'empty' '{name: "a", run: 1}' '{name: "a", run: {}}'; do
		own "$program"
		refused own.txt -f own.jq own.txt
	done
	own '{name: "a"} | stderr | debug'
	run --separate-stderr bench-import -f own.jq own.txt
	assert_success
	refused none.jq -f none.jq own.txt
	refused "." -f . own.txt
}

@test "what a harness prints for people is told, with the option that writes what is read" {
	hint() {
		printf '%b' "$3" >text
		refused "text: is $2" text
		refused "text: is $2" "$1" text
	}
	each hint <<'END'
go|a comparison by benchstat|name    old time/op  new time/op  delta\nA-8  1ns ± 0%  2ns ± 0%\n
hyperfine|what hyperfine prints for people: let it write '--export-json FILE'|Benchmark 1: sleep 1\n  Time (mean ± σ):  1 s\n
hyperfine|hyperfine's CSV|command,mean,stddev,median,user,system,min,max\nsleep,1,1,1,1,1,1,1\n
pytest-benchmark|what pytest-benchmark prints for people: let it write '--benchmark-json=FILE'|====\n------- benchmark: 3 tests -------\nName (time in us)\n
google-benchmark|what Google Benchmark prints for people|Run on (8 X 2 MHz)\n-----\nBenchmark    Time     CPU   Iterations\nBM_A  1 ns 1 ns 100\n
google-benchmark|Google Benchmark's CSV|name,iterations,real_time,cpu_time,time_unit,bytes_per_second\n"BM_A",1,1,1,ns,\n
criterion|a report by Criterion: import the folder 'target/criterion'|<html><title>fib - Criterion.rs</title>\n
vitest|what vitest prints for people| name      hz     min     max    mean\n
perf-stat|what perf stat prints for people: let it write '-j -o FILE'| Performance counter stats for 'true':\n
k6|what k6 prints for people|  http_req_duration..............: avg=1ms\n
END
}

@test "the tree that divan prints is read" {
	cat >divan.txt <<'END'
Timer precision: 41 ns
math           fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ add         0.302 ns      │ 0.317 ns      │ 0.304 ns      │ 0.305 ns      │ 100     │ 819200
├─ fibonacci                 │               │               │               │         │
│  ├─ 0        1.3 ns        │ 1.9 ns        │ 1.4 ns        │ 1.45 ns       │ 100     │ 1600
│  ╰─ deep                   │               │               │               │         │
│     ╰─ 10    1.5 µs        │ 1.9 µs        │ 1.6 µs        │ 1.65 µs       │ 100     │ 1600
│              1.2 GB/s      │ 1 GB/s        │ 1.1 GB/s      │ 1.1 GB/s      │         │
├─ none        (ignored)     │               │               │               │         │
├─ Map<u64, u64>             │               │               │               │         │
│  ╰─ 0        4.147 ns      │ 4.247 ns      │ 4.186 ns      │ 4.189 ns      │ 100     │ 51200
╰─ last        2 ms          │ 3 ms          │ 2.5 ms        │ 2.6 ms        │ 100     │ 100
END
	run --separate-stderr bench-import divan.txt
	assert_success
	json '[.benchmarks[] | [.name, .metrics.mean.median]] == [["Map<u64, u64>/0", 4.189], ["add", 0.305], ["fibonacci/0", 1.45],
		["fibonacci/deep/10", 1.65], ["last", 2.6]] and .benchmarks[4].duration_ms == 2.5'
}

@test "Go's units say what is better, a quoted '#' is a value, and rates join" {
	printf 'Unit x/op better=higher\nUnit sec/op better=higher assume=exact\nUnit MB/s better=lower\nBenchmarkA 10 5 ns/op 7 x/op 9 y/op 4 MB/s\n' >go.txt
	run --separate-stderr bench-import go go.txt
	json '.benchmarks[0].metrics | map_values(.better) ==
		{"duration_ms": "higher", "x/op": "higher", "y/op": "lower", "MB/s": "lower"}'
	printf '"name",value,unit\n"#a",12,M/s\n#b,1,M/s\n"#a",900,K/s\n' >hash.csv
	run --separate-stderr bench-import csv hash.csv
	json '.benchmarks | length == 1 and .[0].name == "#a" and .[0].metrics.value.samples == [12, 0.9]'
}

@test "a document that is cut anywhere is never taken for a whole one" {
	# Every 64th byte would take as many jq processes: what a reader takes it shows in its rows.
	cut() {
		local size
		size=$(sed -e '$!d' -e 's/[[:space:]]*$//' "$DATA/$2" | wc -c)
		size=$(($(stat -c %s "$DATA/$2") - size))
		for ((n = 1; n < size; n += size / 12 > 64 ? size / 12 / 64 * 64 : 64)); do
			head -c "$n" "$DATA/$2" >half
			run bench-import -R "$1" half
			assert_equal "$n $status" "$n 2"
		done
	}
	each cut <<'END'
google-benchmark|google-benchmark/self-1.7.1-repetitions.json
hyperfine|hyperfine/self-param-scan.json
catch2-xml|catch2-xml/self-v3.xml
github-action-benchmark|github-action-benchmark-datajs/data-dir-original_data.js
jmh|jmh/bencher-six.json
END
}
