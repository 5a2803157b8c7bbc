/* overview.js: what there is, and what moved. */

const MOVED_SHOWN = 25, HISTORIES_SHOWN = 24;

function card(value, label, href, kind) {
	return el('li', {}, el(href ? 'a' : 'div', { class: `card ${kind ?? ''}`, href }, el('strong', {}, value), el('span', {}, label)));
}

/* The runs of all histories: how many, and the days of the first and the last. */
function runsOf(model) {
	const heads = [...new Set(model.series.map((s) => s.runs))];
	const stamps = heads.flatMap((runs) => runs?.timestamp ?? []).filter(Boolean).sort();
	const points = (runs) => Object.values(runs ?? {}).find(Array.isArray)?.length ?? 0;
	return { n: heads.reduce((sum, runs) => sum + points(runs), 0), first: day(stamps[0]), last: day(stamps.at(-1)) };
}

function summaryCards(model) {
	const runs = runsOf(model);
	const open = model.moved.filter((m) => m.worse && isOpen(m.step)).length;
	const gains = model.moved.filter((m) => !m.worse && isOpen(m.step)).length;
	const cards = [];
	if (model.series.length) {
		cards.push(card(model.byCase.size.toLocaleString('en'), 'benchmarks', address('benchmarks')));
		cards.push(card(model.series.length.toLocaleString('en'), 'series', address('benchmarks')));
		if (runs.n)
			cards.push(card(runs.n.toLocaleString('en'), runs.first ? `runs, ${runs.first} to ${runs.last}` : 'runs'));
		if (model.series.some((s) => s.judged)) {
			cards.push(card(open, open === 1 ? 'open regression' : 'open regressions', address('benchmarks', '', { show: 'worse' }), open ? 'worse' : ''));
			cards.push(card(gains, 'improvements that hold', address('benchmarks', '', { show: 'better' }), gains ? 'better' : ''));
		}
	}
	for (const doc of model.ledgers)
		cards.push(card(ledgerOpen(doc), `open of ${count(doc.alerts.length, 'alert')}`, address('alerts'), ledgerOpen(doc) ? 'worse' : ''));
	model.comparisons.forEach((c, i) => {
		const answer = answerOf(c.head);
		cards.push(card(answer || c.rows.length, c.head.kind === 'limits' ? 'limits' : 'comparison', address('compare', String(i)), answerLook(answer)[0]));
	});
	for (const r of model.results)
		cards.push(card(r.benchmarks.length, `results${r.head?.suite ? ` of ${r.head.suite}` : ''}`, address('latest')));
	for (const r of model.recommendations)
		cards.push(card(r.rows.length, 'recommendations', address('advice')));
	return el('ul', { class: 'cards' }, cards);
}

function verdictMark(worse, word) {
	return el('span', { class: `verdict ${worse ? 'worse' : 'better'}` }, worse ? '✗ ' : '✓ ', word);
}

function movedTable(model, moved) {
	return scrolled('What moved', el('table', { class: 'moved' },
		el('thead', {}, el('tr', {}, ['verdict', 'benchmark', 'change', '95 % interval', 'metric', 'since', 'commit', 'state', 'history'].map((t) => el('th', { scope: 'col' }, t)))),
		el('tbody', {}, moved.map((m) => {
			const run = runOf(m.series, m.run);
			return el('tr', {},
				el('td', {}, verdictMark(m.worse, m.step.verdict ?? (m.worse ? 'regression' : 'improvement'))),
				el('th', { scope: 'row' }, el('a', { href: address('benchmark', m.series.key, { metric: m.series.metric }) }, nameInLines(m.series.key))),
				el('td', { class: 'number' }, percent(m.step.change)),
				el('td', { class: 'number' }, interval(m.step.ci)),
				el('td', {}, name(m.series.metric)),
				el('td', {}, day(run.timestamp)),
				el('td', {}, run.commit ? commitLink(model, run.commit) : ''),
				el('td', {}, stateWord(m.worse, m.step.state ?? 'open')),
				el('td', { class: 'spark-cell' }, sparkline(m.series)));
		}))));
}

/* Small pictures of series: of what moved, then of the others. */
function histories(model) {
	const chosen = [...new Set([...model.moved.map((m) => m.series), ...model.series.slice(0, HISTORIES_SHOWN)])].slice(0, HISTORIES_SHOWN);
	const rest = model.series.length - chosen.length;
	return [
		el('ul', { class: 'histories' }, chosen.map((s) => el('li', {}, el('a', { href: address('benchmark', s.key, { metric: s.metric }) },
			el('span', { class: 'title' }, name(s.key)), sparkline(s), el('span', { class: 'muted' }, name(s.metric), ' ', quantity(s.last, s.unit)), ' ', stepOf(s))))),
		rest > 0 && el('p', {}, el('a', { href: address('benchmarks') }, `${rest.toLocaleString('en')} more`)),
	];
}

function overviewView(model) {
	const judged = model.series.some((s) => s.judged);
	const parts = [el('h2', { tabindex: -1 }, 'Overview'), summaryCards(model), model.ledgers.map(ratesSentence)];
	if (model.series.length) {
		parts.push(el('h3', {}, 'What moved'));
		if (model.moved.length)
			parts.push(movedTable(model, model.moved.slice(0, MOVED_SHOWN)));
		else
			parts.push(el('p', {}, judged ? 'No level moved.' : 'No step is told of in these series. Steps are found by bench-trend.'));
		if (model.moved.length > MOVED_SHOWN)
			parts.push(el('p', {}, `${MOVED_SHOWN} of ${model.moved.length} steps are shown: `, el('a', { href: address('benchmarks', '', { show: 'moved' }) }, 'all benchmarks that moved'), '.'));
	}
	if (model.series.length)
		parts.push(el('h3', {}, 'Histories'), histories(model));
	if (!model.series.length && !model.comparisons.length && !model.results.length && !model.recommendations.length && !model.ledgers.length)
		parts.push(el('p', {}, 'There is nothing in this page.'));
	return parts;
}
