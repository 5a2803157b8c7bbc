/* browse.js: all series in one list, filtered and searched. */

const SHOW = {
	'': ['all', () => true],
	moved: ['that moved', (s) => s.steps.length > 0],
	worse: ['with an open regression', (s) => s.steps.some((t) => isOpen(t) && isWorse(t, s.better))],
	better: ['with an improvement that holds', (s) => s.steps.some((t) => isOpen(t) && !isWorse(t, s.better))],
	drift: ['that drift', (s) => Boolean(s.drift)],
	suspect: ['with a suspect last point', (s) => Boolean(s.suspect?.length)],
};

/* The series that a query of the page's address wants. */
function seriesFind(model, { q = '', metric = '', show = '' }) {
	const words = q.toLowerCase().split(/\s+/).filter(Boolean);
	const wanted = (own(SHOW, show) ?? SHOW[''])[1];
	return model.series.filter((s) => (!metric || s.metric === metric) && wanted(s) && words.every((w) => s.text.includes(w)));
}

function choice(label, id, options, value, change) {
	return el('label', { class: 'choice' }, el('span', {}, label), el('select', { id, on: { change: (e) => change(e.target.value) } },
		options.map(([key, text]) => el('option', { value: key, selected: key === value }, text))));
}

function seriesColumns() {
	return [
		{ title: 'benchmark', class: 'grow', cell: (s) => el('a', { href: address('benchmark', s.key, { metric: s.metric }) }, name(s.key)) },
		{ title: 'metric', class: 'w2', cell: (s) => name(s.metric) },
		{ title: 'last', class: 'w1 number', cell: (s) => quantity(s.last, s.unit) },
		{ title: 'last step', class: 'w2 number', cell: (s) => stepOf(s) },
		{ title: 'history', class: 'w2', cell: (s) => sparkline(s) },
	];
}

function stepOf(series) {
	const step = series.steps.at(-1);
	return step ? el('span', { class: isWorse(step, series.better) ? 'worse' : 'better' }, percent(step.change)) : '';
}

/* The list is made once: who comes back to it finds its rows as they were. */
let seriesList = null;

function browseView(model, state) {
	const query = { q: '', metric: '', show: '', ...Object.fromEntries(state.query) };
	const found = seriesFind(model, query);
	const list = seriesList ??= virtualList('Series', seriesColumns(), found);
	list.keep(found);
	const told = el('p', { class: 'count', role: 'status' }, `${found.length.toLocaleString('en')} of ${model.series.length.toLocaleString('en')} series`);
	const metrics = [...new Set(model.series.map((s) => s.metric))].sort();
	function change(changes) {
		Object.assign(query, changes);
		stateChange(changes);
		const rows = seriesFind(model, query);
		list.rows = rows;
		told.textContent = `${rows.length.toLocaleString('en')} of ${model.series.length.toLocaleString('en')} series`;
	}
	const search = el('input', { type: 'search', id: 'search', value: query.q, placeholder: 'words of a name', autocomplete: 'off', spellcheck: 'false', on: { input: (e) => change({ q: e.target.value }) } });
	return [
		el('h2', { tabindex: -1 }, 'Benchmarks'),
		el('div', { class: 'filters' },
			el('label', { class: 'choice' }, el('span', {}, 'search'), search),
			choice('metric', 'metric', [['', 'all'], ...metrics.map((m) => [m, m])], query.metric, (metric) => change({ metric })),
			choice('show', 'show', Object.entries(SHOW).map(([key, [text]]) => [key, text]), query.show, (show) => change({ show }))),
		told,
		Object.assign(list.element, { move: list.move }),
	];
}
