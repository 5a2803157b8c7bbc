# Stand-ins for GitHub's API, and what holds these and who talks to them to GitHub's
# own description.

# host_start FOLDER: start what makes the stand-ins of a file's tests; STAND_INS is its URL.
host_start() {
	local i
	node "$ROOT/tests/github/host.mjs" "$1" 3>&- >&2 &
	HOST=$!
	for ((i = 0; i < 1200; i++)); do
		[ ! -e "$1/url" ] || break
		sleep 0.05
	done
	STAND_INS=$(cat "$1/url")
	export STAND_INS HOST
}

host_end() {
	kill "$HOST"
}

DESCRIPTION=$ROOT/build/github/github.json

# description_install: the description and the proxy are there, or the test fails.
description_install() {
	need node
	prepared github
}

# free_port: one that is free now; another program could take it, so try again.
free_port() {
	node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# description_proxy PORT URL: pass on to URL what the description allows, and back
# what it allows. False when the port was taken.
description_proxy() {
	local i
	"$ROOT/build/github/node_modules/.bin/prism" proxy --errors -p "$1" "$DESCRIPTION" "$2" >"$dir/prism" 2>&1 3>&- &
	servers+=($!)
	for ((i = 0; i < 1200; i++)); do
		! grep -q 'Prism is listening' "$dir/prism" || return 0
		kill -0 "${servers[-1]}" 2>/dev/null || return 1
		sleep 0.1
	done
	return 1
}
