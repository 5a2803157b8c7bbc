/* backends.js: the latest values: backends side by side, lines over a parameter, memory. */

/* Cases with a value of METRIC. */
function measured(cases, metric) {
	return cases.filter((c) => Number.isFinite(c.metrics?.[metric]?.value));
}

function backendKey(row) {
	return BACKEND_KEYS.find((key) => row.params?.[key] !== undefined);
}

function metricsOf(cases) {
	return [...new Set(cases.flatMap((c) => Object.keys(c.metrics ?? {})))];
}

/* Groups of cases that differ in their backend alone; the known backends first. */
function backendGroups(cases, metric) {
	const with_ = cases.filter((c) => backendKey(c) && (Number.isFinite(c.metrics?.[metric]?.value) || c.reason));
	const groups = Map.groupBy(with_, (c) => caseWithout(c, BACKEND_KEYS));
	const rank = (c) => {
		const at = BACKENDS.indexOf(String(c.params[backendKey(c)]));
		return at < 0 ? BACKENDS.length : at;
	};
	return [...groups].map(([label, list]) => [label, list.sort((a, b) => rank(a) - rank(b))]).filter(([, list]) => list.length > 1);
}

function backendBars([label, list], metric) {
	const values = list.map((c) => c.metrics?.[metric]?.value).filter(Number.isFinite);
	const better = list.find((c) => c.metrics?.[metric])?.metrics[metric].better;
	const best = better === 'higher' ? Math.max(...values) : Math.min(...values);
	return barTable(name(label), list.map((c) => {
		const m = c.metrics?.[metric] ?? {};
		return { label: name(c.params[backendKey(c)]), ...m, best: values.length > 1 && m.value === best, note: c.reason ?? c.status };
	}));
}

/* Parameters that are numbers and have several values among cases that are alike otherwise. */
function numericKeys(cases) {
	const keys = [...new Set(cases.flatMap((c) => Object.keys(c.params ?? {})))];
	return keys.filter((key) => scalingLines(cases, key).length > 0);
}

function numberOf(value) {
	return value === '' || value === null || typeof value === 'boolean' ? NaN : Number(value);
}

/* Lines of the cases of one benchmark over parameter KEY: at least two points each. */
function scalingLines(cases, key, metric) {
	const able = cases.filter((c) => Number.isFinite(numberOf(c.params?.[key])));
	const lines = [];
	for (const [label, list] of Map.groupBy(able, (c) => caseWithout(c, [key]))) {
		const points = list.map((c) => [numberOf(c.params[key]), metric === undefined ? 1 : c.metrics[metric].value]).sort((a, b) => a[0] - b[0]);
		if (new Set(points.map((p) => p[0])).size > 1)
			lines.push({ label, x: points.map((p) => p[0]), y: points.map((p) => p[1]) });
	}
	return lines;
}

function scalingFigure(benchmark, cases, key, metric, options) {
	const lines = scalingLines(cases, key, metric);
	const unit = cases[0].metrics[metric].unit;
	const box = el('div', { class: 'chart', role: 'img', 'aria-label': `${benchmark}: ${metric} over ${key}; the numbers are in the table below` });
	const legend = el('div', {});
	box.redraw = () => {
		box.replaceChildren();
		legend.replaceChildren(linesChart(box, lines, { ...options, xlabel: shown(key), unit }));
	};
	later(box, box.redraw);
	return el('figure', {}, el('h4', {}, name(benchmark), ' over ', name(key)), box, el('figcaption', {}, legend, linesTable(lines, key, unit)));
}

/* Of each case with memory: its median, and the range of its samples. */
function memoryBars(cases) {
	const rows = cases.filter((c) => Number.isFinite(c.metrics?.memory_mb?.value));
	return rows.length ? barTable('The most memory at one time', rows.map((c) => {
		const m = c.metrics.memory_mb;
		return { label: name(caseKey(c)), value: m.value, low: m.min, high: m.max, unit: m.unit };
	})) : null;
}

const BARS_SHOWN = 60;

function latestView(model, state) {
	const cases = casesOf(model);
	const metrics = metricsOf(cases);
	const metric = metrics.includes(state.query.get('metric')) ? state.query.get('metric') : metrics.includes('duration_ms') ? 'duration_ms' : metrics[0];
	const options = { axes: AXES.includes(state.query.get('axes')) ? state.query.get('axes') : 'zero', logx: state.query.get('x') === 'log' };
	const change = (changes) => {
		stateChange(changes);
		render();
	};
	const able = measured(cases, metric);
	const parts = [el('h2', { tabindex: -1 }, 'Latest values')];
	if (!able.length)
		return [...parts, el('p', {}, 'There are no values in this page.')];
	parts.push(el('div', { class: 'filters' },
		choice('metric', 'metric', metrics.map((m) => [m, m]), metric, (value) => change({ metric: value })),
		choice('axis', 'axes', [['zero', 'from zero'], ['linear', 'linear'], ['log', 'logarithmic']], options.axes, (axes) => change({ axes })),
		choice('parameter', 'x', [['', 'linear'], ['log', 'logarithmic']], options.logx ? 'log' : '', (x) => change({ x }))));
	const groups = backendGroups(cases, metric);
	if (groups.length)
		parts.push(el('h3', {}, 'Backends'), el('p', { class: 'muted' }, 'Green is the best median, proven or not.'), el('div', { class: 'grid' }, groups.slice(0, BARS_SHOWN).map((g) => backendBars(g, metric))));
	const scaling = [];
	for (const [benchmark, list] of Map.groupBy(able, (c) => c.name))
		for (const key of numericKeys(list))
			scaling.push(scalingFigure(benchmark, list, key, metric, options));
	if (scaling.length)
		parts.push(el('h3', {}, 'Over a parameter'), el('div', { class: 'grid wide' }, scaling.slice(0, BARS_SHOWN)));
	const memory = memoryBars(cases.slice(0, BARS_SHOWN));
	if (memory)
		parts.push(el('h3', {}, 'Memory'), memory);
	parts.push(el('h3', {}, 'All'), valuesList(model, able, metric));
	return parts;
}

function valuesList(model, cases, metric) {
	return virtualList('Values', [
		{ title: 'benchmark', class: 'grow', cell: (c) => caseLink(model, c) },
		{ title: metric, class: 'w1 number', cell: (c) => quantity(c.metrics[metric].value, c.metrics[metric].unit) },
		{ title: '95 % interval', class: 'w2 number', cell: (c) => (Number.isFinite(c.metrics[metric].low) ? `${quantity(c.metrics[metric].low, c.metrics[metric].unit)} to ${quantity(c.metrics[metric].high, c.metrics[metric].unit)}` : '') },
		{ title: 'n', class: 'w1 number', cell: (c) => String(c.metrics[metric].n ?? '') },
	], cases).element;
}
