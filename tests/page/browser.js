/* browser.js: a page in a real Chromium, for the tests: opens it, and sees what it asks for and
 * complains about. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/* A page of FILE with HASH as its state; 'requests', 'refused'
 * (why requests failed) and 'complaints' grow with what it does. */
export async function open(chromium, file, { hash = '', width = 1200, height = 900, scheme = 'light', javaScriptEnabled = true } = {}) {
	const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'], chromiumSandbox: false });
	const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, javaScriptEnabled });
	const page = await context.newPage();
	const requests = [], refused = [], complaints = [];
	page.on('request', (r) => requests.push(r.url()));
	page.on('requestfailed', (r) => refused.push(r.failure().errorText));
	page.on('console', (m) => ['error', 'warning'].includes(m.type()) && complaints.push(m.text()));
	page.on('pageerror', (e) => complaints.push(String(e)));
	await page.goto(pathToFileURL(file).href + hash);
	return { browser, page, requests, refused, complaints };
}
