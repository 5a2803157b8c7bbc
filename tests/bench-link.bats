# A build under bench-link: what it links has the order of BENCH_SALT.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	export BENCH_SALT=1 BENCH_LINK_LOG=$BATS_TEST_TMPDIR/log
	printf 'int f%d(int x) { return x * %d; }\n' 1 3 2 5 3 7 4 9 5 11 6 13 >part.c
	printf 'int f1(int), f6(int);\nint main(void) { return f1(1) + f6(1) != 16; }\n' >main.c
}

# shuffles: skip where there is no linker that does.
shuffles() {
	command -v mold || command -v ld.lld || skip 'neither mold nor lld is installed'
}

@test "each salt is an order of its own, the same each time, in C by the compiler that the build finds" {
	shuffles
	local c s
	for c in cc gcc clang; do
		command -v "$c" || continue
		rm -f log
		for s in 1 2 1; do
			BENCH_SALT=$s run bench-link sh -c "$c -O2 -Wall -Werror -c part.c && $c -O2 -Wall -Werror -o program-$s main.c part.o && ./program-$s"
			assert_success
			assert_output ''
			[ ! -e kept ] || [ "$s" != 1 ] || cmp program-1 kept
			[ "$s" != 1 ] || cp program-1 kept
			nm -n "program-$s" | grep -o ' [Tt] f[1-6]$' >"order-$s"
		done
		run diff order-1 order-2
		assert_failure 1
		diff <(sort order-1) <(sort order-2)
		run grep -cE '^(mold|lld)$' log
		assert_output 3
		rm kept
	done
}

@test "a status and messages of the build are its own; what cannot be shuffled is linked as it is" {
	run bench-link sh -c 'exit 7'
	assert_failure 7
	run -127 bench-link ./absent
	assert_output --partial "bench-link: cannot run './absent'"
	run bench-link cc -o program main.c
	assert_failure 1
	assert_equal "$(grep -c 'undefined reference to .f1' <<<"$output")" 1
	# A build that asks which linker it has gets the answer.
	: >log
	assert_equal "$(bench-link cc -Wl,--version 2>/dev/null)" "$(cc -Wl,--version 2>/dev/null)"
	assert_equal "$(bench-link ld -v)" "$(ld -v)"
	assert_equal "$(cat log)" ''
	# A file for further linking has its sections in order.
	: >log
	bench-link sh -c 'cc -c main.c part.c && ld -r -o both.o main.o part.o && cc -o program both.o && ./program'
	[ "$(wc -l <log)" -le 1 ]
	# Without a linker that shuffles, there is the one that was meant.
	mkdir few
	for c in sh cc ld as; do ln -s "$(readlink -f "$(command -v "$c")")" "few/$c"; done
	: >log
	PATH=$PWD/few "$(command -v bench-link)" cc -o program main.c part.c
	./program
	assert_equal "$(cat log)" plain
}

@test "the linker of Go gets the salt where it knows it, beside the flags that it has" {
	mkdir bin
	cat >bin/go <<-'END'
		#!/bin/sh
		[ "$1" != env ] || { echo "$VERSION_OF_GO"; exit; }
		printf '<%s>' "$@"
	END
	chmod 755 bin/go
	PATH=$PWD/bin:$PATH
	export VERSION_OF_GO=go1.22.3 BENCH_SALT=9
	check() {
		# shellcheck disable=SC2086 # words
		GOFLAGS=${3-} run bench-link go $1
		assert_output "$2"
	}
	check 'build -o x .' '<build><-ldflags=-randlayout=9><-o><x><.>'
	check 'test -c -ldflags=-s .' '<test><-c><-ldflags=-s -randlayout=9><.>'
	check 'build --ldflags -s .' '<build><--ldflags><-s -randlayout=9><.>'
	check 'vet .' '<vet><.>'
	# The folder that go changes to must stand first.
	check 'build -C sub .' '<build><-C><sub><-ldflags=-randlayout=9><.>'
	check 'test --C=sub' '<test><--C=sub><-ldflags=-randlayout=9>'
	assert_equal "$(sort log | uniq -c | tr -s ' ')" ' 5 go'
	check 'build .' '<build><.>' '-ldflags=-w'
	VERSION_OF_GO=go1.21.9
	check 'build .' '<build><.>'
	assert_equal "$(tail -n 2 log)" $'plain\nplain'
}

@test "a program in Rust is linked in the order of the salt" {
	shuffles
	command -v rustc || skip 'rustc is not installed'
	local s
	cat >main.rs <<-'END'
		#[inline(never)]
		fn f(x: usize) -> usize { x * 3 }
		#[inline(never)]
		fn g(x: usize) -> usize { x + f(x) }
		fn main() { println!("{}", g(std::env::args().count())); }
	END
	for s in 1 2; do
		BENCH_SALT=$s bench-link rustc -C debuginfo=0 -o "main-$s" main.rs
		assert_equal "$("./main-$s")" 4
	done
	run cmp main-1 main-2
	assert_failure 1
	run grep -cE '^(mold|lld)$' log
	assert_output 2
}

@test "no salt, no command and unknown options are trouble" {
	BENCH_SALT='' trouble bench-link true
	said "BENCH_SALT must be a number from 1 to 4294967295, not ''"
	BENCH_SALT=4294967296 trouble bench-link true
	BENCH_SALT=1x trouble bench-link true
	unset BENCH_SALT
	trouble bench-link true
	said 'BENCH_SALT, a number from 1, is not set'
	trouble bench-link
	trouble bench-link --fast true
	run bench-link --help
	assert_success
	assert_output --partial 'BENCH_SALT'
}
