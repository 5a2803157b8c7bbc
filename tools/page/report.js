/* report.js: the whole in one view, for paper and PDF: nothing scrolls, nothing is left to click. */

const REPORT_CHARTS = 24, REPORT_ROWS = 1000, REPORT_MOVED = 200;

function reportView(model) {
	const parts = [el('h2', { tabindex: -1 }, 'Report'), summaryCards(model)];
	if (model.moved.length)
		parts.push(el('h3', {}, 'What moved'), movedTable(model, model.moved.slice(0, REPORT_MOVED)));
	for (const doc of model.ledgers)
		parts.push(el('h3', {}, 'Alerts'), ratesSentence(doc), alertsTable(model, doc));
	if (model.series.length) {
		const moved = [...new Set(model.moved.map((m) => m.series))];
		for (const series of (moved.length ? moved : model.series).slice(0, REPORT_CHARTS))
			parts.push(el('section', { class: 'sheet' }, el('h3', {}, name(series.key), ', ', name(series.metric)), historyFigure(model, series, { axes: 'linear', by: 'run', last: 0 })));
	}
	for (const doc of model.comparisons)
		parts.push(...reportComparison(doc));
	const cases = casesOf(model);
	if (model.results.length) {
		const metric = metricsOf(cases).includes('duration_ms') ? 'duration_ms' : metricsOf(cases)[0];
		parts.push(el('h3', {}, 'Results'), ...backendGroups(cases, metric).slice(0, REPORT_CHARTS).map((g) => backendBars(g, metric)), reportResults(cases));
	}
	if (model.recommendations.length)
		parts.push(...model.recommendations.flatMap((doc) => [el('h3', {}, 'What to use'), adviceTable(model, doc), overallTable(doc)]));
	return parts;
}

function reportComparison(doc) {
	const rows = compareRows(doc, { q: '', verdict: '' });
	return [el('h3', {}, doc.head.kind === 'limits' ? 'Limits' : 'Comparison', doc.head.suite ? [' of ', name(doc.head.suite)] : ''),
		el('p', {}, `Answer: ${answerOf(doc.head)}`),
		scrolled('Rows', el('table', {},
			el('thead', {}, el('tr', {}, ['verdict', 'benchmark', 'metric', 'baseline', 'current', 'change', '95 % interval'].map((t) => el('th', { scope: 'col' }, t)))),
			el('tbody', {}, rows.slice(0, REPORT_ROWS).map((r) => el('tr', {}, el('td', {}, verdictSpan(r)), el('th', { scope: 'row' }, name(caseKey(r))), el('td', {}, name(r.metric ?? '')),
				[quantity(r.baseline, r.unit), quantity(r.current, r.unit), percent(r.change), interval(r.ci)].map((t) => el('td', { class: 'number' }, t))))))),
		rows.length > REPORT_ROWS && el('p', {}, `${REPORT_ROWS} of ${rows.length} rows.`)];
}

function reportResults(cases) {
	const metrics = metricsOf(cases).slice(0, 6);
	return scrolled('Results', el('table', {},
		el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'benchmark'), metrics.map((m) => el('th', { scope: 'col' }, name(m))))),
		el('tbody', {}, cases.slice(0, REPORT_ROWS).map((c) => el('tr', {}, el('th', { scope: 'row' }, name(caseKey(c))), metrics.map((m) => el('td', { class: 'number' }, quantity(c.metrics?.[m]?.value, c.metrics?.[m]?.unit))))))));
}
