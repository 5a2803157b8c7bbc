# Cases that got a new name: aliases.yml.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	doc old/n=1 sort >base.json
	doc new/n=1 sort >head.json
}

# doc ID...: results with six samples of each id.
doc() {
	jq -nc '{schema: "benchpipe/results/1", timestamp: "2026-11-29T00:00:00Z", environment: {fingerprint: "f"},
		benchmarks: [$ARGS.positional[] | {name: ., status: "ok", iterations: 6, metrics: {duration_ms:
			{unit: "ms", better: "lower", gate: true, samples: [10, 10.01, 10.02, 10.03, 10.04, 10.05]}}}]}' --args "$@"
}

# aliases LINE...: aliases.yml with these lines.
aliases() {
	printf 'version: 1\naliases:\n' >aliases.yml
	printf '  %s\n' "$@" >>aliases.yml
}

@test "without an alias a renamed case is removed and added, and the row tells which name is near" {
	doc parse_json/n=1 sort >base.json
	doc parse-json/n=1 sort >head.json
	run --separate-stderr bench-diff base.json head.json
	assert_failure 1
	json '[.rows[] | {(.id): .verdict}] | add == {"parse-json/n=1": "added", "parse_json/n=1": "removed", sort: "equivalent"}'
	json '.rows[] | select(.verdict == "removed") | .reason == "'"'parse-json/n=1' is new: when it is the same case, say so in aliases.yml"'"'
	doc old/n=1 sort >base.json
	doc quite-another sort >head.json
	run --separate-stderr bench-diff base.json head.json
	json '.rows[] | select(.id == "old/n=1") | has("reason") | not'
}

@test "an alias continues the case under its new name, and the row says so" {
	aliases 'old/n=1: new/n=1'
	run --separate-stderr bench-diff base.json head.json
	assert_success
	json '.rows | map(.id) == ["new/n=1", "sort"]'
	json '.rows[0] | .verdict == "equivalent" and (.reason | contains("the baseline calls it '"'old/n=1'"'"))'
	json '.rows[1] | .reason // "" | contains("calls it") | not'
	mv aliases.yml other.yml
	run --separate-stderr bench-diff --aliases other.yml base.json head.json
	assert_success
	run --separate-stderr bench-diff --aliases - base.json head.json <other.yml
	assert_success
}

@test "a star, a chain, and the order of the documents do not matter" {
	doc z/n=1 z/n=2 z/m/n=3 b >base.json
	doc a/n=1 a/n=2 q/n=3 b >head.json
	aliases '"z/*": "y/*"' '"y/*": "a/*"' '"z/m/*": "q/*"'
	run --separate-stderr bench-diff base.json head.json
	assert_success
	json '.rows | map(.id) == ["a/n=1", "a/n=2", "b", "q/n=3"]'
}

@test "variants of one document and what was planned go by the new name too" {
	jq -s -c '.[0].benchmarks |= map(.variant = "base") | .[1].benchmarks |= map(.variant = "head")
		| .[0].benchmarks += .[1].benchmarks | .[0]' base.json head.json >both.json
	printf 'version: 1\nbenchmarks:\n  - {name: sort, run: "true"}\n  - {name: old, run: "true", matrix: {n: [1]}}\n' >base.yml
	sed 's/old/new/' base.yml >head.yml
	bench-plan base.yml >bp.json
	bench-plan head.yml >hp.json
	aliases 'old/n=1: new/n=1'
	run --separate-stderr bench-diff --baseline-plan bp.json --current-plan hp.json both.json
	json '[.rows[] | select(.metric == "duration_ms") | .verdict] == ["equivalent", "equivalent"]'
	json 'all(.rows[]; .id != "old/n=1")'
	rm aliases.yml
	run --separate-stderr bench-diff --baseline-plan bp.json --current-plan hp.json both.json
	json 'any(.rows[]; .id == "old/n=1" and .verdict == "removed")'
}

@test "a case that is really gone is removed all the same" {
	doc sort >head.json
	aliases 'old/n=1: new/n=1'
	run --separate-stderr bench-diff base.json head.json
	assert_failure 1
	json '.summary.removed == 1'
}

@test "a file that is wrong is refused with the place" {
	refused() {
		printf '%b' "$1" >aliases.yml
		trouble bench-diff base.json head.json
		said "$2"
	}
	each refused <<-'END'
		version: 1\naliases:\n  a: b\n  c: b\n|aliases.yml:4:6: 'b' is the new name of 'a' already, on line 3
		version: 1\naliases:\n  a: b\n  b: c\n  c: a\n|aliases.yml:3:3: the names go in a circle
		version: 1\naliases:\n  a: a\n|aliases.yml:3:6: 'a' is the old name and the new one
		version: 1\naliases:\n  "a*": b\n|aliases.yml:3:9: '*' must end both names or none
		version: 1\naliases:\n  a: [b]\n|aliases.yml:3:6: 'the name of a case' must be
		version: 1\naliases: [a]\n|aliases.yml:2:10: 'aliases' must be a mapping
		version: 2\n|aliases.yml:1:10: 'version' must be
		aliases: {}\n|'version: 1' must be given
		version: 1\nalias: {}\n|aliases.yml:2:1:
	END
	rm aliases.yml
	trouble bench-diff --aliases nowhere.yml base.json head.json
	said nowhere.yml
}

@test "two cases of the baseline are never compared with one" {
	doc old/n=1 new/n=1 >base.json
	aliases 'old/n=1: new/n=1'
	trouble bench-diff base.json head.json
	said "base.json: 'new/n=1' is given twice, or is what the aliases call"
}

@test "the schema knows what the page shows" {
	aliases "a: b" "\"c/*\": \"d/*\""
	run "$ROOT/tests/schema-check" "$ROOT/schemas/aliases.json" aliases.yml
	assert_success
	echo "alias: {}" >>aliases.yml
	run "$ROOT/tests/schema-check" "$ROOT/schemas/aliases.json" aliases.yml
	assert_failure
}
