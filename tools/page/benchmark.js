/* benchmark.js: one case: the history of its metrics, and what is known of each point. */

function viewOptions(query) {
	return {
		axes: AXES.includes(query.get('axes')) ? query.get('axes') : 'linear',
		by: query.get('by') === 'time' ? 'time' : 'run',
		relative: query.get('base') === 'ratio',
		last: Number(query.get('last')) || 0,
	};
}

/* The view of a benchmark is made once, and filled for each: its chart, its list and its choices
 * are used again, also after another view was there. */
let sheetKept = null;

function sheetMake(model) {
	const sheet = { head: el('div'), filters: el('div', { class: 'filters' }), figure: figureMake(true), told: el('div'), list: virtualList('Runs', runColumns(model, () => sheet.series), [], 44) };
	sheet.change = (changes) => {
		stateChange({ metric: sheet.series.metric, ...changes });
		render();
	};
	sheet.parts = [sheet.head, sheet.filters, sheet.figure.element, sheet.told, el('h3', {}, 'Runs'), sheet.list.element];
	return sheet;
}

/* What can be chosen for a series of a case that has the series ALL, with OPTIONS chosen. */
function sheetChoices(sheet, all, options) {
	const { series, change } = sheet;
	const chosen = [
		['metric', 'metric', all.map((s) => [s.metric, s.metric]), series.metric],
		['axis', 'axes', [['linear', 'linear'], ['zero', 'from zero'], ['log', 'logarithmic']], options.axes],
		['over', 'by', [['run', 'runs'], ['time', 'time']], options.by],
		['points', 'last', [['', 'all'], ['300', 'last 300'], ['100', 'last 100'], ['30', 'last 30']], String(options.last || '')],
	];
	if (series.base)
		chosen.push(['values', 'base', [['', 'as measured'], ['ratio', 'over the base of the same session']], options.relative ? 'ratio' : '']);
	const key = JSON.stringify([all.map((s) => s.metric), Boolean(series.base)]);
	if (sheet.choices === key)
		for (const [, id, , value] of chosen)
			sheet.filters.querySelector(`#${id}`).value = value;
	else
		sheet.filters.replaceChildren(...chosen.map(([label, id, list, value]) => choice(label, id, list, value, (v) => change({ [id]: v }))));
	sheet.choices = key;
}

function benchmarkView(model, state) {
	const all = model.byCase.get(state.operand);
	if (!all)
		return [el('h2', { tabindex: -1 }, 'No such benchmark'), el('p', {}, 'There is no history of ', name(state.operand), '. ', el('a', { href: address('benchmarks') }, 'All benchmarks'))];
	const series = all.find((s) => s.metric === state.query.get('metric')) ?? all[0];
	const options = viewOptions(state.query);
	const sheet = sheetKept ??= sheetMake(model);
	sheet.series = series;
	sheet.head.replaceChildren(el('h2', { tabindex: -1 }, nameInLines(state.operand)), neighbours(model, series));
	sheetChoices(sheet, all, options);
	sheet.figure.show(model, series, options);
	sheet.told.replaceChildren();
	add(sheet.told, [stepsTable(model, series), driftText(series)]);
	sheet.list.rows = runRows(series);
	return sheet.parts;
}

/* Links to the series before and behind it, in the order of the list. */
function neighbours(model, series) {
	const at = model.series.indexOf(series);
	const link = (s, id, text) => s && el('a', { id, href: address('benchmark', s.key, { metric: s.metric }), rel: id }, text);
	return el('p', { class: 'neighbours' }, link(model.series[at - 1], 'previous', '← previous'), ' ', link(model.series[at + 1], 'next', 'next →'),
		' ', el('span', { class: 'muted' }, `${series.better === 'higher' ? 'higher' : 'lower'} is better`));
}

function pointText(model, series, points, i) {
	const run = runOf(series, points.run[i]);
	const parts = [el('strong', {}, quantity(points.value[i], series.unit, 4))];
	if (points.low?.[i] !== null && points.low)
		parts.push(` (${quantity(points.low[i], series.unit)} to ${quantity(points.high?.[i], series.unit)})`);
	if (points.base?.[i])
		parts.push(`, ${digits(points.value[i] / points.base[i], 4)} × base`);
	parts.push(`, run ${points.run[i] + 1}`);
	if (run.timestamp)
		parts.push(`, ${day(run.timestamp)}`);
	if (run.commit)
		parts.push(', ', commitLink(model, run.commit));
	if (run.ref)
		parts.push(', ', name(run.ref));
	if (series.suspect?.includes(i))
		parts.push(', suspect: measure again');
	return parts;
}

/* A chart with a line that tells the point under the cursor; the arrow keys move it. 'show' of the
 * result puts a series into it; it is KEPT when it leaves the page. */
function figureMake(kept) {
	const told = el('p', { class: 'readout', 'aria-live': 'polite' });
	const box = el('div', { class: 'chart', tabindex: 0, role: 'group' });
	const legend = el('div');
	const chart = historyChart(box, kept);
	const keys = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -Infinity, End: Infinity };
	let at = 0;
	box.addEventListener('keydown', (event) => {
		if (!Object.hasOwn(keys, event.key))
			return;
		event.preventDefault();
		chart.point(Math.max(chart.from, Math.min(chart.from + chart.count - 1, at + keys[event.key])));
	});
	return {
		element: el('figure', {}, box, el('figcaption', {}, told, legend)),
		show(model, series, options) {
			const points = seriesPoints(series);
			const tell = (i) => {
				at = i;
				told.replaceChildren();
				add(told, pointText(model, series, points, i));
			};
			box.setAttribute('aria-label', shown(`History of ${series.key}, ${series.metric}. The arrow keys go through its points.`));
			legend.replaceChildren(chartLegend(series, points));
			told.replaceChildren();
			if (points.value.length)
				tell(points.value.length - 1);
			box.redraw = () => chart.show(series, options, tell);
			later(box, box.redraw);
		},
	};
}

function historyFigure(model, series, options) {
	const figure = figureMake(false);
	figure.show(model, series, options);
	return figure.element;
}

function chartLegend(series, points) {
	const items = [['line', series.metric]];
	if (points.low)
		items.push(['band', '95 % interval']);
	if (series.steps.some((s) => isWorse(s, series.better)))
		items.push(['worse', 'got worse']);
	if (series.steps.some((s) => !isWorse(s, series.better)))
		items.push(['better', 'got better']);
	if (machineChanges(series, points.run).length)
		items.push(['machine', 'another machine']);
	return el('ul', { class: 'legend' }, items.map(([kind, text]) => el('li', {}, el('span', { class: `swatch ${kind}` }), name(text))));
}

function stepsTable(model, series) {
	if (!series.steps.length)
		return el('p', {}, 'No step is told of in this series.');
	const moved = model.moved.filter((m) => m.series === series);
	const unit = series.base ? '' : series.unit;
	return [el('h3', {}, 'Steps'), scrolled('Steps', el('table', {},
		el('thead', {}, el('tr', {}, ['verdict', 'before', 'after', 'change', '95 % interval', 'p', 'since', 'commits', 'state'].map((t) => el('th', { scope: 'col' }, t)))),
		el('tbody', {}, moved.map((m) => el('tr', {},
			el('th', { scope: 'row' }, verdictMark(m.worse, m.step.verdict ?? '')),
			el('td', { class: 'number' }, quantity(m.step.before, unit)),
			el('td', { class: 'number' }, quantity(m.step.after, unit)),
			el('td', { class: 'number' }, percent(m.step.change)),
			el('td', { class: 'number' }, interval(m.step.ci)),
			el('td', { class: 'number' }, m.step.p === undefined || m.step.p === null ? '' : m.step.p < 0.0001 ? '< 0.0001' : digits(m.step.p, 2)),
			el('td', {}, day(runOf(series, m.run).timestamp)),
			el('td', {}, commitRange(model, series, m)),
			el('td', {}, stateWord(m.worse, m.step.state ?? 'open')))))))];
}

/* From the last commit at the level before to the first at the new one. */
function commitRange(model, series, m) {
	const points = seriesPoints(series).run;
	const before = runOf(series, points[m.step.at - 1]).commit, after = runOf(series, points[m.step.at]).commit;
	if (!after)
		return '';
	const hex = /^[0-9a-f]{7,64}$/;
	if (!before || before === after)
		return commitLink(model, after);
	if (!model.repository || !hex.test(before) || !hex.test(after))
		return [commitLink(model, before), '…', commitLink(model, after)];
	return outward(`${model.repository}/compare/${before}...${after}`, el('code', {}, `${before.slice(0, 10)}…${after.slice(0, 10)}`));
}

function driftText(series) {
	return series.drift && el('p', { class: 'note' }, `It drifts: ${percent(series.drift.change)} from the first point to the last, without a step.`);
}

/* The points of SERIES as rows, the latest first. */
function runRows(series) {
	const points = seriesPoints(series);
	const steps = new Map(series.steps.map((s) => [s.at, s]));
	const machines = new Set(machineChanges(series, points.run));
	return points.value.map((value, i) => ({ i, value, run: points.run[i], step: steps.get(i), machine: machines.has(i) })).reverse();
}

/* The columns of the list of the runs of OF(), which is a series. */
function runColumns(model, of) {
	const note = ({ i, step, machine }) => {
		const suspect = of().suspect?.includes(i);
		return step || machine || suspect ? [step && verdictMark(isWorse(step, of().better), percent(step.change)), machine && el('span', { class: 'machine' }, ' another machine'), suspect && ' suspect'] : '';
	};
	return [
		{ title: 'run', class: 'w1', cell: (r) => String(r.run + 1) },
		{ title: 'day', class: 'w1', cell: (r) => day(of().runs?.timestamp?.[r.run]) },
		{ title: 'commit', class: 'w2', cell: (r) => commitLink(model, of().runs?.commit?.[r.run]) },
		{ title: 'value', class: 'w1 number', cell: (r) => quantity(r.value, of().unit, 4) },
		{ title: 'note', class: 'grow', cell: note },
	];
}
