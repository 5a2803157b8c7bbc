// Run jobs (job.mjs): one, or one after another for a file of tests, which then loads
// GitHub's packages once.
//
//   NODE_PATH=FOLDER/node_modules node --import ./imports.mjs run-jobs.mjs JOB.json >RESULT.json
//   NODE_PATH=FOLDER/node_modules node --import ./imports.mjs run-jobs.mjs --serve FOLDER
//
// The second writes FOLDER/url when it listens. What is posted there is a job; the answer
// is its result, or 500 with what went wrong.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { runJob } from './job.mjs';

const [first, folder] = process.argv.slice(2);

const serve = () => {
	const host = createServer(async (req, res) => {
		try {
			const report = await runJob(JSON.parse(await text(req)));
			res.end(`${JSON.stringify(report)}\n`);
		} catch (e) {
			res.writeHead(500);
			res.end(`${e.stack}\n`);
		}
	});
	host.requestTimeout = 0;
	host.listen(0, '127.0.0.1', () => {
		writeFileSync(`${folder}/url.new`, `http://127.0.0.1:${host.address().port}`);
		renameSync(`${folder}/url.new`, `${folder}/url`); // whole when it is there
	});
	// It ends with the tests that started it, even when those are killed.
	const parent = process.ppid;
	setInterval(() => process.ppid === parent || process.exit(1), 500);
};

if (first === '--serve') serve();
else console.log(JSON.stringify(await runJob(JSON.parse(readFileSync(first, 'utf8')))));
