#!/usr/bin/env node
/* check.js CHECK PAGE: look at PAGE in a real Chromium, as a reader would; status 1 and one line
 * for each thing that is not so. The packages are in build/page. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { open } from './browser.js';

const modules = createRequire(new URL('../../build/page/package.json', import.meta.url));
const { chromium } = modules('playwright-core');
const [check, file] = process.argv.slice(2);

async function with_(options, look) {
	const at = await open(chromium, file, options);
	try {
		await look(at);
		assert.deepEqual(at.complaints, [], 'the console is empty');
		assert.deepEqual([...new Set(at.requests)], [pathToFileURL(file).href], 'it asks for nothing but itself');
	} finally {
		await at.browser.close();
	}
}

const url = (page) => page.evaluate(() => location.href);
const rows = (page) => page.locator('.list-body .list-row').count();
const heading = (page) => page.locator('main h2').first().textContent();

/* The page comes to the view with this heading. */
async function headed(page, want) {
	const text = want instanceof RegExp ? want : new RegExp(`^${want.replace(/[^\w ]/g, '\\$&')}$`);
	await page.locator('main h2', { hasText: text }).first().waitFor({ timeout: 5000 });
}
const states = ['overview', 'benchmarks', 'latest', 'compare', 'alerts', 'advice', 'report'];

const checks = {
	/* A pointer: search, filter, open, choose an axis, go back. */
	async clicks() {
		await with_({}, async ({ page }) => {
			await headed(page, 'Overview');
			await page.click('nav a[data-view=benchmarks]');
			await page.fill('#search', 'qnn batch=32');
			assert.match(await url(page), /q=qnn\+batch%3D32/);
			const found = await rows(page);
			assert.ok(found > 0 && found < 10, `${found} rows`);
			for (const text of await page.locator('.list-body .name').allTextContents())
				assert.match(text, /qnn.*batch=32|throughput|duration_ms/);
			await page.reload();
			assert.equal(await rows(page), found, 'the address holds the search');
			await page.click('.list-body a >> nth=0');
			await headed(page, /qnn/);
			assert.equal(await page.locator('.chart canvas').count(), 1);
			await page.selectOption('#axes', 'log');
			assert.match(await url(page), /axes=log/);
			await page.selectOption('#by', 'time');
			await page.selectOption('#last', '30');
			assert.match(await url(page), /by=time.*last=30|last=30.*by=time/);
			const box = await page.locator('.chart').boundingBox();
			await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
			const middle = await page.locator('.readout').textContent();
			await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2);
			assert.notEqual(await page.locator('.readout').textContent(), middle);
			await page.goBack();
			await headed(page, 'Benchmarks');
			await page.selectOption('#show', 'worse');
			assert.match(await url(page), /show=worse/);
			await page.click('nav a[data-view=overview]');
			const link = page.locator('.moved a').first();
			const title = await link.textContent();
			await link.click();
			await headed(page, title);
			assert.ok(await page.locator('a[href^="https://github.com/a/b/compare/"]').count() > 0, 'commits are linked');
			assert.ok(await page.locator('.legend .machine').count() > 0, 'another machine is told');
		});
	},
	/* No pointer at all. */
	async keyboard() {
		await with_({}, async ({ page }) => {
			await page.keyboard.press('2');
			await headed(page, 'Benchmarks');
			await page.keyboard.press('/');
			await page.keyboard.type('cuda');
			await page.keyboard.press('ArrowDown');
			await page.keyboard.press('j');
			await page.keyboard.press('j');
			await page.keyboard.press('k');
			const chosen = await page.evaluate(() => document.activeElement.textContent);
			assert.match(chosen, /cuda/);
			await page.keyboard.press('Enter');
			await headed(page, chosen);
			await page.keyboard.press('n');
			await page.waitForFunction((was) => document.querySelector('main h2').textContent !== was, chosen);
			await page.keyboard.press('p');
			await headed(page, chosen);
			await page.keyboard.press('a');
			assert.match(await url(page), /axes=zero/);
			await page.focus('.chart');
			await page.keyboard.press('Home');
			assert.match(await page.locator('.readout').textContent(), /run 1,/);
			await page.keyboard.press('ArrowRight');
			assert.match(await page.locator('.readout').textContent(), /run 2,/);
			await page.keyboard.press('t');
			assert.equal(await page.getAttribute('html', 'data-theme'), 'light');
			await page.keyboard.press('t');
			assert.match(await url(page), /theme=dark/);
			await page.keyboard.press('?');
			assert.ok(await page.locator('dialog[open]').count());
			await page.keyboard.press('Escape');
			assert.equal(await page.locator('dialog[open]').count(), 0);
		});
	},
	/* axe-core: all its rules, over all views, light and dark. */
	async accessible() {
		const axe = readFileSync(modules.resolve('axe-core/axe.min.js'), 'utf8');
		for (const scheme of ['light', 'dark'])
			await with_({ scheme }, async ({ page }) => {
				const one = await page.locator('.moved a').first().getAttribute('href').catch(() => '#/');
				for (const hash of [...states.map((s) => `#/${s}`), one]) {
					await page.evaluate((h) => { location.hash = h; }, hash);
					await page.waitForTimeout(50);
					await page.evaluate(axe);
					const { violations } = await page.evaluate(() => window.axe.run(document));
					assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html} ${v.nodes[0].failureSummary}`), [], `${scheme} ${hash}`);
				}
			});
	},
	/* Names that want to be more than text. */
	async hostile() {
		const dialogs = [];
		await with_({}, async ({ page }) => {
			page.on('dialog', (d) => dialogs.push(d.message()) && d.dismiss());
			const links = await page.locator('.histories a, .moved a').evaluateAll((list) => list.map((a) => a.getAttribute('href')));
			for (const hash of [...states.map((s) => `#/${s}`), ...links, '#/benchmark/%E0%A4%A', '#/compare/-1', '#/benchmarks?show=constructor&metric=%3Cb%3E', '#/__proto__', '#/overview?theme=%22x']) {
				await page.evaluate((h) => { location.hash = h; }, hash);
				await page.waitForTimeout(30);
				const found = await page.evaluate(() => ({
					bad: document.querySelectorAll('img, iframe, object, embed, link, base, form:not([method=dialog]), b, [onerror], [onload]').length,
					scripts: document.scripts.length,
					hrefs: [...document.querySelectorAll('main a')].map((a) => a.getAttribute('href')).filter((h) => !/^(#|https:\/\/github\.com\/a\/b\/)/.test(h)),
					pwned: window.pwned,
					text: document.querySelector('main').textContent,
				}));
				assert.equal(found.bad, 0, `elements out of names at ${hash}`);
				assert.equal(found.scripts, 1, hash);
				assert.deepEqual(found.hrefs, [], hash);
				assert.equal(found.pwned, undefined, hash);
				assert.doesNotMatch(found.text, /[\u202a-\u202e\u2066-\u2069\u200b]/, hash);
			}
			const title = await page.title();
			assert.match(title, /<\/title><script>/);
			await page.evaluate(() => { location.hash = '#/benchmarks'; });
			await page.waitForTimeout(50);
			assert.match(await page.locator('.list-body').textContent(), /<\/script><script>window\.pwned=1/);
			assert.match(await page.locator('.list-body').textContent(), /\[U\+202E\]/);
		});
		assert.deepEqual(dialogs, []);
	},
	/* The policy: a script that is not the page's own does not run, and nothing is asked for. */
	async policy() {
		const at = await open(chromium, file);
		try {
			await at.page.evaluate(() => {
				const script = document.createElement('script');
				script.textContent = 'window.pwned = 1';
				const image = document.createElement('img');
				image.src = 'http://127.0.0.1:9/';
				document.body.append(script, image);
			});
			await at.page.waitForTimeout(100);
			assert.equal(await at.page.evaluate(() => window.pwned), undefined);
			assert.equal(at.complaints.filter((c) => /Content Security Policy/.test(c)).length, 2, at.complaints.join(' '));
			assert.deepEqual(at.refused, ['csp']);
		} finally {
			await at.browser.close();
		}
	},
	/* Without JavaScript there are tables. */
	async plain() {
		await with_({ javaScriptEnabled: false }, async ({ page }) => {
			const titles = await page.locator('h2').allTextContents();
			assert.deepEqual(titles.slice(0, 2), ['What moved', 'The last values']);
			assert.ok(await page.locator('table tbody tr').count() > 20);
		});
	},
	/* A phone: nothing is wider than it. */
	async narrow() {
		await with_({ width: 360, height: 740 }, async ({ page }) => {
			const one = await page.locator('.moved a').first().getAttribute('href');
			for (const hash of [...states.map((s) => `#/${s}`), one]) {
				await page.evaluate((h) => { location.hash = h; }, hash);
				await page.waitForTimeout(50);
				const wide = await page.evaluate(() => document.documentElement.scrollWidth);
				assert.ok(wide <= 360, `${hash} is ${wide} wide`);
			}
		});
	},
	/* Long lists have few elements, whatever is scrolled to. */
	async virtual() {
		await with_({ hash: '#/benchmarks' }, async ({ page }) => {
			assert.ok(await rows(page) < 60);
			await page.locator('.list').evaluate((e) => { e.scrollTop = e.scrollHeight; });
			await page.waitForTimeout(100);
			assert.ok(await rows(page) < 60);
			const last = await page.locator('.list-body .list-row').last().getAttribute('aria-rowindex');
			assert.equal(Number(last), Number(await page.getAttribute('.list-table', 'aria-rowcount')));
		});
	},
};

try {
	await checks[check]();
} catch (e) {
	console.error(`${check}: ${e.message}`);
	process.exit(1);
}
