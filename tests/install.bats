# What is installed, packaged and shown.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	build=${BENCH_BUILD:-$ROOT/build}
	unset SOURCE_DATE_EPOCH
}

@test "the version stands in one place, and all tell it" {
	local version tool
	version=$(cat "$ROOT/VERSION")
	[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]]
	assert_equal "$(grep -m 1 '^[0-9]' "$ROOT/NEWS" | cut -d, -f1)" "$version"
	for tool in "$build"/bench "$build"/bench-*; do
		[ -x "$tool" ] && [ -f "$tool" ] || continue
		assert_equal "$("$tool" --version)" "${tool##*/} (benchpipe) $version"
	done
	run grep -rnF "$version" "$ROOT/Makefile" "$ROOT/scripts" "$ROOT/tools" --include=Makefile --include='*.[ch]' --include='*.sh'
	assert_failure 1
}

@test "make install puts all that a user needs where it is told" {
	make -s -C "$ROOT" B="$build" DESTDIR="$PWD/root" PREFIX=/opt/bench install
	local bin=$PWD/root/opt/bench/bin share=$PWD/root/opt/bench/share tool name
	for tool in "$bin"/*; do
		name=${tool##*/}
		[ -f "$share/man/man1/$name.1" ] || fail "$name has no page"
		[ -x "$tool" ] || fail "$name is no program"
		[ -f "$share/bash-completion/completions/$name" ] || fail "bash does not complete $name"
		[ -f "$share/fish/vendor_completions.d/$name.fish" ] || fail "fish does not complete $name"
	done
	for tool in "$build"/bench-*; do
		[ ! -x "$tool" ] || [ -x "$bin/${tool##*/}" ] || fail "${tool##*/} is not installed"
	done
	head -n 1 "$share/zsh/site-functions/_bench" | grep -qw bench-promote
	# It works from there alone, and names no place of the build.
	PATH=$bin:/usr/bin:/bin
	mkdir project
	run bench init project
	assert_success
	assert_line 'wrote   bench.yml'
	grep -F OWNER/benchpipe project/.github/workflows/bench.yml
	bench import --formats >/dev/null
	run grep -rlF "$ROOT" root
	assert_failure 1
	make -s -C "$ROOT" B="$build" DESTDIR="$PWD/root" PREFIX=/opt/bench uninstall
	run find root ! -type d
	assert_output ''
}

@test "the tools find their data wherever they are put, or 'make install' says that they would not" {
	umask 077
	make -s -C "$ROOT" B="$build" DESTDIR="$PWD/root" PREFIX=/opt/bench BINDIR=/home/me/bin install
	PATH=$PWD/root/home/me/bin:/usr/bin:/bin
	bench import --formats | grep -q '^hyperfine'
	bench export --formats | grep -q '^hyperfine'
	run bench init --help
	assert_success
	run find root -type f ! -perm -004
	assert_output ''
	run make -s -C "$ROOT" B="$build" DESTDIR="$PWD/other" PREFIX=/opt/bench DATADIR=/srv/data install
	assert_failure
	assert_output --partial "DATADIR is '/srv/data', but tools in '/opt/bench/bin' look in '/opt/bench/bin/../share/benchpipe'"
	[ ! -e other ]
	run make -s -C "$ROOT" B="$build" DESTDIR="$PWD/root" DATADIR= uninstall
	assert_failure
	# What takes a folder away takes no other.
	mkdir my "my tools"
	run make -s -C "$ROOT" B="$build" PREFIX="$PWD/my tools" uninstall
	assert_failure
	assert_output --partial "BINDIR must be an absolute path without blanks, found '$PWD/my tools/bin'"
	run make -s -C "$ROOT" B="$build" PREFIX=/usr DESTDIR="$PWD/my /stage" uninstall
	assert_failure
	run make -s -C "$ROOT" B="$build" PREFIX=usr DESTDIR="$PWD/root" install
	assert_failure
	[ -d my ]
	[ -d root/home ]
}

# copied FOLDER: the sources, in FOLDER, as old as they are: what was built of them is current.
copied() {
	mkdir -p "$1"
	cp -rp "$ROOT"/{Makefile,VERSION,NEWS,README.md,scripts,tools,third_party,schemas,templates,workflows,docs} "$1"
}

@test "a release has the same bytes, built in another folder; its tools are static but for two" {
	copied one
	copied two/deeper
	export SOURCE_DATE_EPOCH=1790000000
	# What is the same in static tools is compiled already, unless it was to watch itself.
	if ! grep -q __asan_init "$build/bench-md"; then
		mkdir one/build-static
		cp -Rp "$build"/{tools,*.[co]} one/build-static
		(cd one && grep -rl BENCH_STATIC tools --include='*.c') | sed 's|^|one/build-static/|; s|c$|o|' | xargs rm
		rm one/build-static/tools/bench-diff.o
	fi
	make -s -j2 -C one CFLAGS='-O0 -g' B=build static >&2
	mv one/build-static/*.tar.gz first.tar.gz
	sleep 1.1
	make -s -C one CFLAGS='-O0 -g' B=build static >&2
	cmp first.tar.gz one/build-static/*.tar.gz
	make -s -j2 -C two/deeper CFLAGS='-O0 -g' B=other other/bench-exec other/tools/bench-diff.o >&2
	cmp one/build-static/bench-exec two/deeper/other/bench-exec
	cmp one/build-static/tools/bench-diff.o two/deeper/other/tools/bench-diff.o
	tar -xf first.tar.gz
	run bash -c 'for f in benchpipe-*/bin/*; do readelf -d "$f" 2>/dev/null | grep -q NEEDED && echo "${f##*/}"; done'
	assert_output $'bench-db\nbench-pr-comment'
	grep -F 'but for bench-pr-comment' benchpipe-*/INSTALL
	PATH=$(echo "$PWD"/benchpipe-*/bin):/usr/bin:/bin
	run --separate-stderr bench run -q -r 2 -w 0 -- true
	assert_success
	json '.benchmarks[0].status == "ok"'
	assert_equal "$(stat -c %Y benchpipe-*/bin/bench)" 1790000000
}

@test "the package is as Debian wants it, has the same bytes twice, and passes the demo" {
	need lintian dpkg-deb dpkg-shlibdeps cmark-gfm
	copied .
	export SOURCE_DATE_EPOCH=1790000000
	# Its links are to the sources here: other tests use those that are in the build.
	local package own=$PWD/own
	mkdir own
	cp -Rp "$build"/{bench*,*.[co],libbench.a,tools,exec,completions} own
	rm -f own/*.deb
	make -s B="$own" deb >&2
	package=$(echo "$own"/benchpipe_*.deb)
	cp "$package" first.deb
	run lintian --fail-on warning,error "$package"
	assert_success
	dpkg -x "$package" root
	BENCH_BUILD=$PWD/root/usr/bin run scripts/demo
	[ "$status" -le 1 ] || fail "$output"
	json 'any(.rows[]; .id == "count words" and .metric == "duration_ms" and .verdict == "regression")' results/demo/comparison.json
	grep -F '<code>count words</code>' results/demo/comment.html
	# Whoever makes it, wherever: another user's umask, another file system, another time zone.
	sleep 1.1
	find README.md NEWS docs scripts tools -type f -exec chmod go-rwx {} +
	local elsewhere=
	[ ! -d /dev/shm ] || [ ! -w /dev/shm ] || elsewhere=/dev/shm
	(umask 077 && TMPDIR=${elsewhere:-$PWD} TZ=Asia/Tokyo LC_ALL=C make -s B="$own" deb >&2)
	cmp first.deb "$package"
	# A release archive that lies in the repository of something else is as old as its NEWS.
	unset SOURCE_DATE_EPOCH
	git init -q .
	git -c user.name=a -c user.email=a commit -q --allow-empty -m other
	mkdir release
	mv Makefile VERSION NEWS README.md scripts tools third_party schemas templates workflows docs release
	touch -d @1790000000 release/NEWS
	make -s -C release B="$own" deb >&2
	cmp first.deb "$package"
}

@test "bench-promote, bench-checkout and bench-selftest are the scripts, by other names" {
	local name
	for name in promote checkout selftest; do
		trouble "bench-$name"
		said "bench-$name: "
		said "try 'bench-$name --help'"
		run --separate-stderr "bench-$name" --help
		assert_success
		[[ $output == "usage: bench-$name "* ]]
	done
	run --separate-stderr bench-init --help
	[[ $output == 'usage: bench-init '* ]]
	trouble bench-promote --sessions
	said "'--sessions' needs a value"
	trouble bench-promote -nx v1 a.json
	said "-n 'x'"
	trouble bench-promote --width=x v1 a.json
	said "-w 'x'"
	trouble bench-promote --nothing v1 a.json
	said "unknown option '--nothing'"
}
