# One GitHub issue for each alert, against the stand-in of tests/github.
# shellcheck disable=SC2030,SC2031 # each test exports for itself
load helper
load github/helper

setup_file() {
	need node curl
	host_start "$BATS_FILE_TMPDIR"
}

teardown_file() {
	host_end
}

setup() {
	dir=$BATS_TEST_TMPDIR
	cd "$dir" || return
	unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY
	export GITHUB_TOKEN=ghs_TheTokenThatNobodyMaySee0123456789ab GITHUB_REPOSITORY=octo/bench TMPDIR=$dir
	mkdir api ledger
	echo '{}' >api/scene.json
	GITHUB_API_URL=$(curl -sS --fail-with-body --noproxy '*' -d "$dir/api" "$STAND_INS/start")
	export GITHUB_API_URL
}

teardown() {
	curl -sS --noproxy '*' -d "$dir" "$STAND_INS/stop"
}

# alert NAME KIND STATE: write it.
alert() {
	jq -cn --arg name "$1" --arg kind "$2" --arg state "$3" '{schema: "benchpipe/alert/1", name: $name, kind: $kind, state: $state,
		after: {commit: "0123456789abcdef"}, at: {commit: "fedcba9876543210"},
		rows: [{id: "sort @octo", metric: "duration_ms", at: {commit: "fedcba9876543210"}, before: 1, after: 1.2, change: 0.2,
			ci: [0.1, 0.3], p: 0.001, verdict: (if $kind == "improvement" then "improvement" else "regression" end), state: "open"}]}' >"ledger/$1.json"
}

issues() {
	run --separate-stderr "$ROOT/scripts/actions/issues" ledger
	assert_equal "$status" 0
	refute_output --partial "$GITHUB_TOKEN"
}

# held FILTER: assert that jq's FILTER is true of what the stand-in holds.
held() {
	curl -sf --noproxy '*' "$GITHUB_API_URL/_state" >state.json
	json "$1" state.json
}

@test "an alert has one issue, which is closed and opened with it" {
	alert a1 regression open
	alert b2 improvement kept
	alert c3 moved recovered
	issues
	held '.issues | length == 1 and (.[0] | .state == "open" and .title == "Benchmarks got worse at fedcba987654"
		and .labels == ["benchpipe-alert"] and (.body | contains("<!-- benchpipe-alert: a1 -->") and (contains("@octo") | not)))'
	number=$(jq .issues[0].number state.json)
	json ".issue == $number and .issue_state == \"open\"" ledger/a1.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/alert.json" ledger/a1.json
	issues
	held '.issues | length == 1'
	# Nothing is asked where nothing changed.
	assert_equal "$(grep -c . api/log)" 2
	jq -c '.state = "recovered"' ledger/a1.json >new && mv new ledger/a1.json
	issues
	held '.issues[0] | .state == "closed" and .state_reason == "completed"'
	jq -c '.state = "open"' ledger/a1.json >new && mv new ledger/a1.json
	issues
	held '.issues | length == 1 and .[0].state == "open"'
	jq -c '.state = "withdrawn"' ledger/a1.json >new && mv new ledger/a1.json
	issues
	held '.issues[0] | .state == "closed" and .state_reason == "not_planned"'
}

@test "an alert that lost its issue finds it again" {
	alert a1 regression open
	issues
	alert a1 regression open
	issues
	held '.issues | length == 1'
	json '.issue > 0' ledger/a1.json
}

@test "what GitHub refuses is trouble, and the alert stays as it was" {
	alert a1 regression open
	cp ledger/a1.json before
	curl -sf --noproxy '*' -d '{"readonly": true}' "$GITHUB_API_URL/_scene" >/dev/null
	run "$ROOT/scripts/actions/issues" ledger
	assert_equal "$status" 2
	assert_output --partial "GitHub answered 403 to 'POST /issues'"
	refute_output --partial "$GITHUB_TOKEN"
	cmp before ledger/a1.json
	echo '{"schema":"other"}' >ledger/b2.json
	rm ledger/a1.json
	run "$ROOT/scripts/actions/issues" ledger
	assert_equal "$status" 2
	assert_output --partial 'is no alert'
}
