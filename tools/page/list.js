/* list.js: a table of any length: only the rows in sight are elements. */

const ROWS_BESIDE = 6, HEAD_HEIGHT = 40;
const narrow = matchMedia('(max-width: 45rem)');

/* CONTENT, text or elements, instead of what CELL has. */
function cellFill(cell, content) {
	if (typeof content !== 'string') {
		cell.replaceChildren();
		add(cell, [content]);
	} else if (cell.firstChild instanceof Text && cell.childNodes.length === 1) {
		cell.firstChild.data = shown(content);
	} else {
		cell.textContent = shown(content);
	}
}

/* COLUMNS: {title, class, cell(row)}. 'rows' of the result replaces what is shown. A row is TALL
 * on a phone, where its cells take several lines. */
function virtualList(label, columns, rows, tall = 76) {
	const body = el('div', { class: 'list-body', role: 'rowgroup' });
	const head = el('div', { role: 'rowgroup', class: 'list-head' }, el('div', { role: 'row', class: 'list-row' },
		columns.map((c) => el('span', { role: 'columnheader', class: c.class }, c.title))));
	const table = el('div', { role: 'table', 'aria-label': label, class: 'list-table' }, head, body);
	const box = el('div', { class: 'list', tabindex: 0, role: 'region', 'aria-label': `${label}, scrollable` }, table);
	let drawn = null, top = 0, height = 0;
	const rowHeight = () => (narrow.matches ? tall : 40);
	box.style.setProperty('--row', `${tall}px`);

	/* ROW as number I in ELEMENT, which may have been of another row; ANEW also where it was not. */
	function rowFill(element, row, i, anew) {
		element.className = `list-row ${row.class ?? ''}`;
		element.setAttribute('aria-rowindex', i + 2);
		element.style.transform = `translateY(${i * rowHeight()}px)`;
		if (anew || element.row !== row)
			columns.forEach((c, k) => cellFill(element.children[k], c.cell(row)));
		element.row = row;
	}

	function rowMake() {
		return body.appendChild(el('div', { role: 'row' }, columns.map((c) => el('span', { role: 'cell', class: c.class }))));
	}

	/* The elements of rows that went out of sight are those of the rows that came: to make a
	 * row costs many times what it costs to fill it. */
	function draw(anew) {
		const each = rowHeight();
		const first = Math.max(0, Math.floor(top / each) - ROWS_BESIDE);
		const last = Math.min(rows.length, Math.ceil((top + (height || 600)) / each) + ROWS_BESIDE);
		if (!anew && drawn && drawn[0] === first && drawn[1] === last)
			return;
		drawn = [first, last];
		body.style.height = `${rows.length * each}px`;
		box.style.setProperty('--content', `${rows.length * each + HEAD_HEIGHT}px`);
		table.setAttribute('aria-rowcount', rows.length + 1);
		const within = body.contains(document.activeElement);
		const held = within && document.activeElement.closest('.list-row').getAttribute('aria-rowindex');
		const spare = [...body.children];
		rows.slice(first, last).forEach((row, i) => rowFill(spare[i] ?? rowMake(), row, first + i, anew));
		for (const element of spare.slice(last - first))
			element.remove();
		if (within)
			body.querySelector(`[aria-rowindex="${CSS.escape(held)}"] a`)?.focus({ preventScroll: true });
	}

	/* Show the row that begins at TO. */
	function scroll(to) {
		box.scrollTop = top = to;
	}

	/* To the link of the row that is STEP rows away from the one with the focus. */
	function move(step) {
		const at = document.activeElement?.closest?.('.list-row');
		const from = at && body.contains(at) ? Number(at.getAttribute('aria-rowindex')) - 2 : step > 0 ? -1 : rows.length;
		const to = Math.max(0, Math.min(rows.length - 1, from + step));
		const begins = to * rowHeight();
		if (begins < top)
			scroll(begins);
		else if (begins + 2 * rowHeight() > top + box.clientHeight)
			scroll(begins + 2 * rowHeight() - box.clientHeight);
		draw(true);
		body.querySelector(`[aria-rowindex="${to + 2}"] a`)?.focus({ preventScroll: true });
	}

	box.addEventListener('scroll', () => {
		top = box.scrollTop;
		draw(false);
	}, { passive: true });
	draw(true);
	new ResizeObserver(() => {
		if (!box.clientHeight)
			return;
		height = box.clientHeight;
		if (box.scrollTop !== top)
			box.scrollTop = top;
		draw(false);
	}).observe(box);
	return {
		element: box, move,
		/* Show LIST, whose cells do not depend on anything but their row. */
		keep(list) {
			rows = list;
			drawn = null;
			draw(false);
		},
		set rows(list) {
			rows = list;
			if (top > 0)
				scroll(0);
			draw(true);
		},
	};
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
