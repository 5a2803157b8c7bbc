/* model.js: the documents in the page, and what all views ask of them. */

const BACKENDS = ['cpu', 'cuda', 'rocm', 'mps', 'openvino', 'qnn', 'vulkan'];
const BACKEND_KEYS = ['backend', 'device'];

/* The documents, by their kind; each is read once, and its text is let go. More series belong to
 * the document of series before them. */
function documentsRead() {
	const found = { about: [], series: [], comparison: [], results: [], recommendation: [], ledger: [] };
	for (const script of document.querySelectorAll('script[data-kind]')) {
		const text = script.firstChild, data = JSON.parse(text.data);
		if (script.dataset.kind === 'series-more')
			found.series.at(-1).series.push(...data);
		else
			found[script.dataset.kind]?.push(data);
		text.data = '';
		script.remove();
	}
	return found;
}

function modelMake(found) {
	const model = {
		title: found.about[0]?.title ?? '',
		repository: found.about[0]?.repository ?? null,
		series: [], comparisons: found.comparison, results: found.results,
		recommendations: found.recommendation, ledgers: found.ledger, moved: [],
	};
	for (const doc of found.series)
		for (const series of doc.series)
			model.series.push(seriesPrepare(series, doc.runs));
	model.byCase = Map.groupBy(model.series, caseKey);
	model.moved = movedOf(model.series);
	return model;
}

/* A page's operand: the case, and the variant where there is one. */
function caseKey(row) {
	return row.variant ? `${row.id} (${row.variant})` : row.id;
}

function seriesPrepare(series, runs) {
	series.runs = runs;
	series.key = caseKey(series);
	series.text = `${series.key} ${series.metric}`.toLowerCase();
	series.judged = Array.isArray(series.steps);
	series.steps ??= [];
	return series;
}

let pointsOf = null, pointsKept = null;

/* The arrays of SERIES, unpacked. 'run' has indices into its runs. Those of the last series that
 * was asked for are kept. */
function seriesPoints(series) {
	if (pointsOf !== series)
		pointsKept = pointsUnpack(series);
	pointsOf = series;
	return pointsKept;
}

function pointsUnpack(series) {
	const value = unpack(series.value);
	const run = unpack(series.run) ?? value.map((_, i) => i + (series.first ?? 0));
	return {
		run, value,
		low: unpack(series.low, value), high: unpack(series.high, value),
		base: unpack(series.base),
		n: typeof series.n === 'number' ? value.map(() => series.n) : unpack(series.n),
	};
}

/* What is known of RUN of SERIES. */
function runOf({ runs }, run) {
	return { timestamp: runs?.timestamp?.[run], commit: runs?.commit?.[run], ref: runs?.ref?.[run] };
}

function isOpen(step) {
	return (step.state ?? 'open') === 'open';
}

function isWorse(step, better) {
	return step.verdict ? /regression|worse/.test(step.verdict) : (better === 'higher') === (step.change < 0);
}

/* The STATE of what got WORSE or better in a word: what is better is kept or lost. */
function stateWord(worse, state) {
	return worse || state === 'accepted' ? state : state === 'open' ? 'kept' : 'lost';
}

/* All steps; open regressions first, then by how recent they are. */
function movedOf(all) {
	const moved = [];
	for (const series of all)
		for (const step of series.steps)
			moved.push({ series, step, worse: isWorse(step, series.better), run: stepRun(series, step) });
	const rank = (m) => (m.worse && isOpen(m.step) ? 0 : 1);
	return moved.sort((a, b) => rank(a) - rank(b) || b.run - a.run ||
		Math.abs(b.step.change) - Math.abs(a.step.change));
}

function stepRun(series, step) {
	if (!series.run)
		return step.at + (series.first ?? 0);
	return unpack(series.run)[step.at] ?? step.at;
}

/* The case of ROW without the parameters KEYS, for grouping. */
function caseWithout(row, keys) {
	const rest = Object.entries(row.params ?? {}).filter(([key]) => !keys.includes(key))
		.map(([key, value]) => `${key}=${value}`);
	return row.name + (rest.length ? `/${rest.join(',')}` : '') + (row.variant ? ` (${row.variant})` : '');
}

/* The latest value of each metric of each case: of results, else of series. */
function casesOf(model) {
	if (model.results.length)
		return model.results.flatMap((doc) => doc.benchmarks.filter((b) => !b.control));
	return [...model.byCase.values()].map((list) => ({
		id: list[0].id, name: list[0].name ?? list[0].id, params: list[0].params, variant: list[0].variant,
		metrics: Object.fromEntries(list.map((s) => [s.metric,
			{ unit: s.unit, better: s.better, value: s.last }])),
	}));
}

/* The page of CASE, where the history knows it. */
function caseLink(model, row) {
	const key = caseKey(row);
	return model.byCase.has(key) ? el('a', { href: address('benchmark', key) }, name(key)) : name(key);
}

function commitLink(model, commit) {
	if (!commit)
		return '';
	const short = shown(commit).slice(0, 10);
	return model.repository && /^[0-9a-f]{7,64}$/.test(commit)
		? outward(`${model.repository}/commit/${commit}`, el('code', {}, short)) : el('code', {}, short);
}
