#!/usr/bin/env node
/* hostile.js series|comparison|results: a document whose every word is an attack. */
const words = ['</script><script>window.pwned=1</script>', '"><img src=x onerror=window.pwned=1>', "'><b onload=window.pwned=1>", '<!--<script>', ']]><iframe src=javascript:window.pwned=1>',
	'\u202egnirts\u2066 a\u200bb', '&lt;b&gt;&amp;#60;', '__proto__', 'constructor', 'javascript:window.pwned=1', '\u2028\u2029', '../../%2e%2e#/overview?theme=<b>', '{{7*7}}${7*7}`x`', '</style></noscript></title>', '🎉\u0001'];

/* JSON.stringify() leaves out a key __proto__ of a literal: params are text. */
const params = (w) => `{${JSON.stringify(w)}:${JSON.stringify(w)},"backend":${JSON.stringify(w)}}`;
const document = {
	series() {
		const runs = words.map((w, i) => ({ id: w, timestamp: `2026-01-0${i % 9 + 1}T00:00:00Z`, commit: i % 2 ? w : `${w}abcdef0`, ref: w, fingerprint: w }));
		return ['series', { runs }, words.map((w, i) => ({
			id: w, name: w, variant: i % 3 ? w : null, metric: w, unit: w, better: 'lower', gate: true,
			run: words.map((_, k) => k), value: words.map((_, k) => k + 1 + i),
			steps: [{ at: 5, before: 1, after: 2, change: 1, ci: [0.5, 1.5], p: 0.001, verdict: 'regression', state: 'open' }],
		}))];
	},
	comparison() {
		return ['rows', { suite: words[0], summary: { rows: words.length, verdict: 'regression' }, baseline: { environment: { cpu_model: words[0], os: words[1] } }, current: { environment: { cpu_model: words[5], git_commit: words[1] } } },
			words.map((w) => ({ id: w, name: w, metric: w, unit: w, gate: true, baseline: 1, current: 2, change: 1, ci: [0.5, 1.5], verdict: 'regression', reason: w }))];
	},
	results() {
		return ['benchmarks', { suite: words[0] }, words.map((w) => ({ id: w, name: w, description: w, variant: w, duration_ms: 3 }))];
	},
};
const kind = process.argv[2];
const [key, head, rows] = document[kind]();
const lines = rows.map((row) => `${JSON.stringify(row).slice(0, -1)},"params":${params(row.id)}}`);
const text = JSON.stringify({ schema: `benchpipe/${kind}/1`, ...head });
process.stdout.write(`${text.slice(0, -1)},"${key}":[\n${lines.join(',\n')}\n]}\n`);
