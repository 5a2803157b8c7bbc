#!/usr/bin/env node
/* as-text.js PAGE SERIES: PAGE with its values as numbers in JSON text, as SERIES has them: what a
 * page is like whose data is not packed. */
import { readFileSync } from 'node:fs';

const [page, series] = process.argv.slice(2).map((f) => readFileSync(f, 'utf8'));
const wanted = JSON.parse(series);
let k = 0;
process.stdout.write(page.replace(/(<script type="application\/json" data-kind="series(?:-more)?">)([^]*?)(<\/script>)/g, (all, begin, text, end) => {
	const data = JSON.parse(text);
	for (const s of data.series ?? data) {
		for (const key of ['value', 'low', 'high', 'base'])
			if (s[key])
				s[key] = wanted.series[k][key];
		k++;
	}
	return begin + JSON.stringify(data).replaceAll('<', '\\u003c') + end;
}));
