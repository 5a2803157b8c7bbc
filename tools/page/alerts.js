/* alerts.js: the ledger: where levels moved, what became of it, and the gate's own rates. */

function ledgerOpen(doc) {
	return doc.alerts.filter((a) => a.state === 'open').length;
}

/* The series that ROW of an alert is of, where the page has it. */
function alertCase(model, row) {
	const key = caseKey(row);
	return model.byCase.has(key) ? el('a', { href: address('benchmark', key, { metric: row.metric }) }, nameInLines(key)) : nameInLines(key);
}

function alertRange(model, alert) {
	const of = (run) => (run?.commit ? commitLink(model, run.commit) : name(run?.run ?? day(run?.timestamp)));
	return [alert.after ? [of(alert.after), ' … '] : '', of(alert.at)];
}

function alertIssue(model, alert) {
	if (!Number.isInteger(alert.issue))
		return '';
	return model.repository ? outward(`${model.repository}/issues/${alert.issue}`, `#${alert.issue}`) : `#${alert.issue}`;
}

/* What became of ROW: an alert as a whole that is accepted or withdrawn says it of all of them. */
function alertRowState(alert, row) {
	return ['accepted', 'withdrawn'].includes(alert.state) || !row.state ? alert.state : stateWord(/regression|worse/.test(row.verdict), row.state);
}

function alertRows(model, alert) {
	return alert.rows.map((row) => el('tr', {},
		el('td', {}, verdictMark(/regression|worse/.test(row.verdict), row.verdict)),
		el('th', { scope: 'row' }, alertCase(model, row)),
		el('td', {}, name(row.metric)),
		el('td', { class: 'number' }, percent(row.change)),
		el('td', { class: 'number' }, interval(row.ci)),
		el('td', {}, alertRange(model, alert)),
		el('td', {}, alertRowState(alert, row)),
		el('td', {}, name(alert.name ?? '')),
		el('td', {}, alertIssue(model, alert))));
}

function alertsTable(model, doc) {
	if (!doc.alerts.length)
		return el('p', {}, 'There is no alert.');
	return scrolled('Alerts', el('table', { class: 'alerts' },
		el('thead', {}, el('tr', {}, ['verdict', 'benchmark', 'metric', 'change', '95 % interval', 'after … up to', 'state', 'alert', 'issue'].map((t) => el('th', { scope: 'col' }, t)))),
		el('tbody', {}, doc.alerts.flatMap((alert) => alertRows(model, alert)))));
}

/* "The gate itself, in 90 days: 0 of 412 false, +5 % found in 97 %." */
function ratesSentence(doc) {
	if (!doc.rates)
		return '';
	const { days, quiet, false: wrong, injected } = doc.rates;
	const found = (injected ?? []).filter((i) => i.n > 0).map((i) => `, ${percent(i.change)} found in ${percent(i.found / i.n).replace('+', '')} of ${count(i.n, 'time')}`);
	return el('p', { class: 'rates' }, `The gate itself, in ${days} days: ${wrong} of ${count(quiet, 'row')} false`, found, '.');
}

function alertsView(model) {
	return model.ledgers.flatMap((doc) => [
		el('h2', { tabindex: -1 }, 'Alerts'),
		el('p', { class: 'answer' }, `${count(ledgerOpen(doc), 'alert')} open, of ${doc.alerts.length}`),
		ratesSentence(doc),
		alertsTable(model, doc),
	]);
}
