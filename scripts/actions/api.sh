# shellcheck shell=bash
# Requests to GitHub's API by curl. Sourced after lib.sh, by bash. From here on the token
# is in no command's environment: 'token' has it, for those who need it.
ulimit -c 0 # no memory with the token in it is left in a file
token=$GITHUB_TOKEN
unset GITHUB_TOKEN
api=${GITHUB_API_URL:-https://api.github.com}
server=${GITHUB_SERVER_URL:-https://github.com}

# As bench-pr-comment has it: the token goes out encrypted, or to this machine alone,
# and then past any proxy.
private='^http://(127(\.[0-9]{1,3}){3}|localhost|\[::1\])(:[0-9]{1,5})?(/[^@]*)?$'
protocol=(--proto '=https')
for url in "$api" "$server"; do
	[[ $url == https://* || $url =~ $private ]] ||
		stop "'$url' must begin with 'https://': the token would be sent in clear"
done
[[ $api == https://* ]] || protocol=(--proto '=http' --noproxy '*')

# api_request METHOD PATH ANSWER [BODY]: send the file BODY; the file ANSWER gets the answer,
# at most 40 MiB. Prints its HTTP status. What only asks is asked again while GitHub has trouble
# or wants to be left alone, for a minute at most.
api_request() {
	local body=() again=()
	[ "$1" != GET ] || again=(--retry 4 --retry-max-time 60)
	[ $# -lt 4 ] || body=(-H 'Content-Type: application/json' --data-binary "@$4")
	printf 'header = "Authorization: Bearer %s"\n' "$token" |
		curl --silent --show-error --globoff --config - --max-time 60 --max-filesize 41943040 "${protocol[@]}" -X "$1" \
			-H 'Accept: application/vnd.github+json' -H 'X-GitHub-Api-Version: 2022-11-28' -H 'User-Agent: benchpipe' \
			"${again[@]}" "${body[@]}" -o "$3" -w '%{http_code}' "$api/repos/$GITHUB_REPOSITORY$2"
}

# api_get PATH ANSWER: it, or trouble.
api_get() {
	local code
	code=$(api_request GET "$1" "$2")
	[ "$code" = 200 ] || stop "GitHub answered $code to 'GET ${1%%\?*}'"
}
