#!/bin/sh
# bench-pdf: print a page of bench-html as a PDF report, by the Chromium that is installed.
set -eu

# shellcheck source=scripts/actions/lib.sh
. "$(dirname "$0")/../scripts/actions/lib.sh"
# shellcheck source=scripts/actions/options.sh
. "$(dirname "$0")/../scripts/actions/options.sh"

usage() {
	cat <<-END
		usage: bench-pdf [OPTION]... [PAGE]
		Print a page that bench-html wrote as a PDF report, by the Chromium that is
		installed.
	END
}

options() {
	option_row -b --browser COMMAND 'this Chromium, or Chrome, or Edge'
	option_row -o --output FILE 'write FILE, whole or not at all'
	option_row '' --view VIEW "print this view of the page (default 'report')"
}

options_first "$@"
eval "set -- $sorted"
browser='' output=- view=report
while option_take "$@"; do
	shift "$option_words"
	case $option in
	--browser) browser=$value ;;
	--view) view=$value ;;
	--output) output=$value ;;
	esac
done
shift "$option_words"
[ $# -le 1 ] || stop_usage "unexpected operand '$2'"
page=${1:--}

# browser_find: set browser to the first that is there of those that print alike.
browser_find() {
	for browser in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
		! command -v "$browser" >/dev/null || return 0
	done
	stop "there is no Chromium here: install 'chromium' or name one with --browser; in any browser the view 'Report' of the page prints the same"
}
if [ -z "$browser" ]; then
	browser_find
elif ! command -v "$browser" >/dev/null; then
	stop "'$browser' is not there to be run"
fi

scratch_make
if [ "$page" = - ]; then
	cat >"$scratch/page.html"
else
	[ -f "$page" ] || stop "'$page' is not a file"
	cat -- "$page" >"$scratch/page.html" || stop "cannot read '$page'"
fi
grep -q 'data-kind="about"' "$scratch/page.html" ||
	stop "'$page' is not a page of bench-html"

# A sandbox needs a user who is not root.
sandbox=''
[ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox
printed=0
child timeout -k 5 120 "$browser" --headless $sandbox --disable-gpu --window-size=720,1000 --no-first-run --disable-quic \
	--disable-background-networking --disable-component-update --disable-sync \
	--user-data-dir="$scratch/profile" --no-pdf-header-footer --print-to-pdf="$scratch/report.pdf" \
	"file://$scratch/page.html#/$view" >"$scratch/log" 2>&1 || printed=$?
if [ "$printed" -ne 0 ] || [ ! -s "$scratch/report.pdf" ]; then
	stop "'$browser' ended with status $printed and printed nothing: $(tail -n 1 "$scratch/log")"
fi

output_write "$scratch/report.pdf" "$output"
