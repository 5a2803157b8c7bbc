#!/usr/bin/env node
/* measure.js ROUNDS PAGE TEXT-PAGE: how soon the two are ready, in turn, and what PAGE then takes:
 * one line of JSON, times in ms and sizes in MB. Of each round the median counts, and of
 * the rounds the least: what else runs here only adds to it. */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { open } from './browser.js';

const { chromium } = createRequire(new URL('../../build/page/package.json', import.meta.url))('playwright-core');
const [rounds, page, text] = process.argv.slice(2);

function median(list) {
	const sorted = [...list].sort((a, b) => a - b), n = sorted.length;
	return n % 2 ? sorted[(n - 1) / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/* The memory in MB of the renderer that has the page: the largest of them. */
async function renderer(browser) {
	const session = await browser.newBrowserCDPSession();
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	const sizes = processInfo.filter((p) => p.type === 'renderer').map((p) =>
		Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${p.id}/status`, 'utf8'))[1]) * 1024 / 1e6);
	return Math.max(...sizes);
}

/* The CPU time in ms of the page's thread that CALL of it takes: scripts, styles and layout, for
 * each of the elements that it returns. */
async function effort(page, call, argument) {
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	const now = async () => (await session.send('Performance.getMetrics')).metrics
		.filter((m) => ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].includes(m.name))
		.reduce((sum, m) => sum + m.value * 1000, 0);
	const before = await now();
	const times = await page.evaluate(call, argument);
	return { times, cpu: (await now() - before) / times.length };
}

/* In the page: how long a search takes, each with the layout of what it shows. */
function searches() {
	const input = document.getElementById('search'), times = [];
	for (const word of ['l', 'layer 1', 'cuda', 'batch=8', 'layer 3 qnn', 'nothing like it', '', 'mps', '']) {
		input.value = word;
		const began = performance.now();
		input.dispatchEvent(new Event('input'));
		void document.body.offsetHeight;
		times.push(performance.now() - began);
	}
	return times;
}

/* In the page: how long it takes to show what HASH names, its chart drawn, the rows of its lists
 * there, and all laid out. */
async function shows(hash) {
	history.replaceState(null, '', hash);
	const began = performance.now();
	dispatchEvent(new HashChangeEvent('hashchange'));
	await Promise.resolve();
	await Promise.resolve();
	void document.body.offsetHeight;
	const took = performance.now() - began;
	await new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 20)); });
	return [took];
}

/* How long it takes to open each benchmark of HASHES from the list of all. */
async function opened(page, hashes) {
	const times = [], cpu = [];
	for (const hash of hashes) {
		await page.evaluate(shows, '#/benchmarks');
		const one = await effort(page, shows, hash);
		times.push(one.times[0]);
		cpu.push(one.cpu);
	}
	return { times, cpu };
}

async function ready(file) {
	const at = await open(chromium, file);
	const time = await at.page.evaluate(() => performance.getEntriesByName('page-ready')[0].startTime);
	return { at, time };
}

const times = { page: [], text: [] };
const found = { search: [], search_cpu: [], open: [], open_cpu: [], memory: [], memory_used: [] };
for (let i = 0; i < Number(rounds); i++) {
	const one = await ready(page);
	times.page.push(one.time);
	found.memory.push(await renderer(one.at.browser));
	await one.at.page.evaluate(() => { location.hash = '#/benchmarks'; });
	await one.at.page.waitForSelector('#search');
	const search = await effort(one.at.page, searches);
	found.search.push(median(search.times));
	found.search_cpu.push(search.cpu);
	const hashes = await one.at.page.locator('.list-body a').evaluateAll((list) => list.map((a) => a.getAttribute('href')));
	const opening = await opened(one.at.page, hashes.slice(0, 12));
	found.open.push(median(opening.times));
	found.open_cpu.push(median(opening.cpu));
	found.memory_used.push(await renderer(one.at.browser));
	await one.at.browser.close();
	const other = await ready(text);
	times.text.push(other.time);
	await other.at.browser.close();
}
const size = (file) => statSync(file).size / 1e6;
console.log(JSON.stringify({
	size: size(page), gzipped: gzipSync(readFileSync(page)).length / 1e6, text_size: size(text),
	ready: Math.min(...times.page), text_ready: Math.min(...times.text), ratio: Math.min(...times.page) / Math.min(...times.text),
	...Object.fromEntries(Object.entries(found).map(([key, list]) => [key, Math.min(...list)])),
}));
