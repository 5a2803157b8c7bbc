# Against the stand-in of tests/github. Whatever a test makes the tool say is
# kept, and the token must be in none of it.
# shellcheck disable=SC2030,SC2031 # each test exports for itself
load helper
load github/helper

TOKEN=ghs_TheTokenThatNobodyMaySee0123456789ab
BOT='github-actions[bot]'
MARK='<!-- benchpipe:benchpipe -->'
SHA=$(printf 'a%.0s' {1..40})

setup_file() {
	need node curl
	# The tests wait more than they compute, and bats looks but once a second
	# whether a test may begin beside others.
	export BATS_NO_PARALLELIZE_WITHIN_FILE=true
	host_start "$BATS_FILE_TMPDIR"
}

teardown_file() {
	host_end
}

setup() {
	dir=$BATS_TEST_TMPDIR
	servers=() served=0
	unset GH_TOKEN GITHUB_EVENT_PATH GITHUB_RUN_ID GITHUB_SERVER_URL http_proxy https_proxy \
		HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE
	export GITHUB_TOKEN=$TOKEN GITHUB_REPOSITORY=octo/bench
	: >"$dir/said"
}

teardown() {
	for p in "${servers[@]}"; do kill "$p" 2>/dev/null || true; done
	curl -sS --noproxy '*' -d "$dir" "$STAND_INS/stop"
	if grep -qF "${TOKEN:0:24}" "$dir/said" "$dir"/*/log "$dir/summary" 2>/dev/null; then
		echo "the token was shown"
		return 1
	fi
}

# serve [SCENE] [NAME]: start a stand-in in folder NAME and make it the API.
serve() {
	local scene=${1-} name=${2:-api}
	mkdir -p "$dir/$name"
	served=$((served + 1))
	[ -n "$scene" ] || scene='{}'
	printf '%s' "$scene" >"$dir/$name/scene.json"
	api=$(curl -sS --fail-with-body --noproxy '*' -d "$dir/$name" "$STAND_INS/start") || fail "$api"
	export GITHUB_API_URL=$api
	LOG=$dir/$name/log
}

# comment TEXT ARGS...: run the tool with TEXT on standard input, about pull request 7.
comment() {
	local text=$1
	shift
	run --separate-stderr bench-pr-comment --pr 7 "$@" <<<"$text"
	printf '%s\n%s\n' "$output" "${stderr-}" >>"$dir/said"
}

# fails ARGS...: as trouble, with a text on standard input, and remembered.
fails() {
	run --separate-stderr "$@" <<<"some text"
	printf '%s\n%s\n' "$output" "${stderr-}" >>"$dir/said"
	assert_equal "$status" 2
	assert_equal "$output" ""
	[ -n "$stderr" ] || fail "no message on standard error"
}

# gone COMMAND...: there is no such pull request, which is an answer.
gone() {
	run --separate-stderr "$@" <<<"some text"
	printf '%s\n%s\n' "$output" "${stderr-}" >>"$dir/said"
	assert_equal "$status" 1
	assert_equal "$output" ""
}

# holds FILTER: true of the stand-in's state.
holds() {
	curl -sS --noproxy '*' "$api/_state" >"$dir/state.json"
	json "$1" "$dir/state.json"
}

scene() {
	curl -sS --noproxy '*' -d "$1" "$api/_scene" >/dev/null
}

# asked METHOD N: so many requests with it were made. The log of one that was given
# up may come a little later, on a machine with much to do.
asked() {
	local i
	for ((i = 0; i < 100; i++)); do
		[ "$(grep -c "^$1 " "$LOG" || true)" -lt "$2" ] || break
		sleep 0.1
	done
	assert_equal "$1: $(grep -c "^$1 " "$LOG" || true)" "$1: $2"
}

# comparison VERDICT COUNTS: a comparison document of that summary.
comparison() {
	jq -nc --arg verdict "$1" "{schema: \"benchpipe/comparison/1\", summary: ({${2-}} + {verdict: \$verdict})}
		| .rows = [.summary | del(.verdict) | to_entries[] | . as {\$key, \$value} | range([\$value, 9] | min)
			| {id: \"\(\$key) \(.)\", metric: \"m\", gate: true, verdict: \$key}]"
}

own='[.comments[] | select(.login == "github-actions[bot]")]'

@test "a comment is created, updated in place, and left alone when it is the same" {
	serve
	comment '# one'
	assert_success
	assert_output 'https://github.example/octo/bench/pull/7#issuecomment-1000'
	assert_equal "$stderr" ""
	holds ".comments | length == 1 and .[0].body == \"$MARK\\n# one\\n\""
	comment '# two'
	assert_success
	assert_output 'https://github.example/octo/bench/pull/7#issuecomment-1000'
	holds ".comments | length == 1 and .[0].body == \"$MARK\\n# two\\n\""
	comment '# two'
	assert_output 'https://github.example/octo/bench/pull/7#issuecomment-1000'
	asked POST 1
	asked PATCH 1
	comment '# two' --if-unchanged update
	assert_success
	asked PATCH 2
	holds '.comments | length == 1'
}

@test "a file is read as standard input is, and -o takes the URL" {
	serve
	echo '# from a file' >"$dir/text.md"
	run --separate-stderr bench-pr-comment --pr 7 -o "$dir/url.txt" "$dir/text.md"
	assert_success
	assert_equal "$output" ""
	assert_equal "$(cat "$dir/url.txt")" 'https://github.example/octo/bench/pull/7#issuecomment-1000'
	comment '# from -' -
	assert_success
	holds '.comments | length == 1 and (.[0].body | endswith("# from -\n"))'
}

@test "the own comment is found behind 0, 1, 99, 100, 101 and 5,000 others" {
	for n in 0 1 99 100 101 5000; do
		serve "{\"comments\": [{\"count\": $n}, {\"login\": \"$BOT\", \"body\": \"$MARK\\nold\"}]}" "api$n"
		comment "# after $n"
		assert_success
		assert_output --partial "#issuecomment-$((1000 + n))"
		holds ".comments | length == $n + 1 and (.[-1].body | endswith(\"# after $n\n\"))"
		asked POST 0
		asked PATCH 1
		assert_equal "$(grep -c '^GET .*/comments' "$LOG")" "$((n / 100 + 1))"
	done
}

@test "the first comment comes after 0, 1, 99, 100, 101 and 5,000 of others" {
	for n in 0 1 99 100 101 5000; do
		serve "{\"comments\": [{\"count\": $n}]}" "api$n"
		comment "# new"
		assert_success
		assert_output --partial "#issuecomment-$((1000 + n))"
		holds ".comments | length == $n + 1"
		asked POST 1
	done
}

@test "more pages than are read are trouble, not a second comment" {
	serve '{"comments": [{"count": 10001}]}'
	fails bench-pr-comment --pr 7
	said "more than 100 pages"
	asked POST 0
}

@test "another user's comment with our marker is never touched" {
	serve "{\"comments\": [{\"login\": \"mallory\", \"body\": \"$MARK\\nmine\"},
		{\"login\": \"github-actions\", \"body\": \"$MARK\\nmine too\"}]}"
	comment '# ours'
	assert_success
	comment '# ours again'
	assert_success
	holds '.comments | length == 3 and (map(select(.edits)) | length == 1 and .[0].login == "github-actions[bot]")'
	holds '[.comments[] | select(.login != "github-actions[bot]") | .body] | all(endswith("mine") or endswith("mine too"))'
}

@test "a marker counts only at the beginning of a comment" {
	serve "{\"comments\": [{\"login\": \"$BOT\", \"body\": \"see $MARK\"}]}"
	comment '# ours'
	holds '.comments | length == 2 and .[0].body == "see <!-- benchpipe:benchpipe -->"'
}

@test "a user's token posts as that user" {
	serve "{\"integration\": false, \"login\": \"alice\", \"comments\": [{\"login\": \"$BOT\", \"body\": \"$MARK\\nbot\"}]}"
	comment '# one'
	assert_success
	comment '# two'
	holds '.comments | length == 2 and .[1].login == "alice" and (.[1].body | endswith("two\n")) and (.[0].edits | not)'
	asked POST 1
}

@test "another app's token still leaves one comment, and --author makes that direct" {
	serve '{"login": "our-app[bot]"}'
	comment '# one'
	assert_success
	comment '# two'
	assert_success
	assert_output --partial '#issuecomment-1000'
	holds '.deleted == 1 and (.comments | length == 1 and (.[0].body | endswith("two\n")))'
	asked POST 2
	comment '# three' --author 'our-app[bot]'
	assert_success
	holds '.comments | length == 1 and (.[0].body | endswith("three\n"))'
	asked POST 2
}

@test "each key has its comment, also when one begins another" {
	serve
	for k in a a/b a-b A; do
		comment "# $k" --key "$k"
		assert_success
	done
	comment "# a again" --key a
	holds '.comments | map(.body) == ["<!-- benchpipe:a -->\n# a again\n", "<!-- benchpipe:a/b -->\n# a/b\n",
		"<!-- benchpipe:a-b -->\n# a-b\n", "<!-- benchpipe:A -->\n# A\n"]'
}

@test "jobs that post at once leave one comment, whatever the order" {
	serve '{"delay": 40, "comments": [{"count": 3}]}'
	for round in {1..20}; do
		pids=()
		for job in 1 2 3; do
			[ "$job" -lt 3 ] || [ $((round % 4)) -eq 0 ] || continue
			bench-pr-comment --pr 7 --key "k$round" >"$dir/url$job" 2>>"$dir/said" <<<"# job $job" &
			pids+=($!)
		done
		for p in "${pids[@]}"; do wait "$p"; done
		holds "[.comments[] | select(.body | startswith(\"<!-- benchpipe:k$round -->\"))]
			| length == 1 and (.[0].body | test(\"# job [123]\n\"))"
		id=$(jq ".comments[-1].id" "$dir/state.json")
		assert_equal "$(cat "$dir/url1")" "https://github.example/octo/bench/pull/7#issuecomment-$id"
		assert_equal "$(cat "$dir/url2")" "$(cat "$dir/url1")"
	done
}

@test "comments that earlier races left are joined into the oldest" {
	serve "{\"comments\": [{\"login\": \"$BOT\", \"body\": \"$MARK\\na\"}, {\"count\": 150},
		{\"login\": \"$BOT\", \"body\": \"$MARK\\nb\"}, {\"login\": \"$BOT\", \"body\": \"$MARK\\nc\"}]}"
	comment '# d'
	assert_output --partial '#issuecomment-1000'
	holds "$own"' | length == 1 and .[0].id == 1000 and (.[0].body | endswith("# d\n"))'
}

@test "a POST that was cut after it was done leaves one comment" {
	serve '{"faults": [{"method": "POST", "cut": "after"}]}'
	comment '# x'
	assert_success
	asked POST 1
	holds '.comments | length == 1'
}

@test "a POST that was cut before it was done is repeated" {
	serve '{"faults": [{"method": "POST", "cut": "before", "times": 2}]}'
	comment '# x'
	assert_success
	asked POST 3
	holds '.comments | length == 1'
}

@test "a POST that timed out or was answered 502 after it was done leaves one comment" {
	serve '{"faults": [{"method": "POST", "late": 60000}]}'
	comment '# x' --max-wait 12
	assert_success
	asked POST 0 # the stand-in is still at it
	holds '.comments | length == 1'
	serve '{"faults": [{"method": "POST", "done": true, "status": 502}]}' second
	comment '# x'
	assert_success
	asked POST 1
	holds '.comments | length == 1'
}

@test "what a POST leaves that is carried out only after its time is over is joined by the next run" {
	serve '{"faults": [{"method": "POST", "slow": 5000}]}'
	comment '# x' --max-wait 12
	assert_success
	for ((i = 0; i < 100; i++)); do
		[ "$(curl -sS "$api/_state" | jq '.comments | length')" -lt 2 ] || break
		sleep 0.1
	done
	comment '# y'
	assert_success
	holds '.comments | length == 1 and (.[0].body | endswith("# y\n"))'
}

@test "cut connections are retried on every request" {
	serve "{\"comments\": [{\"login\": \"$BOT\", \"body\": \"$MARK\\na\"}, {\"login\": \"$BOT\", \"body\": \"$MARK\\nb\"}],
		\"faults\": [{\"path\": \"user\", \"cut\": \"before\"}, {\"method\": \"GET\", \"path\": \"comments\", \"cut\": \"after\"},
		{\"method\": \"PATCH\", \"cut\": \"after\"}, {\"method\": \"DELETE\", \"cut\": \"after\"}]}"
	comment '# x'
	assert_success
	asked PATCH 2
	asked DELETE 2
	holds '.comments | length == 1'
}

@test "5xx answers are retried" {
	serve '{"faults": [{"path": "user", "status": 500}, {"method": "GET", "path": "comments", "status": 503, "times": 2},
		{"method": "POST", "status": 504}]}'
	comment '# x'
	assert_success
	asked POST 2
	holds '.comments | length == 1'
}

@test "429, rate limits and secondary limits are waited for" {
	serve "{\"faults\": [{\"path\": \"user\", \"status\": 429, \"headers\": {\"Retry-After\": \"1\"}},
		{\"method\": \"GET\", \"path\": \"comments\", \"status\": 403, \"headers\": {\"Retry-After\": \"1\"},
			\"message\": \"You have exceeded a secondary rate limit\"},
		{\"method\": \"POST\", \"status\": 403, \"message\": \"API rate limit exceeded\",
			\"headers\": {\"X-RateLimit-Remaining\": \"0\", \"X-RateLimit-Reset\": \"$(date +%s)\"}}]}"
	comment '# x'
	assert_success
	holds '.comments | length == 1'
	assert_equal "$(grep -c '^GET /user' "$LOG")" 2
}

@test "a limit longer than --max-wait ends at once and says how long" {
	serve '{"faults": [{"path": "user", "status": 429, "headers": {"Retry-After": "3600"}}]}'
	fails bench-pr-comment --pr 7
	said "asks for a wait of 3600 s"
	serve '{"faults": [{"method": "GET", "path": "comments", "status": 403, "message": "You have exceeded a secondary rate limit."}]}' b
	fails bench-pr-comment --pr 7 --max-wait 30
	said "asks for a wait of 60 s"
	serve '{"faults": [{"path": "user", "status": 403, "headers": {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "99999999999"}}]}' c
	fails bench-pr-comment --pr 7
	said "asks for a wait of"
}

@test "odd values in limit headers do no harm" {
	for v in -1 nan inf 1e999 0x10 '' 99999999999999999999999 abc; do
		serve "{\"faults\": [{\"path\": \"user\", \"status\": 429, \"headers\":
			{\"Retry-After\": \"$v\", \"X-RateLimit-Remaining\": \"$v\", \"X-RateLimit-Reset\": \"$v\"}}]}" "v$served"
		comment '# x' --max-wait 20
		[ "$status" -eq 0 ] || said "answered 429"
	done
}

@test "retries end with --max-wait" {
	serve '{"faults": [{"status": 503, "times": 1000}]}'
	fails bench-pr-comment --pr 7 --max-wait 3
	said "(given up after"
	grep '^GET /user 503' "$LOG"
	serve '{"faults": [{"cut": "before", "times": 1000}]}' b
	fails bench-pr-comment --pr 7 --max-wait 0
	said "(given up after 1 tries"
	asked GET 1
	export GITHUB_API_URL=http://127.0.0.1:1
	fails bench-pr-comment --pr 7 --max-wait 0
	said "GET /user"
}

@test "--max-wait is for all of the work, not for each request" {
	serve '{"comments": [{"count": 5000}], "faults": [{"method": "GET", "path": "comments", "slow": 300, "times": 1000}]}'
	fails bench-pr-comment --pr 7 --max-wait 1
	said "GET /repos/octo/bench/issues/7/comments"
	said "1 s of --max-wait"
	# More than four cannot begin within that second, however slow this machine is.
	[ "$(grep -c '^GET .*/comments' "$LOG" || true)" -le 4 ]
	asked POST 0
	holds '.comments | length == 5000'
}

@test "when the time is over before a POST is known to be done, there is no second one, and the next run goes on" {
	serve '{"faults": [{"method": "POST", "slow": 7000}, {"method": "GET", "path": "comments", "skip": 1, "slow": 20000, "times": 99}]}'
	fails bench-pr-comment --pr 7 --max-wait 6
	said "6 s of --max-wait"
	scene '{"faults": []}'
	for ((i = 0; i < 300; i++)); do
		[ "$(curl -sS "$api/_state" | jq '.comments | length')" -lt 1 ] || break
		sleep 0.1
	done
	comment '# y'
	assert_success
	holds '.comments | length == 1 and (.[0].body | endswith("# y\n"))'
	asked PATCH 1
	asked POST 1
}

@test "other 4xx answers are not retried" {
	for s in 400 401 404 410 422; do
		serve "{\"faults\": [{\"method\": \"POST\", \"status\": $s, \"message\": \"no such luck\", \"times\": 9}]}" "s$s"
		fails bench-pr-comment --pr 7
		said "POST /repos/octo/bench/issues/7/comments answered $s: no such luck"
		asked POST 1
	done
	serve '{"faults": [{"path": "user", "status": 401, "message": "Bad credentials"}]}' user
	fails bench-pr-comment --pr 7
	said "the token is not valid"
	asked GET 1
	# The status tells it, whatever the words are.
	serve '{"faults": [{"path": "user", "status": 403, "message": "no, it answered 401"}]}' words
	comment '# x'
	assert_success
}

@test "where nobody can comment is an answer, and no right is asked for" {
	for words in 'Unable to create comment because issue is locked.' 'Commenting is disabled on issues with more than 2500 comments.'; do
		serve "{\"faults\": [{\"method\": \"POST\", \"status\": 403, \"message\": \"$words\", \"times\": 9}]}" "${words%% *}"
		gone bench-pr-comment --pr 7
		said "answered 403: ${words%.}"
		refute grep -F 'permissions:' <<<"$stderr"
		asked POST 1
	done
}

@test "a comment that was deleted meanwhile is created again" {
	serve "{\"comments\": [{\"login\": \"$BOT\", \"body\": \"$MARK\\na\"}], \"faults\": [{\"method\": \"PATCH\", \"status\": 404}]}"
	comment '# x'
	assert_success
	holds '.comments | length == 1 and (.[0].body | endswith("# x\n"))'
	serve "{\"comments\": [{\"login\": \"$BOT\", \"body\": \"$MARK\\na\"}], \"faults\": [{\"method\": \"PATCH\", \"status\": 404, \"times\": 99}]}" b
	fails bench-pr-comment --pr 7
	asked PATCH 5
}

@test "answers that are no JSON, cut short, of another type, too deep or too large are trouble" {
	deep=$(printf '[%.0s' {1..4000})
	for fault in '"body": "<html>sorry</html>", "type": "text/html"' '"body": "[{\"id\": 1"' '"body": "nonsense"' \
		"\"body\": \"$deep\"" '"huge": 45000000' '"body": ""'; do
		serve "{\"faults\": [{\"method\": \"GET\", \"path\": \"comments\", $fault, \"times\": 9}]}" "f$served"
		fails bench-pr-comment --pr 7
		said "GET /repos/octo/bench/issues/7/comments"
		asked POST 0
	done
}

@test "an answer of other kinds than expected is read as one without our comment" {
	for body in '{}' '[1, null, "x", {}, {"id": "1", "user": 3, "body": []}, {"user": null, "body": null}]' \
		'[{"id": -5, "user": {"login": "github-actions[bot]"}, "body": "<!-- benchpipe:benchpipe -->"}]'; do
		serve "{\"faults\": [{\"method\": \"GET\", \"path\": \"comments\", \"body\": $(jq -cn --arg b "$body" '$b'), \"times\": 1}]}" "f$served"
		comment '# x'
		assert_success
		holds '.comments | length == 1'
	done
}

@test "a URL that is none is not printed" {
	serve '{"faults": [{"method": "POST", "body": "{\"id\": 5, \"html_url\": \"https://x/\\n::set-output name=a::b\"}"},
		{"method": "GET", "path": "comments", "skip": 1, "body": "[]"}]}'
	fails bench-pr-comment --pr 7
	said "no URL"
}

@test "a redirect is not followed, and the token goes to no other host" {
	serve '' other
	other=$api
	for s in 301 302 307 308; do
		serve "{\"faults\": [{\"method\": \"GET\", \"path\": \"comments\", \"status\": $s, \"headers\": {\"Location\": \"$other/repos/octo/bench\"}}]}" "s$s"
		fails bench-pr-comment --pr 7
		said "redirects (to '$other/repos/octo/bench') are not followed"
	done
	assert_equal "$(cat "$dir/other/log")" ""
}

@test "pages on another host are not followed" {
	serve '' other
	other=$api
	serve "{\"comments\": [{\"count\": 150}], \"link\": \"$other\"}"
	fails bench-pr-comment --pr 7
	said "continues on another host"
	assert_equal "$(cat "$dir/other/log")" ""
	serve "{\"comments\": [{\"count\": 150}], \"link\": \"http://x@${other#http://}\"}" third
	fails bench-pr-comment --pr 7
	assert_equal "$(cat "$dir/other/log")" ""
}

@test "pages that never end are not read for ever" {
	serve
	link="<$api/repos/octo/bench/issues/7/comments?page=2>; rel=\\\"next\\\""
	scene "{\"faults\": [{\"method\": \"GET\", \"path\": \"comments\", \"times\": 100000, \"status\": 200, \"body\": \"[]\",
		\"headers\": {\"Link\": \"$link\"}}]}"
	fails bench-pr-comment --pr 7
	said "more than 100 pages"
}

@test "the token does not show, even when the server repeats it" {
	serve '{"token": "another"}'
	fails bench-pr-comment --pr 7
	said "Bad credentials: Bearer ***"
	assert_equal "$(grep -c '^::' <<<"$stderr" || true)" 0
	for n in 260 270 280 290 299; do
		pad=$(printf 'x%.0s' $(seq "$n"))
		serve "{\"faults\": [{\"method\": \"POST\", \"status\": 422, \"message\": \"$pad$TOKEN$TOKEN\"}]}" "n$n"
		fails bench-pr-comment --pr 7
		said "answered 422: xxx"
	done
	serve "{\"faults\": [{\"path\": \"user\", \"status\": 302, \"headers\": {\"Location\": \"http://x/$TOKEN\"}}]}" location
	fails bench-pr-comment --pr 7
	said "'http://x/***'"
	serve "{\"faults\": [{\"path\": \"comments\", \"body\": \"x\", \"type\": \"text/$TOKEN\"}]}" kind
	fails bench-pr-comment --pr 7
	said "'text/***'"
	# Nor a part of it, where a message is cut.
	for n in 259 262 270; do
		pad=$(printf 'x%.0s' $(seq "$n"))
		serve '{}' "next$n"
		jq -n --arg link "<$api/$pad$TOKEN>; rel=\"next\"" '{faults: [{method: "GET", path: "/comments",
			headers: {Link: $link}, status: 200, body: "[]", times: 1}]}' >"$dir/next.json"
		scene "$(cat "$dir/next.json")"
		fails bench-pr-comment --pr 7
		said "xxx"
		rm "$LOG" # it was asked for
	done
}

@test "a token in the text is not posted" {
	serve
	comment "env: GITHUB_TOKEN=$TOKEN."
	assert_success
	holds '.comments[0].body | endswith("env: GITHUB_TOKEN=***.\n")'
}

@test "a token with a line break or none at all is trouble" {
	serve
	GITHUB_TOKEN=$TOKEN$'\nX-Evil: 1' fails bench-pr-comment --pr 7
	said "no token has"
	GITHUB_TOKEN=$TOKEN$'\r' fails bench-pr-comment --pr 7
	unset GITHUB_TOKEN
	export GITHUB_STEP_SUMMARY=$dir/summary
	fails bench-pr-comment --pr 7
	said "there is no token"
	assert_equal "$(cat "$dir/summary")" "some text"
	assert_equal "$(cat "$LOG")" ""
	export GH_TOKEN=$TOKEN
	comment '# x'
	assert_success
}

@test "the token is sent in clear to no host but this one" {
	for url in http://github.example http://127.0.0.1.example http://localhost.example http://127.0.0.1@github.example \
		http://10.0.0.1 http://0.0.0.0 'http://[::2]' ftp://127.0.0.1 file:///etc/passwd gopher://localhost; do
		GITHUB_API_URL=$url fails bench-pr-comment --pr 7 --max-wait 0
		said "GITHUB_API_URL"
	done
	for url in 'nonsense' '' 'https://' 'https://user:pw@api.github.example' 'https://x/?a=b' 'https://x/#a' 'https://a b/'; do
		[ -n "$url" ] || continue
		GITHUB_API_URL=$url fails bench-pr-comment --pr 7 --max-wait 0
		said "GITHUB_API_URL must be"
	done
}

# certificate: of this machine, trusted by nobody, in key.pem and cert.pem.
certificate() {
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
		-keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null
}

@test "certificates are checked, and SSL_CERT_FILE names those to trust" {
	need openssl
	certificate
	serve "{\"tls\": {\"key\": \"$dir/key.pem\", \"cert\": \"$dir/cert.pem\"}}"
	fails bench-pr-comment --pr 7
	said "certificate"
	assert_equal "$(cat "$LOG")" ""
	SSL_CERT_FILE=$dir/cert.pem comment '# x'
	assert_success
	CURL_CA_BUNDLE=$dir/cert.pem comment '# x'
	assert_success
	GITHUB_API_URL=${api/127.0.0.1/localhost} SSL_CERT_FILE=$dir/cert.pem fails bench-pr-comment --pr 7
	said "SSL"
}

@test "a proxy gets a tunnel to open, and no token" {
	serve
	https_proxy=$api GITHUB_API_URL=https://github.example fails bench-pr-comment --pr 7 --max-wait 0
	asked CONNECT 1
	assert_equal "$(cat "$LOG")" "CONNECT github.example:443 no token"
}

@test "what a proxy says of its tunnel is not taken for GitHub's answer" {
	need openssl
	certificate
	serve '{"tunnel": "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 99999999999\r\nLocation: https://x/"}' proxy
	proxy=$api
	serve "{\"tls\": {\"key\": \"$dir/key.pem\", \"cert\": \"$dir/cert.pem\"}}"
	# The first answer is a 403, which those headers would make one to wait for.
	SSL_CERT_FILE=$dir/cert.pem https_proxy=$proxy comment '# x'
	assert_success
	assert_equal "$(sort -u "$dir/proxy/log")" "CONNECT ${api#https://} no token"
	assert_equal "$(grep -c '^GET /user 403' "$LOG")" 1
}

@test "what is not encrypted goes past the proxy" {
	serve '' proxy
	proxy=$api
	serve
	http_proxy=$proxy all_proxy=$proxy comment '# x'
	assert_success
	assert_equal "$(cat "$dir/proxy/log")" ""
}

@test "an API behind a path is spoken to there" {
	serve
	GITHUB_API_URL=$api/api/v3/ fails bench-pr-comment --pr 7
	assert_equal "$(head -n 1 "$LOG")" "GET /api/v3/user 404"
}

@test "the pull request is that of the event" {
	serve
	event() {
		printf '%s' "$1" >"$dir/event.json"
		GITHUB_EVENT_PATH=$dir/event.json run --separate-stderr bench-pr-comment "${@:2}" <<<'# x'
		printf '%s\n%s\n' "$output" "$stderr" >>"$dir/said"
	}
	event "{\"number\": 7, \"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"$SHA\"}}}"
	assert_success
	assert_output --partial /pull/7
	event '{"ref": "refs/heads/main"}'
	assert_equal "$status" 2
	said "not about a pull request"
	said "--pr"
	event '{"ref": "refs/heads/main"}' --soft
	assert_success
	assert_equal "$output" ""
	event '{"workflow_run": {"event": "push", "head_sha": "x"}}'
	assert_equal "$status" 2
	event '{"ref": "refs/heads/main"}' --pr 7
	assert_success
	holds '.comments | length == 1'
}

@test "a hostile event is trouble and nothing is asked" {
	serve
	event() {
		GITHUB_EVENT_PATH=$dir/event.json fails bench-pr-comment
		said "event.json"
	}
	for text in '' '[]' 'nonsense' '{"pull_request": {"number": "7", "head": {"sha": "a"}}}' '{"pull_request": {"number": 7.5}}' \
		'{"pull_request": {"number": -7}}' '{"pull_request": {"number": 1e300}}' '{"pull_request": {"number": 7}}' \
		'{"pull_request": {"number": 7, "head": {"sha": "../../x"}}}' '{"pull_request": {"number": 7, "head": {"sha": 5}}}' \
		'{"workflow_run": {"event": "pull_request", "head_sha": "main"}}' '{"workflow_run": {"event": 5}}' \
		'{"workflow_run": {"event": "pull_request", "head_sha": null}}'; do
		printf '%s' "$text" >"$dir/event.json"
		event
	done
	printf '{"a":%s' "$(printf '[%.0s' {1..5000})" >"$dir/event.json"
	event
	head -c 70000000 /dev/zero | tr '\0' ' ' >"$dir/event.json"
	event
	GITHUB_EVENT_PATH=$dir/missing.json fails bench-pr-comment
	assert_equal "$(cat "$LOG")" ""
}

@test "--head-sha asks for the open pull request with that head" {
	b=$(printf 'b%.0s' {1..40}) c=$(printf 'c%.0s' {1..40})
	serve "{\"pulls\": [{\"number\": 5, \"sha\": \"$SHA\", \"state\": \"closed\"}, {\"number\": 7, \"sha\": \"$SHA\"},
		{\"number\": 8, \"sha\": \"$b\"}, {\"number\": 9, \"sha\": \"$b\"}, {\"number\": 10, \"sha\": \"$c\", \"state\": \"closed\"},
		{\"number\": 11, \"sha\": \"${c/c/d}\", \"base\": \"mallory/bench\"}]}"
	run --separate-stderr bench-pr-comment --head-sha "$SHA" <<<'# x'
	assert_success
	assert_output --partial /pull/7
	gone bench-pr-comment --head-sha "$b"
	said "more than one open pull request has the head $b"
	gone bench-pr-comment --head-sha "$c"
	said "no open pull request of 'octo/bench' has the head $c"
	gone bench-pr-comment --head-sha "${c/c/d}"
	holds '.comments | length == 1'
}

@test "the pull request of a fork is found, whose commits are not associated with any" {
	serve "{\"associated\": false, \"pulls\": [{\"number\": 7, \"sha\": \"$SHA\", \"repo\": \"fork/bench\"}]}"
	run --separate-stderr bench-pr-comment --head-sha "$SHA" <<<'# x'
	assert_success
	assert_output --partial /pull/7
}

@test "a workflow_run is matched by head, repository and branch, and believed in nothing else" {
	serve "{\"associated\": false, \"pulls\": [{\"number\": 7, \"sha\": \"$SHA\", \"repo\": \"fork/bench\", \"branch\": \"topic\"},
		{\"number\": 8, \"sha\": \"$SHA\", \"repo\": \"mallory/bench\", \"branch\": \"topic\"},
		{\"number\": 9, \"sha\": \"$SHA\", \"repo\": \"fork/bench\", \"branch\": \"other\"}]}"
	run_of() {
		printf '{"workflow_run": {"event": "pull_request", "head_sha": "%s", "head_branch": "%s", "pull_requests": [{"number": 9}],
			"head_repository": {"full_name": "%s"}}}' "$SHA" "$2" "$1" >"$dir/event.json"
	}
	export GITHUB_EVENT_PATH=$dir/event.json
	run_of fork/bench topic
	run --separate-stderr bench-pr-comment <<<'# x'
	assert_success
	assert_output --partial /pull/7
	run_of mallory/bench topic
	run --separate-stderr bench-pr-comment <<<'# x'
	assert_output --partial /pull/8
	run_of eve/bench topic
	gone bench-pr-comment
	said "no open pull request"
}

@test "where it may not write it says how, and leaves the text in the job summary" {
	serve '{"readonly": true}'
	export GITHUB_STEP_SUMMARY=$dir/summary
	echo before >"$dir/summary"
	fails bench-pr-comment --pr 7
	said "answered 403: Resource not accessible by integration"
	said "pull-requests: write"
	said "workflow_run"
	said "in the job summary"
	assert_equal "$(cat "$dir/summary")" $'before\nsome text'
	comment '# x' --soft
	assert_success
	assert_equal "$output" ""
	said "cannot comment"
	assert_equal "$(tail -n 1 "$dir/summary")" "# x"
	GITHUB_STEP_SUMMARY=$dir/no/such/file fails bench-pr-comment --pr 7
	said "no/such/file"
	GITHUB_STEP_SUMMARY=/dev/full fails bench-pr-comment --pr 7
	said "cannot write the job summary"
	asked POST 4
}

@test "a pull request that is not there is trouble" {
	serve
	fails bench-pr-comment --pr 8
	said "issues/8/comments?per_page=100 answered 404"
	said "is not there"
}

@test "--on says when a comment is created; one that is there is kept up to date" {
	serve
	comparison pass '"equivalent":3' >"$dir/same.json"
	comparison pass '"improvement":1,"equivalent":3' >"$dir/better.json"
	comparison regression '"regression":1' >"$dir/worse.json"
	for when in change regression; do
		comment '# same' --on "$when" -c "$dir/same.json" --key "$when"
		assert_success
		assert_equal "$output" ""
		said "no comment"
	done
	comment '# better' --on regression -c "$dir/better.json" --key regression
	assert_equal "$output" ""
	asked POST 0
	comment '# better' --on change -c "$dir/better.json" --key change
	assert_output --partial issuecomment
	comment '# worse' --on regression -c "$dir/worse.json" --key regression
	assert_output --partial issuecomment
	asked POST 2
	comment '# same again' --on regression -c "$dir/same.json" --key regression
	assert_output --partial issuecomment
	holds '.comments | length == 2 and (.[1].body | endswith("# same again\n"))'
	# Without a comparison, one that is there is all that is kept up to date.
	comment '# no answer' --on never --key other
	assert_success
	assert_equal "$output" ""
	comment '# no answer' --on never --key change
	assert_output --partial issuecomment
	holds '.comments | length == 2 and (.[0].body | endswith("# no answer\n"))'
}

@test "--on change is woken by every verdict but the quiet ones" {
	serve
	for v in regression worse better improvement failed exceeded removed unmeasured inconclusive incomparable; do
		comparison pass "\"equivalent\":1,\"$v\":1" >"$dir/c.json"
		# It is what --comparison does by itself.
		comment '# x' -c "$dir/c.json" --key "$v"
		assert_output --partial issuecomment
	done
	for v in equivalent added within; do
		comparison pass "\"equivalent\":1,\"$v\":1" >"$dir/c.json"
		comment '# x' --on change -c "$dir/c.json" --key "$v"
		assert_equal "$output" ""
	done
	# What cannot fail the job wakes nobody; that nothing was judged does.
	comparison pass '"equivalent":1,"worse":1,"inconclusive":1' >"$dir/c.json"
	jq -c '.rows[1].gate = false | .rows[2].kind = "exploratory"' "$dir/c.json" >"$dir/others.json"
	comment '# x' -c "$dir/others.json" --key others
	assert_equal "$output" ""
	for rows in 'empty' '.rows[1]' '.rows[0] | .verdict = "added"'; do
		jq -c ".rows = [$rows]" "$dir/others.json" >"$dir/none.json"
		comment '# x' -c "$dir/none.json" --key "none/${rows//[^a-z]/}"
		assert_output --partial issuecomment
	done
	comparison exceeded '"exceeded":1' >"$dir/c.json"
	comment '# x' --on regression -c "$dir/c.json" --key limits
	assert_output --partial issuecomment
}

@test "--delete-when-clean deletes the own comment, and only that" {
	comparison pass '"equivalent":3' >"$dir/same.json"
	comparison regression '"regression":1' >"$dir/worse.json"
	serve "{\"comments\": [{\"login\": \"mallory\", \"body\": \"$MARK\\nmine\"}, {\"login\": \"$BOT\", \"body\": \"<!-- benchpipe:other -->\\n\"}]}"
	comment '# worse' --on regression -c "$dir/worse.json" --delete-when-clean
	assert_output --partial issuecomment
	comment '# same' --on regression -c "$dir/same.json" --delete-when-clean
	assert_success
	assert_equal "$output" ""
	holds '.deleted == 1 and (.comments | length == 2)'
	comment '# same' --on regression -c "$dir/same.json" --delete-when-clean
	assert_success
	holds '.deleted == 1'
}

@test "--status sets a commit status from the comparison" {
	serve
	comparison regression '"regression":2,"worse":1,"equivalent":45' >"$dir/c.json"
	comment '# x' --status -c "$dir/c.json"
	assert_success
	holds ".statuses == [{\"sha\": \"$SHA\", \"state\": \"failure\", \"context\": \"benchpipe\",
		\"target_url\": \"https://github.example/octo/bench/pull/7#issuecomment-1000\",
		\"description\": \"2 regressions, 1 worse, 45 equivalent\"}]"
	comparison pass "$(for v in regression exceeded failed worse improvement better inconclusive incomparable added removed equivalent within; do
		printf '"%s":9007199254740992,' $v
	done | sed 's/,$//')" >"$dir/c.json"
	comment '# x' --status -c "$dir/c.json" --key suite/a --head-sha "$(printf 'f%.0s' {1..40})"
	assert_success
	holds '.statuses[1] | .state == "success" and .context == "suite/a" and (.sha | startswith("fff")) and (.description | length <= 140)'
	comparison pass >"$dir/c.json"
	comment '# x' --status -c "$dir/c.json" --on never --key none
	assert_success
	holds '.statuses[2] | .description == "nothing compared" and (has("target_url") | not)'
	# What is accepted is no regression, and what fails by the release alone is one.
	comparison pass '"regression":2,"equivalent":1' | jq -c '.rows[:2][].waived = {} | .summary.waived = 2' >"$dir/c.json"
	comment '# x' --status -c "$dir/c.json" --key waived
	holds '.statuses[3] | .state == "success" and .description == "1 equivalent, 2 waived"'
	comparison drift '"equivalent":3' | jq -c '.rows[:2][].drift = {verdict: "regression"}' >"$dir/c.json"
	comment '# x' --status -c "$dir/c.json" --key drift
	holds '.statuses[4] | .state == "failure" and .description == "2 regressions since the release, 3 equivalent"'
}

@test "a comparison that is none is trouble and nothing is asked" {
	serve
	for text in '' '[]' '{"schema":"benchpipe/results/1"}' '{"schema":"benchpipe/comparison/1"}' \
		'{"schema":"benchpipe/comparison/1","summary":{"verdict":"fine"}}' \
		'{"schema":"benchpipe/comparison/1","summary":{"verdict":"pass","worse":-1}}' \
		'{"schema":"benchpipe/comparison/1","summary":{"verdict":"pass","worse":"1"}}'; do
		printf '%s' "$text" >"$dir/c.json"
		fails bench-pr-comment --pr 7 --on change -c "$dir/c.json"
		said "c.json"
	done
	fails bench-pr-comment --pr 7 -c "$dir/missing.json"
	assert_equal "$(cat "$LOG")" ""
}

@test "--dry-run prints the requests, sends none and needs no token" {
	serve
	unset GITHUB_TOKEN
	comparison regression '"regression":1' >"$dir/c.json"
	comment '# "x"' --dry-run --status -c "$dir/c.json"
	assert_success
	planned
	json '.[0].path == "/repos/octo/bench/pulls/7" and (map(.method) | unique == ["GET", "POST"]) and
		(.[] | select(.path == "/repos/octo/bench/issues/7/comments").body.body == "'"$MARK"'\n# \"x\"\n") and
		.[-1].path == "/repos/octo/bench/statuses/SHA"' "$dir/planned.json"
	run --separate-stderr bench-pr-comment --dry-run --head-sha "$SHA" <<<'# x'
	planned
	json '.[0].path == "/repos/octo/bench/commits/'"$SHA"'/pulls?per_page=100" and
		any(.[]; .method == "POST" and .path == "/repos/octo/bench/issues/NUMBER/comments")' "$dir/planned.json"
	assert_equal "$(cat "$LOG")" ""
}

# planned: the requests that a dry run printed, as planned.json.
planned() {
	jq -Rn '[inputs] | reduce .[] as $line ([];
		if ($line | startswith("{")) then .[-1].body = ($line | fromjson)
		else . + [$line | split(" ") | {method: .[0], path: .[1]}] end)' <<<"$output" >"$dir/planned.json"
}

@test "--dry-run prints what is asked of a server without a comment, request by request" {
	comparison regression '"regression":1' >"$dir/bad.json"
	comparison pass '"equivalent":1' >"$dir/good.json"
	printf '{"workflow_run": {"event": "pull_request", "head_sha": "%s", "head_branch": "topic",
		"head_repository": {"full_name": "mallory/fork"}}}' "$SHA" >"$dir/event.json"
	serve "{\"pulls\": [{\"number\": 7, \"sha\": \"$SHA\", \"repo\": \"mallory/fork\"}]}" words
	while read -r event args; do
		[ "$event" = - ] || export GITHUB_EVENT_PATH=$dir/event.json
		read -ra args <<<"${args//@/$dir/}"
		serve "$(cat "$dir/words/scene.json")" "api$served"
		run --separate-stderr bench-pr-comment --dry-run "${args[@]}" <<<'# x'
		assert_success
		planned
		assert_equal "$(cat "$LOG")" ""
		run --separate-stderr bench-pr-comment "${args[@]}" <<<'# x'
		assert_success
		curl -sS "$api/_state" | jq .asked >"$dir/asked.json"
		# What only the server knows shows as words.
		sed -e 's,/NUMBER,/7,' -e "s,/SHA\"\$,/$SHA\"," -e "s,/SHA\",/$SHA\"," -e 's,github.com/,github.example/,' \
			-e 's,#issuecomment-ID,#issuecomment-1000,' "$dir/planned.json" | jq -S . >"$dir/planned.txt"
		run diff "$dir/planned.txt" <(jq -S . "$dir/asked.json")
		assert_success
	done <<-END
		- --pr 7
		- --pr 7 --author github-actions[bot] --key other
		- --pr 7 --status -c @bad.json --on regression
		- --pr 7 --status -c @good.json --on regression
		- --pr 7 -c @good.json --on change --delete-when-clean
		- --head-sha $SHA --status -c @bad.json
		event --status -c @bad.json
	END
}

@test "an empty text is trouble: a comment is never replaced by nothing" {
	serve "{\"comments\": [{\"login\": \"$BOT\", \"body\": \"$MARK\\nold\"}]}"
	for text in '' ' ' $'\n\n\t \r\n'; do
		printf '%s' "$text" >"$dir/text"
		trouble bench-pr-comment --pr 7 "$dir/text"
		said "empty"
	done
	trouble bench-pr-comment --pr 7 /dev/null
	printf 'a\0b' >"$dir/text"
	trouble bench-pr-comment --pr 7 "$dir/text"
	said "NUL"
	head -c 17000000 /dev/zero | tr '\0' x >"$dir/text"
	trouble bench-pr-comment --pr 7 "$dir/text"
	said "larger than"
	assert_equal "$(cat "$LOG")" ""
}

@test "bytes that are not UTF-8 are replaced" {
	serve
	run --separate-stderr bench-pr-comment --pr 7 < <(printf 'a\xff\xc3(\xed\xa0\x80 \xf0\x9f\x94\xb4\x01\n')
	assert_success
	holds '.comments[0].body | endswith("a\ufffd\ufffd(\ufffd\ufffd\ufffd 🔴\ufffd\n")'
}

@test "a marker in the text is made harmless" {
	serve
	comment $'<!-- benchpipe:other -->\n<!--benchpipe:benchpipe-->\n<!--\nBENCHPIPE:x -->'
	assert_success
	holds '.comments[0].body | [scan("<!--")] | length == 1'
	comment 'other' --key other
	holds '.comments | length == 2'
}

# report ROWS CHANGED: what bench-md shows of a comparison with so many rows.
report() {
	jq -cn --argjson n "$1" --argjson changed "$2" '
		{schema: "benchpipe/comparison/1", version: "0.1.0", timestamp: "2026-11-21T08:00:00Z", suite: "big",
		policy: {tolerance: 0.05, threshold: 0.1, alpha: 0.05, correction: "benjamini-hochberg", design: "unpaired"},
		rows: [range($n) | {id: "case 🔴 é | \(.)/size=\(.)", name: "case", params: {}, kind: "regression", metric: "duration_ms",
			unit: "ms", better: "lower", gate: true, baseline: 10, current: 12, n: [10, 10], change: 0.2, ci: [0.1, 0.3],
			p: 0.001, p_adjusted: 0.002, smallest_detectable: 0.03,
			verdict: (if . < $changed then "regression" else "equivalent" end),
			severity: (if . < $changed then "minor" else null end), tolerance: 0.05, threshold: 0.1}],
		summary: {rows: $n, regression: $changed, equivalent: ($n - $changed), verdict: "regression"}}' >"$dir/big.json"
	bench-md -n 100000 "$dir/big.json" >"$dir/big.md"
}

# Every line of the comment is a line of the report or says how much is missing.
assert_whole() {
	curl -sS "$api/_state" | jq -r '.comments[-1].body' | tail -n +2 >"$dir/posted.md"
	sort -u "$dir/big.md" >"$dir/big.sorted"
	grep -v -e '^\*[0-9]* more in ' -e '^\*The rest is in ' -e '^$' "$dir/posted.md" | sort -u >"$dir/posted.sorted"
	assert_equal "$(comm -23 "$dir/posted.sorted" "$dir/big.sorted")" ""
	assert_equal "$(grep -c '^<details>' "$dir/posted.md" || true)" "$(grep -c '^</details>' "$dir/posted.md" || true)"
	holds '.comments[-1].body | length <= 65536 and utf8bytelength <= 262144'
}

@test "of 10,000 rows the folded ones go first, and the rest is in the job summary" {
	serve
	report 10000 100
	export GITHUB_STEP_SUMMARY=$dir/summary
	run --separate-stderr bench-pr-comment --pr 7 "$dir/big.md"
	assert_success
	assert_whole
	assert_equal "$(grep -c '🔴.*+20 %' "$dir/posted.md" || true)" "$(grep -c '🔴.*+20 %' "$dir/big.md" || true)"
	assert_equal "$(grep -c 'more in the job summary' "$dir/posted.md")" 1
	kept=$(grep -c '^| ' "$dir/posted.md") all=$(grep -c '^| ' "$dir/big.md")
	more=$(sed -n 's/^\*\([0-9]*\) more in the job summary\*$/\1/p' "$dir/posted.md")
	assert_equal "$((kept + more))" "$all"
	[ "$kept" -gt 100 ]
	[ "$(wc -c <"$dir/summary")" -le 1048576 ]
	[ "$(wc -c <"$dir/summary")" -gt 900000 ]
}

@test "of 10,000 regressions as many rows are shown as there is room for" {
	serve
	report 10000 10000
	GITHUB_SERVER_URL=https://github.example GITHUB_RUN_ID=42 run --separate-stderr bench-pr-comment --pr 7 "$dir/big.md"
	assert_success
	assert_whole
	assert_equal "$(grep -c 'more in \[the job summary\](https://github.example/octo/bench/actions/runs/42)\*$' "$dir/posted.md")" 1
	holds '.comments[-1].body | length > 60000'
	comment 'short'
	assert_success
	holds '.comments | length == 1'
}

@test "a text without tables is shortened by whole blocks, and one endless line is left out" {
	serve
	seq -f 'Paragraph %.0f 🔴 é with some words in it.' 3000 | sed G >"$dir/big.md"
	run --separate-stderr bench-pr-comment --pr 7 "$dir/big.md"
	assert_success
	assert_whole
	holds '.comments[-1].body | length > 50000 and endswith("\n*The rest is in the job summary*\n")'
	head -c 100000 /dev/zero | tr '\0' x >"$dir/big.md"
	run --separate-stderr bench-pr-comment --pr 7 "$dir/big.md"
	assert_success
	holds ".comments[-1].body == \"$MARK\n*The rest is in the job summary*\n\""
}

@test "hostile keys, repositories, numbers and commits are refused" {
	serve
	for key in '' 'a b' 'a-->' $'a\nb' 'é' '<!--' "$(printf 'k%.0s' {1..101})"; do
		fails bench-pr-comment --pr 7 --key "$key"
		said "--key"
	done
	for repo in '' octo octo/ /bench octo/bench/x 'octo/be nch' octo/.. ../bench 'octo/bench?x=1' $'octo/bench\nX: 1'; do
		fails bench-pr-comment --pr 7 --repo "$repo"
		said "--repo"
	done
	for n in '' 0 -7 7.5 7x 99999999999999999999 2147483648 ../7; do
		fails bench-pr-comment --pr "$n"
		said "--pr"
	done
	for sha in '' abc "${SHA}a" "${SHA/a/g}" "${SHA/a/A}" "../${SHA:3}"; do
		fails bench-pr-comment --head-sha "$sha"
		said "--head-sha"
	done
	for w in '' -1 nan inf 3601 x; do
		fails bench-pr-comment --pr 7 --max-wait "$w"
		said "--max-wait"
	done
	GITHUB_REPOSITORY=evil fails bench-pr-comment --pr 7
	said "GITHUB_REPOSITORY"
	(unset GITHUB_REPOSITORY && trouble bench-pr-comment --pr 7 && said "which repository")
	assert_equal "$(cat "$LOG")" ""
}

@test "options that do not go together, or are unknown, are refused" {
	fails bench-pr-comment --pr 7 --on change
	said "needs --comparison"
	fails bench-pr-comment --pr 7 --status
	said "needs --comparison"
	fails bench-pr-comment --pr 7 --delete-when-clean
	said "--on change"
	fails bench-pr-comment --pr 7 --on regresion
	said "nearest: 'regression'"
	fails bench-pr-comment --pr 7 --if-unchanged skipp
	said "nearest: 'skip'"
	fails bench-pr-comment --pr 7 --tokn x
	said "--help"
	fails bench-pr-comment --pr 7 a b
	said "'b'"
	fails bench-pr-comment --pr 7 "$dir/missing.md"
	said "missing.md"
	fails bench-pr-comment --pr 7 -o "$dir/no/such/file"
	said "no/such/file"
}

@test "a full disk is trouble" {
	serve
	run --separate-stderr bash -c 'echo x | bench-pr-comment --pr 7 >/dev/full'
	assert_equal "$status" 2
	said "cannot write standard output"
}

@test "--help and --version go to standard output" {
	run --separate-stderr bench-pr-comment --help
	assert_success
	assert_line --index 0 --partial "usage: bench-pr-comment"
	run --separate-stderr bench-pr-comment --version
	assert_success
	assert_output --regexp '^bench-pr-comment \(benchpipe\) [0-9]'
}

@test "the other tools do not need libcurl" {
	need ldd
	for tool in "${BENCH_BUILD:-$ROOT/build}"/bench-*; do
		[ "${tool##*/}" = bench-pr-comment ] || ! ldd "$tool" 2>/dev/null | grep -q libcurl || fail "$tool is linked with libcurl"
	done
}

@test "shortening, retries and scrubbing pass their checks: tests/unit" {
	for t in markdown_fit retry secret; do
		run "${BENCH_BUILD:-$ROOT/build}/unit/$t"
		assert_success
	done
}

@test "the tool and the stand-in keep to GitHub's own description of the API" {
	local i port
	description_install
	for ((i = 0; i < 3; i++)); do
		port=$(free_port)
		serve "{\"link\": \"http://127.0.0.1:$port\", \"description\": \"$DESCRIPTION\", \"comments\": [{\"count\": 101}],
			\"pulls\": [{\"number\": 7, \"sha\": \"$SHA\"}]}" "api$i"
		! description_proxy "$port" "$api" || break
	done
	export GITHUB_API_URL=http://127.0.0.1:$port
	comparison regression '"regression":1' >"$dir/c.json"
	comparison pass '"equivalent":1' >"$dir/same.json"
	for text in one two; do
		run --separate-stderr bench-pr-comment --head-sha "$SHA" --status -c "$dir/c.json" --max-wait 600 <<<"# $text"
		assert_equal "$stderr" ""
		assert_success
		assert_output --partial '#issuecomment-1101'
	done
	comment '# three' --status -c "$dir/c.json" --max-wait 600
	assert_success
	scene '{"integration": false, "associated": false, "login": "alice"}'
	run --separate-stderr bench-pr-comment --head-sha "$SHA" --max-wait 600 <<<"# alice"
	assert_success
	comment '# same' --on regression --delete-when-clean -c "$dir/same.json" --max-wait 600
	assert_success
	holds '.deleted == 1 and (.statuses | length == 3) and (.comments | length == 102)'
	# Prism does complain: a request against the description is not passed on.
	run curl -sS -o "$dir/refused" -w '%{http_code}' -A test -X PATCH -H 'Content-Type: application/json' -d '{"bode": 1}' \
		"$GITHUB_API_URL/repos/octo/bench/issues/comments/1101"
	assert_output 422
}
