/* unpack.js: arrays of numbers out of the text that page_pack.h describes. */

const SEXTETS = new Int8Array(128);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((c, i) => {
	SEXTETS[c.charCodeAt(0)] = i;
});

function base64Bytes(text) {
	let length = text.length;
	while (length > 0 && text[length - 1] === '=')
		length--;
	const bytes = new Uint8Array(length * 3 >> 2);
	let bits = 0, have = 0, n = 0;
	for (let i = 0; i < length; i++) {
		bits = bits << 6 | SEXTETS[text.charCodeAt(i)];
		have += 6;
		if (have >= 8) {
			have -= 8;
			bytes[n++] = bits >> have & 255;
		}
	}
	return bytes;
}

/* The signed whole numbers in TEXT, at most MOST of them. */
function differences(text, most) {
	const bytes = base64Bytes(text);
	const out = new Float64Array(most);
	let n = 0;
	for (let i = 0; i < bytes.length && n < most;) {
		let z = 0, scale = 1, byte;
		do {
			byte = bytes[i++];
			z += (byte & 127) * scale;
			scale *= 128;
		} while (byte > 127 && i < bytes.length);
		out[n++] = z % 2 ? -(z + 1) / 2 : z / 2;
	}
	return out.subarray(0, n);
}

/* Which of N places are gaps. */
function gapsOf(packed) {
	const gaps = new Uint8Array(packed.n);
	let at = 0;
	if (packed.gaps)
		for (const d of differences(packed.gaps, packed.n))
			gaps[at += d] = 1;
	return gaps;
}

/* The values of PACKED, or a plain array as it is; gaps are null. FROM: unpacked values that
 * PACKED stands beside. */
function unpack(packed, from) {
	if (!packed)
		return null;
	if (Array.isArray(packed))
		return packed;
	const gaps = gapsOf(packed);
	const steps = differences(packed.bits, packed.n);
	const values = new Array(packed.n);
	let k = 0, at = 0;
	for (let i = 0; i < packed.n; i++) {
		if (gaps[i]) {
			values[i] = null;
			continue;
		}
		at = (from ? Math.round(from[i] / packed.step) : at) + (steps[k++] ?? 0);
		values[i] = at * packed.step;
	}
	return values;
}
