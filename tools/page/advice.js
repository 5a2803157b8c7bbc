/* advice.js: what to use: a matrix of cases and candidates, with proof or a tie. */

const ADVICE = { best: 'proven', tie: 'a tie', untested: 'not tested', only: 'the only one', none: 'no value' };

function adviceCell(row, candidate, unit) {
	const at = row.ranking.findIndex((r) => r.candidate === candidate);
	if (at < 0) {
		const missing = row.missing.find((m) => m.candidate === candidate);
		return el('td', { class: 'none' }, NO_VALUE, ' ', el('small', {}, missing?.reason ?? ''));
	}
	const item = row.ranking[at];
	const word = at > 0 ? row.tied.includes(candidate) ? 'tied' : '' : row.verdict === 'best' ? 'best, proven' : own(ADVICE, row.verdict) ?? '';
	return el('td', { class: at === 0 ? 'first' : row.tied.includes(candidate) ? 'tied' : '' },
		el('strong', {}, quantity(item.value, unit)), ' ',
		el('small', {}, [word, item.change === undefined || item.change === null ? '' : percent(item.change), interval(item.ci)].filter(Boolean).join(', ')));
}

function adviceTable(model, doc) {
	return scrolled('Recommendations', el('table', { class: 'matrix' },
		el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'benchmark'), el('th', { scope: 'col' }, 'use'), doc.candidates.map((c) => el('th', { scope: 'col' }, name(c))))),
		el('tbody', {}, doc.rows.map((row) => el('tr', {},
			el('th', { scope: 'row' }, name(row.id)),
			el('td', {}, el('strong', {}, name(row.best ?? NO_VALUE)), ' ', el('small', {}, own(ADVICE, row.verdict) ?? row.verdict), row.reason ? el('small', {}, ': ', row.reason) : ''),
			doc.candidates.map((c) => adviceCell(row, c, doc.goal.unit)))))));
}

function overallTable(doc) {
	return doc.overall?.length ? [el('h3', {}, 'Over all rows'), scrolled('Over all rows', el('table', {},
		el('thead', {}, el('tr', {}, ['candidate', 'rows', 'best', 'tied', 'mean distance from the best'].map((t) => el('th', { scope: 'col' }, t)))),
		el('tbody', {}, doc.overall.map((o) => el('tr', {}, el('th', { scope: 'row' }, name(o.candidate)), [o.rows, o.best, o.tied].map((n) => el('td', { class: 'number' }, n)), el('td', { class: 'number' }, percent(o.mean_change)))))))] : [];
}

function adviceView(model) {
	return model.recommendations.flatMap((doc) => [
		el('h2', { tabindex: -1 }, 'What to use'),
		el('p', {}, 'By ', name(doc.goal.metric), doc.goal.cost ? [' as cost in ', name(doc.goal.cost.currency)] : '', ', over ', name(doc.goal.over), `; ${doc.goal.better} is better.`),
		adviceTable(model, doc),
		overallTable(doc),
	]);
}
