/* main.js: the frame of the page, and which view is in it. */

const THEMES = ['', 'light', 'dark'];
const VIEWS = {
	overview: ['Overview', () => true, overviewView],
	benchmarks: ['Benchmarks', (m) => m.series.length > 0, browseView],
	compare: ['Comparison', (m) => m.comparisons.length > 0, compareView],
	latest: ['Latest values', (m) => m.results.length > 0 || m.series.length > 0, latestView],
	alerts: ['Alerts', (m) => m.ledgers.length > 0, alertsView],
	advice: ['What to use', (m) => m.recommendations.length > 0, adviceView],
	report: ['Report', () => true, reportView],
	benchmark: [null, (m) => m.series.length > 0, benchmarkView],
};

const began = performance.now();
const model = modelMake(documentsRead());
const waiting = [];

/* Call DRAW when BOX is in the page, and has its width. */
function later(box, draw) {
	waiting.push(draw);
}

function frame() {
	const links = Object.entries(VIEWS).filter(([, [title, has]]) => title && has(model))
		.map(([view, [title]]) => el('li', {}, el('a', { href: address(view), 'data-view': view }, title)));
	document.body.prepend(
		el('a', { class: 'skip', href: '#main', on: { click: skip } }, 'to the content'),
		el('header', {}, el('h1', {}, name(model.title)),
			el('nav', { 'aria-label': 'Views' }, el('ul', {}, links)),
			el('div', { class: 'tools' },
				el('button', { type: 'button', id: 'theme', on: { click: themeNext } }, 'theme'),
				el('button', { type: 'button', on: { click: () => document.getElementById('help').showModal() } }, 'keys'))),
		el('main', { id: 'main' }),
		helpDialog());
}

function skip(event) {
	event.preventDefault();
	document.querySelector('main h2')?.focus();
}

function themeNext() {
	const now = THEMES.indexOf(document.documentElement.dataset.theme ?? '');
	const next = THEMES[(now + 1) % THEMES.length];
	stateChange({ theme: next });
	render();
}

let themeBefore = null;

function themeApply(theme) {
	if (theme === themeBefore)
		return;
	themeBefore = theme;
	coloursForget();
	if (theme === 'light' || theme === 'dark')
		document.documentElement.dataset.theme = theme;
	else
		delete document.documentElement.dataset.theme;
	document.getElementById('theme').textContent = `theme: ${theme || 'system'}`;
}

/* To the beginning of a view that was not there before, unless something in it has the focus. */
function beginAt(main) {
	scrollTo(0, 0);
	if (document.activeElement === document.body || document.activeElement?.closest('nav'))
		main.querySelector('h2')?.focus({ preventScroll: true });
}

/* How wide the content is: to ask an element that was just made costs a layout. */
let mainWidth = 0;

function widthWatch(main) {
	const style = getComputedStyle(main);
	mainWidth = main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
	new ResizeObserver(([entry]) => {
		mainWidth = entry.contentRect.width;
	}).observe(main);
}

let viewBefore = null;

function render() {
	const state = stateRead();
	const theme = state.query.get('theme') ?? '';
	const [, has, view] = own(VIEWS, state.view) ?? VIEWS.overview;
	themeApply(theme);
	const main = document.getElementById('main');
	const parts = has(model) ? view(model, state) : overviewView(model);
	if (parts[0] !== main.firstChild) {
		const made = document.createDocumentFragment();
		add(made, parts);
		main.replaceChildren(made);
	}
	for (const draw of waiting.splice(0))
		draw();
	for (const link of document.querySelectorAll('nav a')) {
		link.toggleAttribute('aria-current', false);
		if (link.dataset.view === state.view || (state.view === 'benchmark' && link.dataset.view === 'benchmarks'))
			link.setAttribute('aria-current', 'page');
		link.setAttribute('href', address(link.dataset.view, '', { theme }));
	}
	const where = `${state.view}/${state.operand}`;
	if (viewBefore !== null && viewBefore !== where) {
		requestAnimationFrame(() => beginAt(main));
	}
	viewBefore = where;
}

/* Links between views keep the theme; a link that was followed before may have an older one. */
function linkFollowed(event) {
	const link = event.target.closest?.('main a[href^="#/"]');
	if (!link || event.defaultPrevented)
		return;
	const [path, query] = link.getAttribute('href').split('?');
	const all = new URLSearchParams(query ?? ''), theme = stateRead().query.get('theme');
	all.delete('theme');
	if (theme)
		all.set('theme', theme);
	link.setAttribute('href', all.size ? `${path}?${all}` : path);
}

frame();
widthWatch(document.getElementById('main'));
render();
addEventListener('hashchange', render);
document.addEventListener('click', linkFollowed);
document.addEventListener('keydown', keyPressed);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
	coloursForget();
	render();
});
narrow.addEventListener('change', render);
/* Paper is light, whatever the screen is. */
addEventListener('beforeprint', () => {
	document.documentElement.dataset.theme = 'light';
	coloursForget();
	for (const chart of document.querySelectorAll('.chart'))
		chart.redraw?.();
});
addEventListener('afterprint', () => {
	themeBefore = null;
	render();
});
document.documentElement.dataset.ready = (performance.now() - began).toFixed(1);
performance.mark('page-ready');
