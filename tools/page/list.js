/* list.js: a table of any length: only the rows in sight are elements. */

const ROWS_BESIDE = 6, HEAD_HEIGHT = 40;
const narrow = matchMedia('(max-width: 45rem)');

/* COLUMNS: {title, class, cell(row)}. 'rows' of the result replaces what is shown. The rows are
 * there at once when it is wanted SOON, else when the list comes into sight. */
function virtualList(label, columns, rows, soon = true) {
	const body = el('div', { class: 'list-body', role: 'rowgroup' });
	const head = el('div', { role: 'rowgroup', class: 'list-head' }, el('div', { role: 'row', class: 'list-row' },
		columns.map((c) => el('span', { role: 'columnheader', class: c.class }, c.title))));
	const table = el('div', { role: 'table', 'aria-label': label, class: 'list-table' }, head, body);
	const box = el('div', { class: 'list', tabindex: 0, role: 'region', 'aria-label': `${label}, scrollable` }, table);
	let drawn = null;

	function rowElement(row, i) {
		const element = el('div', { role: 'row', class: `list-row ${row.class ?? ''}`, 'aria-rowindex': i + 2 },
			columns.map((c) => el('span', { role: 'cell', class: c.class }, c.cell(row))));
		element.style.transform = `translateY(${i * rowHeight()}px)`;
		return element;
	}

	function draw(anew) {
		const height = rowHeight();
		const first = Math.max(0, Math.floor(box.scrollTop / height) - ROWS_BESIDE);
		const last = Math.min(rows.length, Math.ceil((box.scrollTop + (box.clientHeight || 600)) / height) + ROWS_BESIDE);
		if (!anew && drawn && drawn[0] === first && drawn[1] === last)
			return;
		drawn = [first, last];
		body.style.height = `${rows.length * height}px`;
		box.style.setProperty('--content', `${rows.length * height + HEAD_HEIGHT}px`);
		table.setAttribute('aria-rowcount', rows.length + 1);
		const held = document.activeElement?.closest?.('.list-row')?.getAttribute('aria-rowindex');
		const within = body.contains(document.activeElement);
		body.replaceChildren(...rows.slice(first, last).map((row, i) => rowElement(row, first + i)));
		if (within)
			body.querySelector(`[aria-rowindex="${CSS.escape(held)}"] a`)?.focus({ preventScroll: true });
	}

	/* To the link of the row that is STEP rows away from the one with the focus. */
	function move(step) {
		const at = document.activeElement?.closest?.('.list-row');
		const from = at && body.contains(at) ? Number(at.getAttribute('aria-rowindex')) - 2 : step > 0 ? -1 : rows.length;
		const to = Math.max(0, Math.min(rows.length - 1, from + step));
		const top = to * rowHeight();
		if (top < box.scrollTop)
			box.scrollTop = top;
		else if (top + 2 * rowHeight() > box.scrollTop + box.clientHeight)
			box.scrollTop = top + 2 * rowHeight() - box.clientHeight;
		draw(true);
		body.querySelector(`[aria-rowindex="${to + 2}"] a`)?.focus({ preventScroll: true });
	}

	box.addEventListener('scroll', () => draw(false), { passive: true });
	box.style.setProperty('--content', `${rows.length * rowHeight() + HEAD_HEIGHT}px`);
	if (soon)
		draw(true);
	new IntersectionObserver((entries) => {
		if (entries.some((e) => e.isIntersecting))
			draw(false);
	}).observe(box);
	new ResizeObserver(() => drawn && draw(false)).observe(box);
	return {
		element: box, move,
		set rows(list) {
			rows = list;
			box.scrollTop = 0;
			draw(true);
		},
	};
}

function rowHeight() {
	return narrow.matches ? 76 : 40;
}

const SPARK_WIDTH = 1200, SPARK_HEIGHT = 240, SPARK_POINTS = 360, SPARK_BUCKETS = 60;

/* The ends of each bucket of VALUES in the order in which they come, as [place, value]. */
function extremes(values) {
	const size = Math.max(1, values.length / SPARK_BUCKETS), ends = [];
	for (let b = 0; b * size < values.length; b++) {
		const from = Math.floor(b * size), to = Math.min(values.length, Math.floor((b + 1) * size));
		let low = from, high = from;
		for (let i = from; i < to; i++) {
			if (values[i] < values[low])
				low = i;
			if (values[i] > values[high])
				high = i;
		}
		for (const i of low === high ? [low] : low < high ? [low, high] : [high, low])
			ends.push([i, values[i]]);
	}
	return ends;
}

/* The line of the last points of SERIES; made once. */
function sparkLine(series) {
	const values = unpack(series.value).slice(-SPARK_POINTS).filter((v) => v !== null);
	const ends = extremes(values);
	const low = Math.min(...ends.map((e) => e[1])), high = Math.max(...ends.map((e) => e[1]));
	const y = (v) => (high > low ? 20 + Math.round((high - v) / (high - low) * (SPARK_HEIGHT - 40)) : SPARK_HEIGHT / 2);
	return ends.map(([i, v]) => `${Math.round(i / Math.max(1, values.length - 1) * SPARK_WIDTH)},${y(v)}`).join(' ');
}

/* A line of the last points of SERIES, for a row of a list. */
function sparkline(series) {
	series.spark ??= sparkLine(series);
	return svg('svg', { class: 'spark', viewBox: `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
		svg('polyline', { points: series.spark }));
}
