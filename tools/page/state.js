/* state.js: what the page shows is in its address: '#/view/operand?key=value'. */

function stateRead() {
	const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
	const [view, ...operand] = path.split('/');
	return {
		view: view || 'overview',
		operand: safeDecode(operand.join('/')),
		query: new URLSearchParams(query ?? ''),
	};
}

function safeDecode(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/* The address of VIEW; what is empty is left out of the query. */
function address(view, operand, query = {}) {
	const kept = Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined);
	const text = new URLSearchParams(kept).toString();
	return `#/${view}${operand ? `/${encodeURIComponent(operand)}` : ''}${text ? `?${text}` : ''}`;
}

/* Change some of the query where we are. The step is not one that "back" takes. */
function stateChange(changes) {
	const { view, operand, query } = stateRead();
	history.replaceState(null, '', address(view, operand, { ...Object.fromEntries(query), ...changes }));
}

function go(where) {
	if (location.hash !== where)
		location.hash = where;
}
