// Stand-ins for the third-party actions: folders in place of GitHub's storage.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

const git = (job, ...args) =>
	execFileSync('git', args, { cwd: job.workspace, env: job.process, stdio: ['ignore', 'pipe', 'inherit'] });

export const stubs = {
	// The commits and the depth that the real one gets, not a history more.
	'actions/checkout': ({ inputs, job, github }) => {
		const ref = inputs.ref ?? github.sha;
		const depth = Number(inputs['fetch-depth'] ?? 1);
		git(job, 'init', '--quiet');
		git(job, 'remote', 'add', 'origin', `file://${job.repository}`);
		git(job, 'fetch', '--quiet', ...(depth ? [`--depth=${depth}`] : []), 'origin', ref);
		git(job, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
		if (github.ref?.startsWith('refs/tags/'))
			git(job, 'update-ref', github.ref, 'FETCH_HEAD');
		return {};
	},
	// One folder for all caches; what a job did with it is in the log of caches.
	'actions/cache/restore': ({ inputs, job }) => {
		appendFileSync(join(job.temp, 'caches'), `restore ${inputs.key}\n`);
		const from = join(job.temp, '..', 'caches', inputs.key);
		if (!existsSync(from)) return { 'cache-hit': '' };
		if (!existsSync(inputs.path)) symlinkSync(from, inputs.path);
		return { 'cache-hit': 'true' };
	},
	'actions/cache/save': ({ inputs, job }) => {
		appendFileSync(join(job.temp, 'caches'), `save ${inputs.key}\n`);
		mkdirSync(join(job.temp, '..', 'caches'), { recursive: true });
		symlinkSync(realpathSync(inputs.path), join(job.temp, '..', 'caches', inputs.key));
		return {};
	},
	'actions/upload-artifact': ({ inputs, job }) => {
		const to = join(job.artifacts, inputs.name), from = resolve(job.workspace, inputs.path);
		if (/[":<>|*?\r\n\\/]/.test(inputs.name)) throw new Error(`artifact name '${inputs.name}'`);
		if (!existsSync(from)) throw new Error(`no files in '${inputs.path}'`);
		if (existsSync(to)) {
			if (`${inputs.overwrite}` !== 'true') throw new Error(`'${inputs.name}' is there already`);
			rmSync(to, { recursive: true });
		}
		cpSync(from, to, { recursive: true });
		return {};
	},
	// The digests of what is attested, in place of GitHub's store of statements.
	'actions/attest': ({ inputs, job }) => {
		const [before, after] = inputs['subject-path'].split('*');
		const folder = resolve(job.workspace, before);
		const subjects = readdirSync(folder).map((name) => join(folder, name + after)).filter((path) => existsSync(path));
		if (!subjects.length) throw new Error('Could not find subject at path');
		for (const path of subjects)
			appendFileSync(join(job.artifacts, 'attested'), `${createHash('sha256').update(readFileSync(path)).digest('hex')}\n`);
		return {};
	},
	'actions/upload-pages-artifact': ({ inputs, job }) => {
		cpSync(resolve(job.workspace, inputs.path), join(job.artifacts, 'github-pages'), { recursive: true });
		return {};
	},
	'actions/download-artifact': ({ inputs, job }) => {
		if (inputs['run-id'] && !inputs['github-token']) throw new Error('another run needs a token');
		const into = (name, folder) => {
			// In place of an archive that cannot be unpacked.
			if (!statSync(join(job.artifacts, name)).isDirectory()) throw new Error(`Unable to extract '${name}'`);
			cpSync(join(job.artifacts, name), folder, { recursive: true, verbatimSymlinks: true });
		};
		const path = resolve(job.workspace, inputs.path);
		mkdirSync(path, { recursive: true });
		if (inputs.name) {
			if (!existsSync(join(job.artifacts, inputs.name)))
				throw new Error(`Artifact not found for name: ${inputs.name}`);
			into(inputs.name, path);
		} else {
			const pattern = new RegExp(`^${inputs.pattern.replaceAll('*', '.*')}$`);
			for (const name of readdirSync(job.artifacts).filter((n) => pattern.test(n)))
				into(name, join(path, name));
		}
		return {};
	},
};
