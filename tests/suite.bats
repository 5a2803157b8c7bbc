# What prepares and runs the tests.
load helper

# suite: a copy of tests/prepare with packages of its own, and an npm that counts its calls.
suite() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p tests/a tests/b bin
	cp "$ROOT/tests/prepare" tests
	for part in a b; do
		echo '{}' | tee "tests/$part/package.json" >"tests/$part/package-lock.json"
	done
	printf '#!/bin/sh\necho "$*" >>"%s/calls"\n' "$PWD" >bin/npm
	chmod +x bin/npm
	PATH=$PWD/bin:$PATH
	: >calls
}

@test "the packages of the tests are installed once, and again when other ones are wanted" {
	suite
	tests/prepare a b
	assert_equal "$(wc -l <calls)" 2
	[ -e build/b/package-lock.json ]
	tests/prepare a b
	assert_equal "$(wc -l <calls)" 2
	echo '{"other": 1}' >tests/b/package-lock.json
	tests/prepare a b
	assert_equal "$(wc -l <calls)" 3
	grep -q other build/b/package-lock.json
	assert_equal "$(grep -c -- '--prefix build/b ci' calls)" 2
	trouble tests/prepare c
	said "prepare: 'c'"
}

@test "without the packages a test is told what to run, and takes nothing from the network" {
	suite
	run tests/prepare -c a
	assert_failure 1
	assert_output "the npm packages of 'tests/a' are not in 'build/a': run 'tests/prepare', which takes them from the network"
	assert_equal "$(cat calls)" ""
	tests/prepare a
	tests/prepare -c a
	# What was cut off half way is not there.
	printf '#!/bin/sh\nexit 1\n' >bin/npm
	echo '{"other": 1}' >tests/a/package-lock.json
	run tests/prepare a
	assert_failure 1
	run tests/prepare -c a
	assert_failure 1
	# No test installs packages in passing.
	run grep -lE '\<npm (ci|install|pack)\>' "$ROOT"/tests/*.bats "$ROOT"/tests/*.bash "$ROOT"/tests/*/*.bash
	assert_failure 1
}
