/* dom.js: elements made of values, never of HTML text: what strangers worded stays text. */

/* Characters that are invisible or change how others are shown, as base/utf8.h has them. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/* What most text is made of: nothing of it is hidden. */
const PLAIN = /^[ -~]*$/;

/* TEXT with each hidden character shown by its number. */
function shown(text) {
	const plain = String(text);
	return PLAIN.test(plain) ? plain : plain.replace(HIDDEN,
		(c) => `[U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

/* What TABLE has under KEY, which strangers may have worded: never what all objects have. */
function own(table, key) {
	return Object.hasOwn(table, key) ? table[key] : undefined;
}

/* An element NAME of HTML, or of SVG with a SPACE. Attributes whose value is null, undefined or
 * false are left out; 'on' holds listeners. Children are elements, text, or arrays of these. */
function el(name, attributes = {}, ...children) {
	return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes = {}, ...children) {
	return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(element, attributes, children) {
	for (const [key, value] of Object.entries(attributes ?? {})) {
		if (key === 'on') {
			for (const [event, listener] of Object.entries(value))
				element.addEventListener(event, listener);
		} else if (value !== null && value !== undefined && value !== false) {
			element.setAttribute(key, value === true ? '' : shown(value));
		}
	}
	add(element, children);
	return element;
}

function add(parent, children) {
	for (const child of children.flat(Infinity)) {
		if (child instanceof Node)
			parent.append(child);
		else if (child !== null && child !== undefined && child !== false)
			parent.append(shown(child));
	}
}

/* A name that somebody else worded: its direction stays its own. */
function name(text) {
	return el('bdi', { class: 'name' }, text);
}

/* The same where there may be no room for all of it: a line ends behind a sign, not in a word. */
function nameInLines(text) {
	return el('bdi', { class: 'name' }, String(text).split(/(?<=[/,_:])/).flatMap((part, i) => (i ? [el('wbr'), part] : part)));
}

/* The only links out of the page: https, and nothing is told of where they come from. */
function outward(url, ...children) {
	return el('a', { href: url, rel: 'noreferrer noopener' }, ...children);
}
