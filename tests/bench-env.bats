load helper

@test "the environment names the machine, its cores and a fingerprint" {
	run --separate-stderr bench-env
	assert_success
	json '.cores >= 1 and (.cpu | type) == "string" and (.kernel | startswith("Linux"))'
	json '.fingerprint | test("^[0-9a-f]{16}$")'
	json '.backends | has("cpu")'
	assert_equal "$(jq -r .cpu <<<"$output")" "$(uname -m)"
}

@test "the fingerprint is the same twice and does not depend on the folder" {
	a=$(bench-env -f)
	b=$(cd / && bench-env --fingerprint)
	assert_equal "$a" "$b"
	assert_equal "$a" "$(bench-env | jq -r .fingerprint)"
}

@test "fewer usable cores are another fingerprint" {
	[ "$(nproc)" -gt 1 ] || return 0 # a machine of one core has no fewer
	a=$(bench-env -f)
	b=$(taskset -c 0 bench-env -f)
	[ "$a" != "$b" ]
	run --separate-stderr taskset -c 0 bench-env
	json '.cores == 1'
}

@test "a toolkit where its variable says makes its backend appear and changes the fingerprint" {
	a=$(bench-env -f)
	mkdir -p "$BATS_TEST_TMPDIR/sdk/lib/host"
	cc -shared -fPIC -w -o "$BATS_TEST_TMPDIR/sdk/lib/host/libQnnCpu.so" "$ROOT/tests/devices/qnn.c"
	run --separate-stderr env QNN_SDK_ROOT="$BATS_TEST_TMPDIR/sdk" bench-env
	json '.backends | has("qnn")'
	[ "$a" != "$(jq -r .fingerprint <<<"$output")" ]
}

@test "the commit and the branch are those of the repository here" {
	cd "$BATS_TEST_TMPDIR"
	git init -q -b trunk .
	git -c user.name=t -c user.email=t@t commit -q --allow-empty -m one
	run --separate-stderr env -u GITHUB_REF_NAME -u GITHUB_HEAD_REF bench-env
	json ".git_commit == \"$(git rev-parse HEAD)\" and .git_ref == \"trunk\" and (has(\"git_dirty\") | not)"
	echo a >f && git add f
	run --separate-stderr bench-env
	json '.git_dirty'
}

@test "outside a repository the job's variables tell the commit, or nothing does" {
	cd "$BATS_TEST_TMPDIR"
	run --separate-stderr env -u GITHUB_SHA GIT_CEILING_DIRECTORIES=/ bench-env
	json 'has("git_commit") | not'
	run --separate-stderr env GITHUB_SHA=abc GITHUB_ACTIONS=true RUNNER_ENVIRONMENT=github-hosted ImageOS=ubuntu24 bench-env
	json '.git_commit == "abc" and .runner == "github-hosted ubuntu24"'
	assert_equal "$stderr" ""
}

@test "-o writes the file and leaves standard output empty" {
	mkdir "$BATS_TEST_TMPDIR/d"
	run --separate-stderr bench-env -o "$BATS_TEST_TMPDIR/d/env.json"
	assert_success
	assert_equal "$output" ""
	json '.fingerprint' "$BATS_TEST_TMPDIR/d/env.json"
	assert_equal "$(ls "$BATS_TEST_TMPDIR/d")" "env.json"
}

@test "a full disk, a folder that is not there, an operand and an unknown option are trouble" {
	run --separate-stderr bash -c 'bench-env >/dev/full'
	assert_equal "$status" 2
	said "cannot write standard output"
	trouble bench-env -o "$BATS_TEST_TMPDIR/no/such/file"
	said "no/such/file"
	trouble bench-env extra
	said "'extra'"
	trouble bench-env --fingerprnt
	said "--help"
}

@test "--help and --version go to standard output" {
	run --separate-stderr bench-env --help
	assert_success
	assert_line --index 0 --partial "usage: bench-env"
	run --separate-stderr bench-env --version
	assert_success
	assert_output --regexp '^bench-env \(benchpipe\) [0-9]'
}
