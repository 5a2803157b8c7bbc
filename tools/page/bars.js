/* bars.js: bars with intervals, and lines over a parameter. */

/* A table of bars. ROWS: {label, value, low, high, unit, note, best}; all have one scale, from 0. */
function barTable(title, rows) {
	const most = Math.max(...rows.map((r) => r.high ?? r.value ?? 0), 0) || 1;
	const share = (v) => `${Math.max(0, Math.min(100, v / most * 100)).toFixed(2)}%`;
	return el('table', { class: 'bars' },
		el('caption', {}, title),
		el('thead', {}, el('tr', {}, ['', 'value', 'chart'].map((t) => el('th', { scope: 'col', class: t ? '' : 'empty' }, t || 'of')))),
		el('tbody', {}, rows.map((row) => {
			const bar = el('span', { class: `bar ${row.best ? 'best' : ''}` });
			bar.style.width = share(row.value ?? 0);
			const parts = [bar];
			if (row.low !== undefined && row.high !== undefined) {
				const whisker = el('span', { class: 'whisker' });
				whisker.style.left = share(row.low);
				whisker.style.width = share(row.high - row.low);
				parts.push(whisker);
			}
			return el('tr', {},
				el('th', { scope: 'row' }, row.label),
				el('td', { class: 'number' }, row.value === null || row.value === undefined ? row.note ?? NO_VALUE : quantity(row.value, row.unit)),
				el('td', { class: 'bar-cell', 'aria-hidden': 'true' }, parts));
		})));
}

/* Lines over a number. LINES: {label, x, y} with rising X, Y in UNIT. */
function linesChart(box, lines, { axes, xlabel, unit, logx }) {
	const xs = [...new Set(lines.flatMap((l) => l.x))].sort((a, b) => a - b);
	const paint = colours();
	const data = lines.map((l) => {
		const at = new Map(l.x.map((x, i) => [x, l.y[i]]));
		return xs.map((x) => at.get(x) ?? null);
	});
	const all = data.flat().filter((v) => v !== null);
	const shownAxes = axesFor(axes, all);
	const scale = scaleFor(Math.max(...all.map(Math.abs)), unit);
	const chart = new uPlot({
		width: box.clientWidth || 700, height: narrow.matches ? 220 : 300,
		legend: { show: false }, cursor: { y: false, drag: { x: false } },
		scales: {
			x: { time: false, distr: logx && xs[0] > 0 ? 3 : 1, range: (u, low, high) => (logx && low > 0 ? [low / 1.1, high * 1.1] : [low - (high - low) * 0.04, high + (high - low) * 0.04]) },
			y: { distr: shownAxes === 'log' ? 3 : 1, range: axisRange(shownAxes) },
		},
		series: [{}, ...lines.map((l, i) => ({ stroke: paint[`c${i % 8 + 1}`], width: 2, dash: i >= 8 ? [6, 4] : undefined, spanGaps: true, points: { show: true, size: 6 } }))],
		axes: [
			axisStyle(paint, { label: xlabel, labelSize: 16, labelFont: '12px system-ui, sans-serif', splits: xs.length <= 12 ? () => xs : undefined, filter: (u, marks) => marks, values: (u, marks) => marks.map((v) => (v === null ? '' : axisNumber(v))) }),
			axisStyle(paint, { size: 64, label: scale.unit || undefined, labelSize: 16, labelFont: '12px system-ui, sans-serif', values: (u, marks) => marks.map((v) => (v === null ? '' : axisNumber(v * scale.factor))) }),
		],
	}, [xs, ...data], box);
	chartSized(box, chart);
	return el('ul', { class: 'legend' }, lines.map((l, i) => el('li', {}, el('span', { class: `swatch s${i % 8 + 1}` }), name(l.label))));
}

/* The same numbers as linesChart() draws, to be read. */
function linesTable(lines, xlabel, unit) {
	const xs = [...new Set(lines.flatMap((l) => l.x))].sort((a, b) => a - b);
	return el('details', {}, el('summary', {}, 'as a table'),
		scrolled('Values by parameter', el('table', {},
			el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, name(xlabel)), lines.map((l) => el('th', { scope: 'col' }, name(l.label))))),
			el('tbody', {}, xs.map((x) => el('tr', {}, el('th', { scope: 'row' }, axisNumber(x)),
				lines.map((l) => el('td', { class: 'number' }, quantity(l.y[l.x.indexOf(x)], unit)))))))));
}

/* A box that TABLE may be wider than. */
function scrolled(label, table) {
	return el('div', { class: 'scrolled', tabindex: 0, role: 'region', 'aria-label': label }, table);
}
