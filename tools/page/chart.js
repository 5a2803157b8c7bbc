/* chart.js: a series over its runs, by uPlot: values, intervals, levels, steps, other machines. */

const AXES = ['linear', 'zero', 'log'];

let coloursNow = null;

/* The colours of the page by name, as canvas wants them; read again after coloursForget(). */
function colours() {
	coloursNow ??= coloursRead();
	return coloursNow;
}

function coloursForget() {
	coloursNow = null;
}

function coloursRead() {
	const probe = el('span', { hidden: true });
	document.body.append(probe);
	const of = (name) => {
		probe.style.color = `var(--${name})`;
		return getComputedStyle(probe).color;
	};
	const found = Object.fromEntries(['text', 'muted', 'line', 'grid', 'band', 'worse', 'better', 'machine',
		'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'].map((key) => [key, of(key)]));
	probe.remove();
	return found;
}

/* Where an axis begins and ends for values from LOW to HIGH. */
function axisRange(axes) {
	return (u, low, high) => {
		if (low === null || high === null || !Number.isFinite(low))
			return [0, 1];
		if (axes === 'log')
			return [low / 1.1, high * 1.1];
		const room = (high - low || Math.abs(high) || 1) * 0.08;
		return axes === 'zero' ? [Math.min(0, low - (low < 0 ? room : 0)), Math.max(0, high + room)]
			: [low - room, high + room];
	};
}

/* Axes that cannot show VALUES are shown linear. */
function axesFor(axes, values) {
	return axes === 'log' && values.some((v) => v !== null && v <= 0) ? 'linear' : axes;
}

function axisStyle(paint, extra) {
	return { stroke: paint.muted, grid: { stroke: paint.grid, width: 1 }, ticks: { stroke: paint.grid, width: 1 },
		font: '12px system-ui, sans-serif', ...extra };
}

/* CHART stays as wide as BOX. A chart that left its box, or the page unless it is KEPT, gives its
 * pixels back at once: else a canvas has them, several MB, until garbage is collected. */
function chartSized(box, chart, kept = false) {
	const observer = new ResizeObserver(() => {
		if (!box.contains(chart.root) || (!kept && !box.isConnected)) {
			observer.disconnect();
			chartFree(chart);
		} else if (box.clientWidth && Math.abs(box.clientWidth - chart.width) > 1) {
			chart.setSize({ width: box.clientWidth, height: chart.height });
		}
	});
	observer.observe(box);
}

function chartFree(chart) {
	const { canvas } = chart.ctx;
	chart.destroy();
	canvas.width = canvas.height = 0;
}

/* The points to draw of SERIES: by run or by time, as they are or beside their base, the last
 * LAST of them. */
function historyData(series, { by, relative, last }) {
	const points = seriesPoints(series);
	const from = last > 0 ? Math.max(0, points.value.length - last) : 0;
	const over = (list) => list?.map((v, i) => (relative && points.base
		? (v === null || !points.base[i] ? null : v / points.base[i]) : v)).slice(from);
	const stamps = series.runs?.timestamp;
	const time = by === 'time' && stamps && points.run.every((r) => !Number.isNaN(Date.parse(stamps[r])));
	return {
		from, time, points,
		run: points.run.slice(from),
		x: points.run.slice(from).map((r) => (time ? Date.parse(stamps[r]) / 1000 : r)),
		value: over(points.value), low: over(points.low), high: over(points.high),
		unit: relative && points.base ? '' : series.unit,
	};
}

/* The first points that were measured on another machine than the ones before. */
function machineChanges(series, run) {
	const prints = series.runs?.fingerprint;
	const found = [];
	for (let i = 1; prints && i < run.length; i++)
		if (prints[run[i]] && prints[run[i - 1]] && prints[run[i]] !== prints[run[i - 1]])
			found.push(i);
	return found;
}

function vertical(u, x, colour, dash) {
	const { ctx } = u, at = Math.round(u.valToPos(x, 'x', true)) + 0.5;
	if (at < u.bbox.left || at > u.bbox.left + u.bbox.width)
		return;
	ctx.strokeStyle = colour;
	ctx.setLineDash(dash.map((d) => d * devicePixelRatio));
	ctx.beginPath();
	ctx.moveTo(at, u.bbox.top);
	ctx.lineTo(at, u.bbox.top + u.bbox.height);
	ctx.stroke();
}

/* The levels that the steps tell, and where they moved: each level once, in the colour of the step
 * that led to it. */
function drawSteps(u, series, data, paint) {
	const { ctx } = u;
	const relative = data.unit === '' && series.unit;
	ctx.save();
	ctx.lineWidth = 1.5 * devicePixelRatio;
	for (const i of machineChanges(series, data.run))
		vertical(u, data.x[i], paint.machine, [2, 4]);
	const judgedAlike = !data.points.base || relative;
	series.steps.forEach((step, k) => {
		const at = step.at - data.from;
		const colour = isWorse(step, series.better) ? paint.worse : paint.better;
		if (at >= 0)
			vertical(u, data.x[at], colour, step.state === 'recovered' ? [4, 4] : []);
		if (!judgedAlike)
			return;
		const next = k + 1 < series.steps.length ? series.steps[k + 1].at - data.from : data.x.length;
		if (k === 0)
			level(u, data.x[0], data.x[Math.max(0, at - 1)], step.before, colour);
		level(u, data.x[Math.max(0, at)], data.x[Math.max(0, Math.min(next, data.x.length) - 1)], step.after, colour);
	});
	ctx.restore();
}

function level(u, from, to, value, colour) {
	const { ctx } = u, y = u.valToPos(value, 'y', true);
	if (!(from <= to) || y < u.bbox.top || y > u.bbox.top + u.bbox.height)
		return;
	ctx.strokeStyle = colour;
	ctx.setLineDash([]);
	ctx.beginPath();
	ctx.moveTo(Math.max(u.bbox.left, u.valToPos(from, 'x', true)), y);
	ctx.lineTo(Math.min(u.bbox.left + u.bbox.width, u.valToPos(to, 'x', true)), y);
	ctx.stroke();
}

/* What a chart of a history shows: the data of SERIES, with its colours and its units. */
function historyShown(series, options, pointed) {
	const data = historyData(series, options);
	return {
		series, data, pointed, axes: axesFor(options.axes, data.value), paint: colours(),
		scale: scaleFor(data.value.reduce((most, v) => Math.max(most, Math.abs(v ?? 0)), 0), data.unit),
		banded: Boolean(data.low && data.high), height: narrow.matches ? 220 : 300,
	};
}

function chartData({ data, banded }) {
	return [data.x, data.value, ...(banded ? [data.low, data.high] : [])];
}

/* Whether a chart that was made for A can show B: it has the same parts, in the same colours. */
function chartFits(a, b) {
	return a.axes === b.axes && a.paint === b.paint && a.banded === b.banded && a.height === b.height &&
		a.data.time === b.data.time && Boolean(a.scale.unit) === Boolean(b.scale.unit) && a.data.x.length <= 150 === b.data.x.length <= 150;
}

/* A chart in BOX of what NOW() tells. */
function chartMake(box, now, kept) {
	const { data, axes, banded, paint, height, scale } = now();
	const line = { stroke: paint.line, width: 1.5, points: { show: data.x.length <= 150, size: 5, fill: paint.line } };
	const none = { stroke: 'transparent', points: { show: false } };
	const runs = (u, marks) => marks.map((r) => (Number.isInteger(r) ? day(now().series.runs?.timestamp?.[r]) || r : ''));
	const chart = new uPlot({
		width: Math.floor(mainWidth), height,
		legend: { show: false },
		cursor: { drag: { x: true, y: false }, y: false, points: { size: 8 } },
		scales: { x: { time: Boolean(data.time) }, y: { distr: axes === 'log' ? 3 : 1, range: axisRange(axes) } },
		series: [{}, line, ...(banded ? [none, none] : [])],
		bands: banded ? [{ series: [3, 2], fill: paint.band }] : [],
		axes: [
			axisStyle(paint, data.time ? {} : { values: runs, space: 90 }),
			axisStyle(paint, { size: 64, values: (u, marks) => marks.map((v) => (v === null ? '' : axisNumber(v * now().scale.factor))), label: scale.unit ? () => now().scale.unit : undefined, labelSize: 16, labelFont: '12px system-ui, sans-serif' }),
		],
		hooks: {
			draw: [(u) => drawSteps(u, now().series, now().data, paint)],
			setCursor: [(u) => u.cursor.idx !== null && u.cursor.idx !== undefined && now().pointed(u.cursor.idx + now().data.from)],
		},
	}, chartData(now()), box);
	chartSized(box, chart, kept);
	return chart;
}

/* The chart in BOX of one series after the other: what is there is used again where it fits, and
 * KEPT for later when BOX leaves the page. POINTED of show() gets the index of the point under
 * the cursor. */
function historyChart(box, kept) {
	let chart = null, now = null;
	return {
		show(series, options, pointed) {
			const before = now;
			now = historyShown(series, options, () => {});
			if (chart && chartFits(before, now)) {
				chart.setCursor({ left: -10, top: -10 });
				chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
				chart.setData(chartData(now));
			} else {
				box.replaceChildren();
				if (chart)
					chartFree(chart);
				chart = chartMake(box, () => now, kept);
			}
			now.pointed = pointed;
		},
		get from() { return now.data.from; },
		get count() { return now.data.x.length; },
		/* Put the cursor on point I of the series. */
		point(i) {
			const { data } = now, k = Math.max(0, Math.min(data.x.length - 1, i - data.from));
			chart.setCursor({ left: chart.valToPos(data.x[k], 'x'), top: chart.valToPos(data.value[k] ?? 0, 'y') });
			now.pointed(k + data.from);
		},
	};
}

function axisNumber(v) {
	return String(Number(v.toPrecision(4))).replace('-', '−');
}
