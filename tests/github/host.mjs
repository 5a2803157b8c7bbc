// Stand-ins for GitHub's API (server.mjs), as many as are asked for, in one process:
// a file of tests starts it once, and each test asks for its own.
//
//   node host.mjs FOLDER
//
// writes FOLDER/url when it listens. POST /start with a folder that holds a
// scene.json starts the stand-in of 'server.mjs THAT THAT/scene.json' and answers
// with its URL; POST /stop with a folder ends those in it.
import { createServer } from 'node:http';
import { renameSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const [own] = process.argv.slice(2);
const workers = new Map();

const start = (folder) => new Promise((done, failed) => {
	const worker = new Worker(new URL('server.mjs', import.meta.url),
		{ argv: [folder, `${folder}/scene.json`] });
	workers.set(worker, folder);
	worker.on('message', done);
	worker.on('exit', () => workers.delete(worker));
	worker.on('error', (e) => failed(e));
});

const stop = (folder) => Promise.all([...workers]
	.filter(([, its]) => its.startsWith(`${folder}/`)).map(([worker]) => worker.terminate()));

const host = createServer(async (req, res) => {
	const chunks = [];
	for await (const chunk of req) chunks.push(chunk);
	const folder = Buffer.concat(chunks).toString();
	try {
		res.end(req.url === '/start' ? await start(folder) : (await stop(folder), ''));
	} catch (e) {
		res.writeHead(500);
		res.end(`${folder}: ${e.stack}\n`);
	}
});
host.listen(0, '127.0.0.1', () => {
	writeFileSync(`${own}/url.new`, `http://127.0.0.1:${host.address().port}`);
	renameSync(`${own}/url.new`, `${own}/url`); // whole when it is there
});
// It ends with the tests that started it, even when those are killed.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(1), 500);
