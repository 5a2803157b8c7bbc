#!/usr/bin/env node
/* history.js SERIES POINTS [NOISE]: a made-up series document on standard output: the same one for
 * the same arguments. Every fifth series has a step, which it tells; NOISE is the standard
 * deviation of a value (0.01). */
const [series, points, noise = 0.01] = process.argv.slice(2).map(Number);

/* xorshift32 (Marsaglia, Xorshift RNGs, 2003): numbers from 0 to 1. */
let state = 2463534242;
function random() {
	state ^= state << 13;
	state ^= state >>> 17;
	state ^= state << 5;
	return (state >>> 0) / 4294967296;
}

/* Box and Muller. */
function normal() {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function digits(value) {
	return Number(value.toPrecision(6));
}

const hex = (n) => n.toString(16).padStart(8, '0').repeat(5);
const runs = Array.from({ length: points }, (_, i) => ({
	id: `run-${i}`,
	timestamp: new Date(Date.UTC(2022, 0, 1) + i * 86400000).toISOString().replace('.000', ''),
	commit: hex((i * 2654435761) >>> 0),
	ref: 'main',
	fingerprint: i < points * 0.6 ? '3f1c' : '77ab',
}));
const backends = ['cpu', 'cuda', 'rocm', 'mps', 'openvino', 'qnn'];

function one(k) {
	const backend = backends[k % 6], batch = 2 ** (Math.floor(k / 6) % 6);
	const higher = Math.floor(k / 36) % 4 === 3;
	const level = (1 + Math.floor(k / 36) % 9) * batch ** 0.8 * [4, 1, 1.3, 2.2, 2.9, 1.7][k % 6];
	const at = k % 5 === 0 ? Math.floor(points * (0.2 + 0.6 * random())) : points;
	const change = (random() < 0.6 ? 1 : -1) * (0.05 + 0.3 * random());
	const name = `layer ${Math.floor(k / 36)}`;
	const value = runs.map((_, i) => digits(level * (i >= at ? 1 + change : 1) * Math.exp(noise * normal())));
	const params = { backend, batch };
	return {
		id: `${name}/backend=${backend},batch=${batch}`, name, params, variant: null,
		metric: higher ? 'throughput' : 'duration_ms', unit: higher ? 'items/s' : 'ms', better: higher ? 'higher' : 'lower', gate: true,
		run: runs.map((_, i) => i), value,
		steps: at < points ? [{
			at, before: digits(level), after: digits(level * (1 + change)), change: digits(change), ci: [digits(change - 0.01), digits(change + 0.01)], p: 1e-9,
			verdict: (change > 0) === higher ? 'improvement' : 'regression', state: k % 10 ? 'recovered' : 'open',
		}] : [],
	};
}

const out = [`{"schema":"benchpipe/series/1","version":null,"timestamp":"2026-01-01T00:00:00Z","runs":[\n${runs.map((r) => JSON.stringify(r)).join(',\n')}\n],"series":[`];
for (let k = 0; k < series; k++)
	out.push(`${k ? ',' : ''}\n${JSON.stringify(one(k))}`);
out.push('\n]}\n');
process.stdout.write(out.join(''));
