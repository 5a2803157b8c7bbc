/* keys.js: the keyboard, and what it does. */

const KEYS = [
	['/', 'search'],
	['j, k or ↓, ↑', 'the next and the previous row of a list'],
	['Enter', 'open the row'],
	['n, p', 'the next and the previous benchmark'],
	['←, →, PageUp, PageDown, Home, End', 'go through the points of the chart that has the focus'],
	['1 to 9', 'the views, in the order of the menu'],
	['a', 'another axis: linear, from zero, logarithmic'],
	['t', 'light, dark, or as the system is'],
	['Escape', 'leave the search; then back'],
	['?', 'this help'],
];

function helpDialog() {
	const dialog = el('dialog', { id: 'help', 'aria-labelledby': 'help-title' },
		el('h2', { id: 'help-title' }, 'Keys'),
		el('dl', {}, KEYS.map(([key, text]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, text)])),
		el('form', { method: 'dialog' }, el('button', {}, 'close')));
	return dialog;
}

function listMove(step) {
	document.querySelector('main .list')?.move?.(step);
}

function selectNext(id) {
	const select = document.getElementById(id);
	if (!select)
		return;
	select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
	select.dispatchEvent(new Event('change'));
	document.getElementById(id)?.focus();
}

const ACTIONS = {
	'/': () => searchFocus(),
	j: () => listMove(1),
	k: () => listMove(-1),
	n: () => document.getElementById('next')?.click(),
	p: () => document.getElementById('previous')?.click(),
	a: () => selectNext('axes'),
	t: () => themeNext(),
	'?': () => document.getElementById('help').showModal(),
};

function searchFocus() {
	if (document.getElementById('search')) {
		document.getElementById('search').focus();
	} else {
		go(address('benchmarks'));
		render();
		document.getElementById('search')?.focus();
	}
}

function keyPressed(event) {
	const typing = event.target.matches?.('input, select, textarea');
	if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.getElementById('help').open)
		return;
	if (event.key === 'Escape') {
		if (typing)
			event.target.blur();
		else
			history.back();
		return;
	}
	const arrows = { ArrowDown: 1, ArrowUp: -1 };
	if (Object.hasOwn(arrows, event.key) && (event.target.id === 'search' || event.target.closest?.('.list'))) {
		event.preventDefault();
		listMove(arrows[event.key]);
		return;
	}
	if (typing)
		return;
	const view = document.querySelectorAll('nav a')[Number(event.key) - 1];
	const action = own(ACTIONS, event.key);
	if (view || action) {
		event.preventDefault();
		(action ?? (() => view.click()))();
	}
}
