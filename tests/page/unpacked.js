#!/usr/bin/env node
/* unpacked.js PAGE SERIES: what the page's own reader makes of PAGE's data is what SERIES says, to
 * half a step, and a step is at most 1e-4 of the median, or 2^-50 of the largest. Prints how many values were compared. */
import { readFileSync } from 'node:fs';

const [page, series] = process.argv.slice(2).map((f) => readFileSync(f, 'utf8'));
const source = readFileSync(new URL('../../tools/page/unpack.js', import.meta.url), 'utf8');
const unpack = new Function(`${source}; return unpack;`)();
const [data, ...more] = [...page.matchAll(/<script type="application\/json" data-kind="series(?:-more)?">([^]*?)<\/script>/g)].map((m) => JSON.parse(m[1]));
data.series.push(...more.flat());
const wanted = JSON.parse(series);
let compared = 0;

function same(where, got, want, step) {
	if (got.length !== want.length)
		throw new Error(`${where}: ${got.length} values, not ${want.length}`);
	want.forEach((v, i) => {
		compared++;
		if (v === null ? got[i] !== null : !(Math.abs(got[i] - v) <= step * 0.5001))
			throw new Error(`${where}[${i}]: ${got[i]}, not ${v} to half of ${step}`);
	});
}

function median(list) {
	const sorted = list.map(Math.abs).sort((a, b) => a - b), n = sorted.length;
	return n % 2 ? sorted[(n - 1) / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

wanted.series.forEach((want, k) => {
	const got = data.series[k], { step } = got.value;
	const value = unpack(got.value);
	same(`${want.id}: value`, value, want.value, step);
	const most = Math.max(...want.value.map(Math.abs));
	if (step > Math.max(median(want.value) * 1.0001e-4, most / 2 ** 50) && median(want.value) > 0 && !want.value.every((v) => v === Math.floor(v) || v === want.value[0]))
		throw new Error(`${want.id}: a step of ${step} beside a median of ${median(want.value)}`);
	for (const key of ['low', 'high'])
		if (want[key])
			same(`${want.id}: ${key}`, unpack(got[key], value), want[key], step);
	if (want.base)
		same(`${want.id}: base`, unpack(got.base), want.base, got.base.step);
	const run = unpack(got.run) ?? value.map((_, i) => i + (got.first ?? 0));
	same(`${want.id}: run`, run, want.run ?? want.value.map((_, i) => i), 0);
	if (want.n)
		same(`${want.id}: n`, typeof got.n === 'number' ? value.map(() => got.n) : unpack(got.n), want.n, 0);
});
console.log(compared);
