// Run one job of a workflow for real: GitHub's own parser and evaluator, bash for its
// 'run' steps, composite actions of this project expanded, stand-ins for the others.
//
// A job: {root, workflow, job, workspace, temp, artifacts, repository, tools, process,
//   github: {event_name, sha, event, ...}, token, env, matrix, needs, vars}, where process
//   is the environment of who asks for it. The log goes to TEMP/log, the job's summary to
// TEMP/summary. The result has the conclusion, the steps, the outputs and the commands
// that the log gave the runner.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { convertActionTemplate } from '@actions/workflow-parser/actions/action-template';
import { commandsOf, pairsOf } from './commands.mjs';
import { evaluate, member, resolve } from './expression.mjs';
import { stubs } from './stubs.mjs';

const ours = /^(?:OWNER\/benchpipe|\.)\/?([^@]*)(?:@v1)?$/;

const parsed = (parser, path) => {
	const { context, value } = parser({ name: path, content: readFileSync(path, 'utf8') },
		new NoOperationTraceWriter());
	const errors = context.errors.getErrors().map((e) => e.message);
	if (errors.length) throw new Error(`${path}: ${errors.join('; ')}`);
	return { context, value };
};

const list = (token) => Array.from({ length: token?.count ?? 0 }, (_, i) => token.get(i));

export const runJob = async (job) => {
	const logPath = join(job.temp, 'log');
	mkdirSync(job.workspace, { recursive: true });
	mkdirSync(join(job.temp, 'runner'), { recursive: true });
	// As if they had been built here already.
	if (job.tools) symlinkSync(job.tools, join(job.temp, 'runner', 'benchpipe-tools'));
	writeFileSync(logPath, '');
	writeFileSync(join(job.temp, 'event.json'), JSON.stringify(job.github.event ?? {}));

	const files = { GITHUB_OUTPUT: 'output', GITHUB_ENV: 'env', GITHUB_PATH: 'path', GITHUB_STATE: 'state' };
	const github = { token: job.token, repository: 'octo/bench', workspace: job.workspace, ref_name: '', job: job.job, ...job.github };
	const runner = { temp: join(job.temp, 'runner'), os: 'Linux', arch: 'X64' };
	const status = { failed: false };
	const added = { env: {}, path: [] };
	const report = { conclusion: 'success', steps: [], outputs: {}, commands: [], error: null };
	let count = 0;

	const runScript = async (script, shell, env) => {
		const base = join(job.temp, `step-${++count}`);
		for (const [name, file] of Object.entries(files)) {
			env[name] = `${base}.${file}`;
			writeFileSync(env[name], '');
		}
		writeFileSync(`${base}.sh`, script);
		const command = shell === 'bash' ? ['bash', '--noprofile', '--norc', '-eo', 'pipefail', `${base}.sh`]
			: ['bash', '-e', `${base}.sh`];
		const log = openSync(`${base}.log`, 'w');
		const child = spawn(command[0], command.slice(1), { cwd: job.workspace, env, stdio: ['ignore', log, log] });
		closeSync(log);
		const [code] = await once(child, 'exit');
		const text = readFileSync(`${base}.log`, 'utf8');
		appendFileSync(logPath, text);
		report.commands.push(...commandsOf(text));
		added.path.unshift(...readFileSync(env.GITHUB_PATH, 'utf8').split('\n').filter(Boolean).reverse());
		Object.assign(added.env, pairsOf(readFileSync(env.GITHUB_ENV, 'utf8')));
		return { ok: code === 0, outputs: pairsOf(readFileSync(env.GITHUB_OUTPUT, 'utf8')) };
	};

	const environment = (contexts, extra) => ({
		PATH: [...added.path, job.process.PATH].join(':'), HOME: job.temp, LANG: 'C.UTF-8',
		CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_TEMP: runner.temp, RUNNER_OS: runner.os,
		RUNNER_ARCH: runner.arch, GITHUB_WORKSPACE: job.workspace, GITHUB_REPOSITORY: github.repository,
		GITHUB_JOB: job.job, GITHUB_EVENT_NAME: github.event_name, GITHUB_EVENT_PATH: join(job.temp, 'event.json'),
		GITHUB_SHA: github.sha, GITHUB_REF: github.ref ?? '', GITHUB_BASE_REF: github.base_ref ?? '',
		GITHUB_HEAD_REF: github.head_ref ?? '', GITHUB_STEP_SUMMARY: join(job.temp, 'summary'),
		...job.env, ...added.env, ...contexts.env, ...extra,
	});

	const runAction = async (uses, withInputs, contexts) => {
		const mine = uses.match(ours);
		if (!mine) {
			const stub = stubs[uses.split('@')[0]];
			if (!stub) throw new Error(`no stand-in for ${uses}`);
			return { ok: true, outputs: stub({ inputs: withInputs, job, github }) };
		}
		const folder = join(job.root, mine[1]);
		const { context, value } = parsed(parseAction, join(folder, 'action.yml'));
		const template = convertActionTemplate(context, value);
		const inputs = {};
		for (const { key, value: definition } of list(member(value, 'inputs'))) {
			const name = key.toString();
			inputs[name] = withInputs[name] ?? resolve(member(definition, 'default'), { ...contexts, inputs: {} });
			if (inputs[name] === undefined && `${member(definition, 'required')}` === 'true')
				throw new Error(`${uses}: no input '${name}'`);
			inputs[name] = inputs[name] === undefined ? '' : `${inputs[name]}`;
		}
		for (const name of Object.keys(withInputs))
			if (!(name in inputs)) throw new Error(`${uses}: unknown input '${name}'`);
		const inner = { ...contexts, inputs, steps: {}, github: { ...contexts.github, action_path: folder } };
		const steps = list(member(member(value, 'runs'), 'steps'));
		// success() within an action asks what became of the action's own steps so far.
		const before = status.failed;
		status.failed = false;
		await runSteps(steps, template.runs.steps, inner, { GITHUB_ACTION_PATH: folder });
		const outputs = Object.fromEntries(list(member(value, 'outputs')).map(({ key, value: o }) =>
			[key.toString(), resolve(member(o, 'value'), inner, status)]));
		const ok = !status.failed;
		status.failed = before;
		return { ok, outputs };
	};

	const runSteps = async (tokens, converted, contexts, extra) => {
		for (const [i, token] of tokens.entries()) {
			const id = member(token, 'id')?.toString();
			const uses = member(token, 'uses')?.toString();
			const step = { id: id ?? uses ?? 'run', outcome: 'skipped' };
			report.steps.push(step);
			const condition = converted[i].if?.expression ?? 'success()';
			let done = { ok: true, outputs: {} }, goesOn = false;
			if (evaluate(condition, contexts, status)) {
				const own = resolve(member(token, 'env'), contexts, status) ?? {};
				const env = environment(contexts, { ...extra, ...own });
				for (const name of Object.keys(env)) env[name] = `${env[name] ?? ''}`;
				try {
					done = uses
						? await runAction(uses, resolve(member(token, 'with'), contexts, status) ?? {}, contexts)
						: await runScript(resolve(member(token, 'run'), contexts, status),
							member(token, 'shell')?.toString(), env);
				} catch (e) {
					appendFileSync(logPath, `${e.message}\n`);
					done = { ok: false, outputs: {} };
				}
				step.outcome = done.ok ? 'success' : 'failure';
				goesOn = !done.ok && resolve(member(token, 'continue-on-error'), contexts, status) === true;
				status.failed ||= !done.ok && !goesOn;
			}
			if (id) contexts.steps[id] = { outputs: done.outputs, outcome: step.outcome, conclusion: goesOn ? 'success' : step.outcome };
		}
	};

	const { context, value } = parsed(parseWorkflow, job.workflow);
	const template = await convertWorkflowTemplate(context, value);
	const tokens = member(member(value, 'jobs'), job.job);
	const converted = template.jobs.find((j) => j.id.toString() === job.job);
	const contexts = {
		github, runner, env: {}, steps: {}, secrets: {}, matrix: job.matrix ?? {}, needs: job.needs ?? {},
		job: { status: 'success' }, strategy: {}, inputs: {}, vars: job.vars ?? {},
	};
	report.permissions = resolve(member(tokens, 'permissions') ?? member(value, 'permissions'), contexts);
	if (evaluate(converted.if?.expression ?? 'success()', contexts, status)) {
		contexts.env = { ...resolve(member(value, 'env'), contexts), ...resolve(member(tokens, 'env'), contexts) };
		await runSteps(list(member(tokens, 'steps')), converted.steps, contexts, {});
		report.conclusion = status.failed ? 'failure' : 'success';
		report.outputs = resolve(member(tokens, 'outputs'), contexts, status) ?? {};
	} else report.conclusion = 'skipped';
	if (!existsSync(join(job.temp, 'summary'))) writeFileSync(join(job.temp, 'summary'), '');
	return report;
};
