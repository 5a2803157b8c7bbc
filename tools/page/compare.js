/* compare.js: a comparison, of a pull request for one: every row with its interval. */

const VERDICTS = ['regression', 'exceeded', 'failed', 'removed', 'unmeasured', 'worse', 'placement', 'machine-dependent',
	'inconclusive', 'incomparable', 'improvement', 'better', 'added', 'equivalent', 'within'];
const VERDICT_KINDS = { regression: 'worse', exceeded: 'worse', failed: 'worse', removed: 'worse', unmeasured: 'worse', worse: 'worse', improvement: 'better', better: 'better', equivalent: 'even', within: 'even' };

function verdictOf(row) {
	return row.waived ? 'waived' : row.verdict;
}

function verdictRank(row) {
	const rank = VERDICTS.indexOf(row.verdict);
	return (rank < 0 ? VERDICTS.length : rank) + (row.gate === false ? VERDICTS.length : 0);
}

function verdictSpan(row) {
	const kind = row.waived ? 'even' : own(VERDICT_KINDS, row.verdict) ?? 'open';
	const sign = { worse: '✗', better: '✓', even: '=', open: '?' }[kind];
	return el('span', { class: `verdict ${kind}` }, `${sign} `, verdictOf(row), row.severity ? `, ${row.severity}` : '');
}

/* The interval of the change on a line whose middle is none; what is beyond two thresholds is cut. */
function changeLine(row) {
	if (!Array.isArray(row.ci) || !row.ci.every(Number.isFinite))
		return '';
	const most = Math.max(0.1, (row.threshold ?? 0.1) * 2), width = 100;
	const x = (v) => width / 2 + Math.max(-1, Math.min(1, v / most)) * width / 2;
	const kind = own(VERDICT_KINDS, row.verdict) ?? 'open';
	return svg('svg', { class: `interval ${kind}`, viewBox: `0 0 ${width} 16`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
		svg('line', { class: 'zero', x1: width / 2, x2: width / 2, y1: 0, y2: 16 }),
		[-1, 1].map((side) => row.threshold && svg('line', { class: 'limit', x1: x(side * row.threshold), x2: x(side * row.threshold), y1: 0, y2: 16 })),
		svg('line', { class: 'span', x1: x(row.ci[0]), x2: x(row.ci[1]), y1: 8, y2: 8 }),
		svg('line', { class: 'middle', x1: x(row.change), x2: x(row.change), y1: 8, y2: 8 }));
}

function compareColumns(model, limits, told) {
	const columns = [
		{ title: 'verdict', class: 'w3', cell: (r) => verdictSpan(r) },
		{ title: 'benchmark', class: 'grow', cell: (r) => el('a', { href: told.href(r), on: { click: (e) => told.open(e, r) } }, name(caseKey(r))) },
		{ title: 'metric', class: 'w1', cell: (r) => name(r.metric ?? '') },
	];
	if (limits)
		return [...columns, { title: 'value', class: 'w2 number', cell: (r) => quantity(r.current, r.unit) },
			{ title: 'limit', class: 'w2 number', cell: (r) => limitText(r) }];
	return [...columns,
		{ title: 'baseline', class: 'w1 number', cell: (r) => quantity(r.baseline, r.unit) },
		{ title: 'current', class: 'w1 number', cell: (r) => quantity(r.current, r.unit) },
		{ title: 'change', class: 'w1 number', cell: (r) => percent(r.change) },
		{ title: '95 % interval', class: 'w2', cell: (r) => changeLine(r) }];
}

function limitText(row) {
	const limit = row.limit ?? {};
	return [limit.min !== undefined && `≥ ${quantity(limit.min, row.unit)}`, limit.max !== undefined && ` ≤ ${quantity(limit.max, row.unit)}`];
}

function compareRows(doc, { q, verdict }) {
	const words = q.toLowerCase().split(/\s+/).filter(Boolean);
	return doc.rows.filter((r) => (!verdict || r.verdict === verdict) && words.every((w) => `${r.id} ${r.metric ?? ''}`.toLowerCase().includes(w)))
		.sort((a, b) => verdictRank(a) - verdictRank(b) || Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));
}

/* All that is known of one row, in words. */
function rowDetail(model, row) {
	const facts = [['verdict', verdictSpan(row)], ['change', `${percent(row.change)}${interval(row.ci) && `, 95 % interval ${interval(row.ci)}`}`],
		['p, corrected', Number.isFinite(row.p_adjusted) ? digits(row.p_adjusted, 2) : ''],
		['smallest change that would have been seen', Number.isFinite(row.smallest_detectable) ? percent(row.smallest_detectable) : ''],
		['invocations', Array.isArray(row.n) ? row.n.join(' and ') : ''],
		['since the release', row.drift ? `${percent(row.drift.change)}, ${row.drift.verdict}` : ''],
		['why', row.reason ?? ''],
		['history', model.byCase.has(caseKey(row)) ? el('a', { href: address('benchmark', caseKey(row), { metric: row.metric }) }, 'its page') : '']];
	return [el('h3', {}, caseLink(model, row), ', ', name(row.metric ?? '')),
		el('dl', {}, facts.filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)]))];
}

/* What the comparison comes to, in a word or two: its verdict, or the budgets that it overdraws. */
function answerOf(head) {
	const verdict = head.summary?.verdict ?? '';
	const rows = Array.isArray(head.budget?.rows) ? head.budget.rows : [];
	const overdrawn = rows.filter((r) => r?.state === 'overdrawn').length;
	if (verdict !== 'pass')
		return verdict;
	return overdrawn ? `${overdrawn} ${overdrawn === 1 ? 'budget' : 'budgets'} overdrawn` : passOf(head.summary);
}

/* What it comes to when nothing fails: no pass where no row has an answer. */
function passOf(summary) {
	if (['waived', 'equivalent', 'within', 'worse', 'better', 'improvement', 'machine-dependent', 'placement'].some((word) => summary[word] > 0))
		return 'pass';
	const open = ['inconclusive', 'incomparable', 'unmeasured'].find((word) => summary[word] > 0);
	return open ? `${summary[open]} ${open}` : 'nothing compared';
}

/* Whether ANSWER is better or worse news, as a class and a sign; one that is open is neither. */
function answerLook(answer) {
	if (/^(\d+ (inconclusive|incomparable|unmeasured)|nothing compared)$/.test(answer))
		return ['', '?'];
	return answer === 'pass' ? ['better', '✓'] : ['worse', '✗'];
}

function machineLine(side, word) {
	const e = side?.environment;
	return e ? el('li', {}, `${word}: `, name([e.cpu_model ?? e.cpu, e.os, e.git_commit && String(e.git_commit).slice(0, 10)].filter(Boolean).join(', ')), side.timestamp ? ` (${day(side.timestamp)})` : '') : null;
}

function compareView(model, state) {
	const at = Math.min(Math.max(0, Number(state.operand) || 0), model.comparisons.length - 1);
	const doc = model.comparisons[at];
	if (!doc)
		return [el('h2', { tabindex: -1 }, 'No comparison'), el('p', {}, 'There is none in this page.')];
	const limits = doc.head.kind === 'limits';
	const query = { q: '', verdict: '', row: '', ...Object.fromEntries(state.query) };
	const detail = el('section', { class: 'detail', 'aria-live': 'polite', 'aria-label': 'The chosen row' });
	const rowName = (r) => `${caseKey(r)} ${r.metric ?? ''}`;
	const told = {
		href: (r) => address('compare', String(at), { ...query, row: rowName(r) }),
		open(event, r) {
			event.preventDefault();
			query.row = rowName(r);
			stateChange({ row: query.row });
			detail.replaceChildren(...rowDetail(model, r));
		},
	};
	const list = virtualList('Rows', compareColumns(model, limits, told), compareRows(doc, query), 108);
	const counts = Object.entries(Object.groupBy(doc.rows, (r) => r.verdict)).sort(([a], [b]) => VERDICTS.indexOf(a) - VERDICTS.indexOf(b));
	const change = (changes) => {
		Object.assign(query, changes);
		stateChange(changes);
		list.rows = compareRows(doc, query);
	};
	const chosen = doc.rows.find((r) => rowName(r) === query.row);
	if (chosen)
		detail.replaceChildren(...rowDetail(model, chosen));
	const answer = answerOf(doc.head);
	return [
		el('h2', { tabindex: -1 }, limits ? 'Limits' : 'Comparison', doc.head.suite ? [' of ', name(doc.head.suite)] : ''),
		model.comparisons.length > 1 && el('p', {}, model.comparisons.map((c, i) => [el('a', { href: address('compare', String(i)), 'aria-current': i === at ? 'true' : null }, `${i + 1}. ${c.head.suite ?? c.head.timestamp ?? ''}`), ' '])),
		answer && el('p', { class: `answer ${answerLook(answer)[0]}` }, `${answerLook(answer)[1]} ${answer}`),
		el('ul', { class: 'chips' }, counts.map(([word, rows]) => el('li', {}, `${rows.length} ${word}`))),
		el('ul', { class: 'machines' }, machineLine(doc.head.baseline, 'baseline'), machineLine(doc.head.current, 'current'), machineLine(doc.head.elsewhere, 'second machine')),
		el('div', { class: 'filters' },
			el('label', { class: 'choice' }, el('span', {}, 'search'), el('input', { type: 'search', id: 'search', value: query.q, placeholder: 'words of a name', autocomplete: 'off', on: { input: (e) => change({ q: e.target.value }) } })),
			choice('verdict', 'verdict', [['', 'all'], ...counts.map(([word]) => [word, word])], query.verdict, (word) => change({ verdict: word }))),
		Object.assign(list.element, { move: list.move }),
		detail,
	];
}
