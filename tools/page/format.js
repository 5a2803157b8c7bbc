/* format.js: numbers with units, changes and times as people read them. */

const TIMES = [['ns', 1e-9], ['µs', 1e-6], ['ms', 1e-3], ['s', 1], ['min', 60], ['h', 3600]];
const TIME_UNITS = { ns: 1e-9, us: 1e-6, 'µs': 1e-6, ms: 1e-3, s: 1, sec: 1, msec: 1e-3 };
const BYTES = [['B', 1], ['kB', 1e3], ['MB', 1e6], ['GB', 1e9], ['TB', 1e12]];
const BYTE_UNITS = { B: 1, bytes: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9 };
const PREFIXES = [['', 1], ['k', 1e3], ['M', 1e6], ['G', 1e9], ['T', 1e12]];
const NO_VALUE = '–';

function digits(value, n = 3) {
	if (!Number.isFinite(value))
		return NO_VALUE;
	if (value === 0)
		return '0';
	const places = Math.max(0, n - 1 - Math.floor(Math.log10(Math.abs(value))));
	return value.toFixed(Math.min(places, 12)).replace('-', '−');
}

/* The largest unit of LADDER in which VALUE is at least 1. */
function rung(ladder, value) {
	const size = Math.abs(value);
	let best = ladder[0];
	for (const step of ladder)
		if (size >= step[1] * 0.9995)
			best = step;
	return best;
}

/* How to show values about as large as VALUE, in UNIT: a factor and a unit. "ns/iter" and the
 * like keep what is behind the slash. */
function scaleFor(value, unit) {
	const [head, ...rest] = String(unit ?? '').split('/');
	const tail = rest.length ? `/${rest.join('/')}` : '';
	const known = own(TIME_UNITS, head) ?? own(BYTE_UNITS, head);
	if (known && Object.hasOwn(TIME_UNITS, head) && !/^\/s(ec)?$/.test(tail)) {
		const [name, size] = rung(TIMES, value * known);
		return { factor: known / size, unit: name + tail };
	}
	if (known && Object.hasOwn(BYTE_UNITS, head)) {
		const [name, size] = rung(BYTES, value * known);
		return { factor: known / size, unit: name + tail };
	}
	const plain = unit === 'count' || unit === '1' || unit === 'ratio' ? '' : unit ?? '';
	const [prefix, size] = Math.abs(value) < 1e4 ? PREFIXES[0] : rung(PREFIXES, value);
	return { factor: 1 / size, unit: prefix && plain ? `${prefix} ${plain}` : prefix + plain };
}

function quantity(value, unit, n) {
	if (value === null || value === undefined || !Number.isFinite(value))
		return NO_VALUE;
	const scale = scaleFor(value, unit);
	return `${digits(value * scale.factor, n)}${scale.unit ? `\u00a0${scale.unit}` : ''}`;
}

function percent(fraction) {
	if (fraction === null || fraction === undefined || !Number.isFinite(fraction))
		return NO_VALUE;
	const sign = fraction > 0 ? '+' : fraction < 0 ? '−' : '';
	return `${sign}${digits(Math.abs(fraction) * 100)}\u00a0%`;
}

function interval(pair) {
	return Array.isArray(pair) && pair.every(Number.isFinite)
		? `${percent(pair[0])} to ${percent(pair[1])}` : '';
}

function day(timestamp) {
	return timestamp ? String(timestamp).slice(0, 10) : '';
}

function count(n, word) {
	return `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`;
}
