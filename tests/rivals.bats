# Which benchmarks bench-init takes out of the gate, since they measure other packages alone.
load helper

setup() {
	need jq
	mkdir -p "$BATS_TEST_TMPDIR/project/bench"
	cd "$BATS_TEST_TMPDIR/project" || return
	echo '{"name": "mine", "dependencies": {"inner": "1"}}' >package.json
	echo '{"devDependencies": {"benchmark": "^2.1.4", "mine": "1.1.0", "left-pad": "~1.3", "@a/b": "npm:@c/d@^2", "local": "file:../x",
		"tag": "latest", "linked": "workspace:*", "fork": "github:x/y", "lodash": "4"}}' >bench/package.json
	# shellcheck source=scripts/init/javascript.sh
	. "$ROOT/scripts/init/javascript.sh"
	rival_packages bench
	echo "const mine = require('..'); const pad = require('left-pad'); const lodash = require('lodash');" >head.js
}

# theirs CODE|PATTERN,...: the patterns of the benchmarks in the program that begins with head.js.
theirs() {
	printf '%b' "$1" | cat head.js - >bench/index.js
	assert_equal "$(rivals bench/index.js | paste -sd,)" "${2-}"
}

@test "a benchmark is a rival's when it calls nothing but a published package" {
	each theirs <<-'END'
		s.add('a b', () => pad('x', 2)).add('mine', () => mine('x'))|a b
		s.add("a", function () {\n  pad(1)\n  pad(2);\n}).add(`b`, async () => { await lodash.map([1], x => x + 1) })|a,b
		const { map: m, each } = lodash; const up = pad.up\nbench('a', () => m([1])); bench('b', () => { each(x) }); bench('c', () => up())|a,b,c
		const b = await import('@a/b'); import C, { d as e } from "@a/b/sub"\nbench('a', () => b.c(1)); bench('b', () => new C().d(e))|a,b
		import * as t from 'tag';\nbench('a', () => t.x(`y ${1 / 2}`, /['"(]/g));|a
		var f = require("lodash").flow, o = require('../mine').flow\ns.add('a', () => f(1)).add('b', () => o(1))|a
		s.add('  a \303\227  ', () => pad()).add("it's", () => pad())|a ×,it's
		function bench(name, ...args) { new Suite().add('a', () => pad.apply(pad, args)).add('m', () => mine(...args)) }\nbench('x', [1])|a
	END
	# An older release of the project itself, installed for the benchmarks alone.
	each theirs <<-'END'
		const old = require('mine')\ns.add('mine (old)', () => old(1)).add('mine', () => mine(1))|mine (old)
	END
}

@test "a benchmark that could have to do with the project keeps its gate" {
	each theirs <<-'END'
		s.add('a', () => pad(mine(1)))
		s.add('a', () => { pad(1); mine(1) })
		s.add('a', () => other(1)).add('b', () => { JSON.parse('1') }).add('c', () => {})
		s.add('a', () => pad(helper(1)))
		s.add('a', x => pad(x)).add('b', pad).add('c', { fn() { pad() } })
		const local = require('local'), l = require('linked'), f = require('fork'), i = require('inner'), u = require('unheard')\ns.add('a', () => local()).add('b', () => l()).add('c', () => f()).add('d', () => i()).add('e', () => u())
		lodash.mixin({ x: mine })\ns.add('a', () => lodash.map(1))
		lodash.use(require('../plugin'))\ns.add('a', () => lodash.map(1))
		require('../patch')\ns.add('a', () => pad(1))
		import '../patch'\nbench('a', () => pad(1))
		let p = pad\np = mine\nbench('a', () => p(1))
		const options = { plugin: mine }\nbench('a', () => pad(options))
		const options = { plugins: ['mine/plugin'] }\nbench('a', () => pad(options)); bench('b', () => lodash.x('../lib'))
		function run(f) { bench('a', () => f(1)); bench('b', () => pad(f)) }\nrun(mine)
		let state\nbench('m', () => { state = mine(1) }); bench('a', () => pad(state))
		const set = (a, b) =>\n  mine(a)\nbench('a', () => lodash.map([1], set))
		const c = x ? pad : mine\nbench('a', () => c(1))
		bench('a', () => pad(eval('mine(1)'))); bench('b', () => pad(globalThis.m))
	END
}

@test "a name that could be the project's is no rival's, and where names are not known there is none" {
	each theirs <<-'END'
		s.add('a', () => pad(1)).add('a', () => mine(1)).add('b', () => pad(1))|b
		s.add('a', () => pad(1)).add('a', f)
		s.add('a*', () => pad(1)).add('?', () => pad(1)).add('!a', () => pad(1)).add('a\\n', () => pad(1))
		s.add('a', () => pad(1)).add(name, () => mine(1))
		s.add('a', () => pad(1)).add(`${x} b`, () => mine(1))
		for (const n of all) bench('a', () => pad(1)), bench(n, f)
		s.add('lodash/a', () => lodash.a()).add('lodash/b', () => lodash.b()).add('c', () => lodash.c())|c,lodash/*
		s.add('lodash/a', () => lodash.a()).add('lodash/b', () => lodash.b()).add('lodash/m', () => mine())|lodash/a,lodash/b
		s.add('lodash: a', () => lodash.a()).add('lodash: b', () => lodash.b()).add('lodash mine', () => mine())|lodash: *
		s.add('x a', () => lodash.a()).add('x b', () => lodash.b())|x a,x b
		s.add('a', () => pad('unfinished)
		s.add('a', () => pad(1)
		x = {}\n/'/.test(1); s.add('a', () => pad(1))
	END
	for bytes in '\377' '\342\200\256' '\357\273\277' '\302\205' '\355\240\200' '\001'; do
		theirs "s.add('x$bytes', () => pad(1)); s.add('\303\251', () => pad(1))" "$([ "$bytes" = '\001' ] || printf '\303\251')"
	done
	# Another file of the same run may have the name.
	printf "bench('a', () => own(1))" >bench/more.js
	theirs "bench('a', () => pad(1)); bench('b', () => pad(1))" a,b
	assert_equal "$(rivals bench/index.js bench/more.js)" b
	printf 'bench(n, f)' >bench/more.js
	assert_equal "$(rivals bench/more.js bench/index.js)" ''
	cp bench/index.js bench/index.tsx
	assert_equal "$(rivals bench/index.tsx)" ''
}

@test "a package that the repository could have its hand in is no rival" {
	local code="bench('a', () => pad(1))"
	# among PATH TEXT: with it there is none, and without it there is.
	among() {
		mkdir -p "$(dirname "$1")"
		[ ! -e "$1" ] || cp "$1" kept
		printf '%s\n' "$2" >"$1"
		packages "$code" ''
		rm "$1"
		[ ! -e kept ] || mv kept "$1"
	}
	packages() {
		unset 'published_of[bench]' own_packages
		rival_packages bench
		theirs "$@"
	}
	each among <<-'END'
		package.json|{"name": "mine", "workspaces": ["bench"]}
		package.json|{"name": "mine-plugin"}
		package.json|{"name": "mine", "peerDependencies": {"left-pad": "1"}}
		package.json|{"name": "mine", "overrides": {"left-pad": "file:."}}
		package.json|{"name": "mine", "scripts": {"bench": "npm link && node bench"}}
		bench/package.json|{"name": "x", "dependencies": {"left-pad": "1"}, "devDependencies": {"left-pad": "link:.."}}
		pnpm-workspace.yaml|packages: [bench]
		lerna.json|{}
		tsconfig.json|{"compilerOptions": {"paths": {"*": ["./src/*"]}}}
		bench/tsconfig.json|{"compilerOptions": {"paths": {"left-pad": ["../src"]}}}
		vitest.config.ts|export default { resolve: { alias: [{ find: /^left-pad/, replacement: 'src' }] } }
	END
	packages "$code" a
	# Its own name is that of the file's own package, or it is of the package at the root.
	code="import old from 'mine'\nbench('a', () => old(1))"
	packages "$code" a
	among bench/package.json '{"name": "mine", "devDependencies": {"mine": "1"}}'
	echo '{"name": "other", "devDependencies": {"mine": "1", "left-pad": "1"}}' >package.json
	echo '{"name": "mine"}' >bench/package.json
	unset 'published_of[.]' own_packages
	rival_packages .
	assert_equal "$published" ' left-pad '
}

@test "bench-init writes a gate without rivals, quoted, and tells it once; many names are left alone" {
	need git
	theirs "const { Suite } = require('benchmark')
s.add(\"it's \303\227\", () => pad(1)).add('@a: b', () => pad(1)).add('mine', () => mine(1)).on('cycle', e => console.log(String(e.target)))" "@a: b,it's ×"
	printf '// %s\n' "s.on('cycle', e => console.log(String(e.target)))" >>bench/index.js
	rm head.js
	run "$ROOT/scripts/bench-init"
	assert_success
	assert_line "left    rows '@a: b', 'it's ??': they measure other packages; 'gate' in bench.yml"
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" bench.yml
	bench-plan -o plan.json bench.yml
	json '.cases[0].rows | .harness == "benchmarkjs" and .gate == ["!@a: b", "!it\u0027s ×"]' plan.json
	rm -r bench.yml bench
	echo '{"name": "mine", "devDependencies": {"vitest": "1", "left-pad": "1"}}' >package.json
	echo "import { bench } from 'vitest'; import pad from 'left-pad'; bench('a', () => { pad(1) })" >a.bench.ts
	run "$ROOT/scripts/bench-init"
	assert_line "left    rows 'a': they measure other packages; 'gate' in bench.yml"
	bench-plan -o plan.json bench.yml
	json '.cases[0].rows | .harness == "vitest" and .path == "bench-vitest.json" and .gate == ["!a"]' plan.json
	rm bench.yml
	for i in $(seq 101); do printf "bench('n%d', () => { pad(1) })\n" "$i"; done >>a.bench.ts
	run "$ROOT/scripts/bench-init"
	assert_line "left    102 rows stay in the gate though they measure other packages: 'gate' has at most 100 names"
	bench-plan -o plan.json bench.yml
	json '.cases[0].rows.gate == null' plan.json
	# Names that a program computes: what it measures beside the project's own is told.
	rm bench.yml
	echo "import { bench } from 'vitest'; import pad from 'left-pad/up'; for (const n of ['a']) bench(n, () => { pad(1) })" >a.bench.ts
	run "$ROOT/scripts/bench-init"
	assert_line "hint    'a.bench.ts' uses 'left-pad': rows that measure them alone should not gate: 'harness: { format: vitest, gate: ['!NAME*'] }'"
	rm bench.yml
	sed -i "s/pad from 'left-pad.up'/pad from '.\/left-pad'/" a.bench.ts
	run "$ROOT/scripts/bench-init"
	refute_line --partial 'should not gate'
}
