// A stand-in for GitHub's REST API: the calls that bench-pr-comment and the actions
// make, with state, pages, and faults on demand. Loopback only, any free port.
//
//   node server.mjs FOLDER [SCENE.json]
//
// writes FOLDER/url when it listens and FOLDER/log, a line for each request
// ("GET /user 403"). GET /_state shows what it holds; POST /_scene changes it.
// A scene is {token, login, integration, comments, pulls, delay, faults, link,
// tls, tunnel}; see 'scene' below. A fault is
//   {method, path (a regular expression), skip, times, status, headers, message,
//    body, type, slow (ms), late (ms), done, cut: "before"|"after", huge (bytes),
//    invalid (why a 422)}
// and strikes in place of the answer, TIMES times after SKIP others; LATE and
// DONE: after the request was carried out.
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const [folder, scenePath] = process.argv.slice(2);
const scene = {
	token: 'ghs_TheTokenThatNobodyMaySee0123456789ab',
	login: 'github-actions[bot]', // who the token posts as
	integration: true, // GET /user answers 403
	repo: 'octo/bench',
	comments: [], // {login, body}; or {count, login, body}
	pulls: [{ number: 7, state: 'open', sha: 'a'.repeat(40) }], // or opened, by POST
	runs: [], // of workflows: {id, workflow_id, head_sha, event, status, conclusion}
	permissions: {}, // of collaborators, by their logins
	associated: true, // commits know their pull requests; those of forks do not
	readonly: false,
	delay: 0, // every request takes up to so many ms
	faults: [],
	link: null, // the origin in Link headers when not this server's
	tls: null, // {key, cert}: file names
	tunnel: null, // headers: open the tunnels that are asked for, and answer with these
	description: null, // GitHub's own: take pull requests from its examples
};
const state = { comments: [], statuses: [], issues: [], opened: [], reruns: [], deleted: 0, next: 1000, asked: [] };

const user = (login) => {
	const url = `${origin()}/users/${encodeURIComponent(login)}`;
	return {
		login, id: [...login].reduce((a, c) => a * 31 + c.charCodeAt(0), 7) % 1e9, node_id: 'U_1',
		avatar_url: `${url}/avatar`, gravatar_id: '', url, html_url: url,
		followers_url: `${url}/followers`, following_url: `${url}/following{/other_user}`,
		gists_url: `${url}/gists{/gist_id}`, starred_url: `${url}/starred{/owner}{/repo}`,
		subscriptions_url: `${url}/subscriptions`, organizations_url: `${url}/orgs`,
		repos_url: `${url}/repos`, events_url: `${url}/events{/privacy}`,
		received_events_url: `${url}/received_events`,
		type: login.endsWith('[bot]') ? 'Bot' : 'User', site_admin: false,
	};
};

let server;
const origin = () => `${scene.tls ? 'https' : 'http'}://127.0.0.1:${server.address().port}`;
const now = () => new Date().toISOString().replace(/\.\d+/, '');

const addComment = (login, body, issue = 7) => {
	const comment = { id: state.next++, login, body, issue, created: now(), updated: now() };
	state.comments.push(comment);
	return comment;
};

const setScene = (change) => {
	Object.assign(scene, change);
	for (const { count = 1, login = 'someone', body = 'hello' } of change.comments ?? [])
		for (let i = 0; i < count; i++) addComment(login, body);
	for (const fault of change.faults ?? []) {
		fault.left = fault.times ?? 1;
		fault.pass = fault.skip ?? 0;
	}
};

const showComment = (c) => {
	const url = `${origin()}/repos/${scene.repo}/issues/comments/${c.id}`;
	return {
		id: c.id, node_id: `IC_${c.id}`, url,
		html_url: `https://github.example/${scene.repo}/pull/${c.issue}#issuecomment-${c.id}`,
		issue_url: `${origin()}/repos/${scene.repo}/issues/${c.issue}`,
		body: c.body, user: user(c.login), created_at: c.created, updated_at: c.updated,
		author_association: 'NONE', performed_via_github_app: null,
		reactions: { url: `${url}/reactions`, total_count: 0, '+1': 0, '-1': 0, laugh: 0,
			confused: 0, heart: 0, hooray: 0, eyes: 0, rocket: 0 },
	};
};

const pulls = () => {
	if (!scene.description) return [{}, {}];
	const { examples } = JSON.parse(readFileSync(scene.description, 'utf8')).components;
	return [examples['pull-request'].value, examples['pull-request-simple-items'].value[0]];
};

const showPull = (p, simple) => {
	const example = pulls()[simple ? 1 : 0];
	const side = (name, sha, ref, full_name) =>
		({ ...example[name], sha, ref, repo: { ...example[name]?.repo, full_name } });
	return {
		...example, number: p.number, state: p.state ?? 'open',
		html_url: `https://github.example/${scene.repo}/pull/${p.number}`,
		...(p.title === undefined ? {} : { title: p.title, body: p.body }),
		requested_teams: [], // those of the example break its own schema
		head: side('head', p.sha, p.branch ?? 'topic', p.repo ?? scene.repo),
		base: side('base', 'b'.repeat(40), p.onto ?? 'main', p.base ?? scene.repo),
	};
};

// One page of LIST and its Link header, as GitHub pages.
const paged = (list, url, show) => {
	const size = Math.min(Math.max(Number(url.searchParams.get('per_page') ?? 30), 1), 100);
	const page = Math.max(Number(url.searchParams.get('page') ?? 1), 1);
	const last = Math.max(Math.ceil(list.length / size), 1);
	const to = (n) => {
		const target = new URL(url.pathname + url.search, scene.link ?? origin());
		target.searchParams.set('page', n);
		return target.href;
	};
	const links = [];
	if (page > 1) links.push(`<${to(page - 1)}>; rel="prev"`);
	if (page < last) links.push(`<${to(page + 1)}>; rel="next"`, `<${to(last)}>; rel="last"`);
	if (page > 1) links.push(`<${to(1)}>; rel="first"`);
	return {
		status: 200, json: list.slice((page - 1) * size, page * size).map(show),
		headers: links.length ? { Link: links.join(', ') } : {},
	};
};

const refuse = (status, message) => ({
	status, json: { message, documentation_url: 'https://docs.github.com/rest', status: `${status}` },
});

const checkBody = (body) => {
	if (typeof body?.body !== 'string' || body.body === '')
		return refuse(422, 'Validation Failed: body is missing');
	if ([...body.body].length > 65536)
		return refuse(422, 'Validation Failed: body is too long (maximum is 65536 characters)');
	if (Buffer.byteLength(body.body) > 262144) return refuse(422, 'Validation Failed: bytes');
	return null;
};

const invalid = (message) => ({
	status: 422, json: { message: 'Validation Failed', documentation_url: 'https://docs.github.com/rest',
		errors: [{ resource: 'PullRequest', code: 'custom', message }] },
});

const openPull = (body) => {
	for (const key of ['title', 'head', 'base'])
		if (typeof body?.[key] !== 'string' || !body[key]) return invalid(`${key} is missing`);
	if ([...(body.body ?? '')].length > 65536)
		return invalid('body is too long (maximum is 65536 characters)');
	if (scene.pulls.some((p) => p.branch === body.head && (p.state ?? 'open') === 'open'))
		return invalid(`A pull request already exists for octo:${body.head}.`);
	const pull = { number: state.next++, state: 'open', sha: 'd'.repeat(40), branch: body.head,
		onto: body.base, title: body.title, body: body.body ?? null };
	scene.pulls.push(pull);
	state.opened.push(pull);
	return { status: 201, json: showPull(pull, false) };
};

const showIssue = (i) => {
	const url = `${origin()}/repos/${scene.repo}/issues/${i.number}`;
	return {
		id: i.number, node_id: `I_${i.number}`, url, number: i.number, title: i.title, body: i.body, state: i.state,
		state_reason: i.state_reason ?? null, repository_url: `${origin()}/repos/${scene.repo}`,
		labels_url: `${url}/labels{/name}`, comments_url: `${url}/comments`, events_url: `${url}/events`,
		html_url: `https://github.example/${scene.repo}/issues/${i.number}`, user: user(scene.login),
		labels: i.labels.map((name) => ({ name })), assignee: null, milestone: null, locked: false, comments: 0,
		closed_at: null, created_at: now(), updated_at: now(), author_association: 'NONE',
	};
};

const answerIssues = (method, url, body, number) => {
	if (!number && method === 'GET') {
		const label = url.searchParams.get('labels'), open = url.searchParams.get('state') ?? 'open';
		return paged(state.issues.filter((i) => (!label || i.labels.includes(label)) &&
			(open === 'all' || i.state === open)), url, showIssue);
	}
	if (!number) {
		if (typeof body?.title !== 'string' || !body.title) return refuse(422, 'Validation Failed');
		const issue = { number: state.next++, title: body.title, body: body.body ?? null, state: 'open',
			labels: body.labels ?? [] };
		state.issues.push(issue);
		return { status: 201, json: showIssue(issue) };
	}
	const issue = state.issues.find((i) => i.number === number);
	if (!issue) return refuse(404, 'Not Found');
	if (method === 'PATCH') {
		if (!['open', 'closed', undefined].includes(body?.state)) return refuse(422, 'Validation Failed');
		Object.assign(issue, body);
	}
	return { status: 200, json: showIssue(issue) };
};

const answer = (method, url, body) => {
	const path = url.pathname;
	const prefix = `/repos/${scene.repo}`;
	if (method === 'GET' && path === '/user')
		return scene.integration ? refuse(403, 'Resource not accessible by integration')
			: { status: 200, json: { ...user(scene.login), name: null, company: null, blog: null,
				location: null, email: null, hireable: null, bio: null, public_repos: 0,
				public_gists: 0, followers: 0, following: 0, created_at: now(),
				updated_at: now() } };
	if (!path.startsWith(`${prefix}/`)) return refuse(404, 'Not Found');
	const rest = path.slice(prefix.length);
	const writes = method !== 'GET';
	if (writes && scene.readonly) return refuse(403, 'Resource not accessible by integration');
	let m;
	if ((m = rest.match(/^\/issues(?:\/(\d+))?$/))) return answerIssues(method, url, body, Number(m[1] ?? 0));
	if ((m = rest.match(/^\/issues\/(\d+)\/comments$/))) {
		const issue = Number(m[1]);
		if (!scene.pulls.some((p) => p.number === issue)) return refuse(404, 'Not Found');
		if (method === 'GET')
			return paged(state.comments.filter((c) => c.issue === issue), url, showComment);
		const wrong = checkBody(body);
		if (wrong) return wrong;
		return { status: 201, json: showComment(addComment(scene.login, body.body, issue)) };
	}
	if ((m = rest.match(/^\/issues\/comments\/(\d+)$/))) {
		const i = state.comments.findIndex((c) => c.id === Number(m[1]));
		if (i < 0) return refuse(404, 'Not Found');
		const comment = state.comments[i];
		if (writes && comment.login !== scene.login) return refuse(403, 'Must have admin rights');
		if (method === 'DELETE') {
			state.comments.splice(i, 1);
			state.deleted++;
			return { status: 204 };
		}
		if (method === 'PATCH') {
			const wrong = checkBody(body);
			if (wrong) return wrong;
			comment.body = body.body;
			comment.updated = now();
			comment.edits = (comment.edits ?? 0) + 1;
		}
		return { status: 200, json: showComment(comment) };
	}
	if ((m = rest.match(/^\/commits\/([0-9a-f]+)\/pulls$/)))
		return paged(scene.associated
			? scene.pulls.filter((p) => p.sha === m[1]) : [], url, (p) => showPull(p, true));
	if ((m = rest.match(/^\/actions\/workflows\/([\w.-]+)\/runs$/))) {
		const sha = url.searchParams.get('head_sha'), event = url.searchParams.get('event');
		const runs = scene.runs.filter((r) => `${r.workflow_id}` === m[1] &&
			(!sha || r.head_sha === sha) && (!event || r.event === event));
		return { status: 200, json: { total_count: runs.length, workflow_runs: runs } };
	}
	if ((m = rest.match(/^\/actions\/runs\/(\d+)\/rerun$/)) && method === 'POST') {
		state.reruns.push(Number(m[1]));
		return { status: 201, json: {} };
	}
	if (rest === '/actions/permissions/access' && method === 'PUT') {
		if (!['none', 'user', 'organization'].includes(body?.access_level)) return refuse(422, 'Validation Failed');
		state.access = body.access_level;
		return { status: 204 };
	}
	if ((m = rest.match(/^\/collaborators\/([^/]+)\/permission$/)))
		return m[1] in scene.permissions ? { status: 200, json: { permission: scene.permissions[m[1]], user: user(m[1]) } }
			: refuse(404, 'Not Found');
	if (rest === '/pulls' && method === 'POST') return openPull(body);
	if (rest === '/pulls')
		return paged(scene.pulls.filter((p) => (p.state ?? 'open') === 'open'), url,
			(p) => showPull(p, true));
	if ((m = rest.match(/^\/pulls\/(\d+)$/))) {
		const pull = scene.pulls.find((p) => p.number === Number(m[1]));
		return pull ? { status: 200, json: showPull(pull, false) } : refuse(404, 'Not Found');
	}
	if ((m = rest.match(/^\/statuses\/([0-9a-f]+)$/)) && method === 'POST') {
		if (!['error', 'failure', 'pending', 'success'].includes(body?.state) ||
			(body.description ?? '').length > 140)
			return refuse(422, 'Validation Failed');
		state.statuses.push({ sha: m[1], ...body });
		return { status: 201, json: { url: `${origin()}${path}`, avatar_url: null, id: 1,
			node_id: 'SC_1', state: body.state, description: body.description ?? null,
			target_url: body.target_url ?? null, context: body.context ?? 'default',
			created_at: now(), updated_at: now(), creator: user(scene.login) } };
	}
	return refuse(404, 'Not Found');
};

const faultFor = (method, path) => {
	for (const f of scene.faults) {
		if ((f.method && f.method !== method) || !new RegExp(f.path ?? '').test(path)) continue;
		if (f.pass-- > 0 || f.left <= 0) continue;
		f.left--;
		return f;
	}
	return null;
};

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const send = (res, { status, json, headers = {}, raw, type = 'application/json; charset=utf-8' }) => {
	const text = raw ?? (json === undefined ? '' : JSON.stringify(json));
	res.writeHead(status, { ...(text ? { 'Content-Type': type } : {}), ...headers });
	res.end(text);
};

const handle = async (req, res) => {
	const chunks = [];
	for await (const chunk of req) chunks.push(chunk);
	const text = Buffer.concat(chunks).toString();
	const url = new URL(req.url, 'http://127.0.0.1');
	const method = req.method;
	if (url.pathname === '/_state') return send(res, { status: 200, json: state });
	if (url.pathname === '/_scene') {
		setScene(JSON.parse(text));
		return send(res, { status: 200, json: {} });
	}
	if (scene.delay) await sleep(Math.random() * scene.delay);
	const log = (what) => appendFileSync(`${folder}/log`, `${method} ${req.url} ${what}\n`);
	const fault = faultFor(method, req.url);
	if (fault?.slow) await sleep(fault.slow);
	if (fault?.cut === 'before') {
		log('cut');
		return req.socket.destroy();
	}
	let body = null;
	try {
		body = text ? JSON.parse(text) : null;
	} catch {
		return send(res, refuse(400, 'Problems parsing JSON'));
	}
	state.asked.push({ method, path: req.url, ...(body ? { body } : {}) });
	let out;
	if (fault?.done) answer(method, url, body);
	if (fault?.invalid) out = invalid(fault.invalid);
	else if (fault?.status)
		out = { status: fault.status, headers: fault.headers, raw: fault.body, type: fault.type,
			json: { message: fault.message ?? 'fault' } };
	else if (req.headers.authorization !== `Bearer ${scene.token}`)
		out = refuse(401, `Bad credentials: ${req.headers.authorization}\n::error::${req.headers.authorization}`);
	else if (!req.headers['user-agent'] || !req.headers['x-github-api-version'])
		out = refuse(403, 'Request forbidden by administrative rules');
	else out = answer(method, url, body);
	if (fault?.late) await sleep(fault.late);
	if (fault?.cut === 'after') {
		log(`${out.status} cut`);
		return req.socket.destroy();
	}
	if (fault?.huge) out.raw = `["${'x'.repeat(fault.huge)}"]`;
	else if (fault && !fault.status && fault.body !== undefined) out.raw = fault.body;
	if (fault?.type) out.type = fault.type;
	log(out.status);
	return send(res, out);
};

if (scenePath) Object.assign(scene, JSON.parse(readFileSync(scenePath, 'utf8')));
server = scene.tls
	? createTlsServer({ key: readFileSync(scene.tls.key), cert: readFileSync(scene.tls.cert) }, handle)
	: createServer(handle);
// Who takes it for a proxy asks for a tunnel.
server.on('connect', (req, socket) => {
	appendFileSync(`${folder}/log`, `CONNECT ${req.url} ${req.headers.authorization ?? 'no token'}\n`);
	if (!scene.tunnel) return socket.destroy();
	const { hostname, port } = new URL(`http://${req.url}`);
	const onward = connect(port, hostname, () => {
		socket.write(`HTTP/1.1 200 OK\r\n${scene.tunnel}\r\n\r\n`);
		socket.pipe(onward).pipe(socket);
	});
	for (const end of [onward, socket]) end.on('error', () => { onward.destroy(); socket.destroy(); });
});
server.listen(0, '127.0.0.1', () => {
	setScene(scene);
	writeFileSync(`${folder}/log`, '');
	writeFileSync(`${folder}/url.new`, origin());
	renameSync(`${folder}/url.new`, `${folder}/url`); // whole when it is there
	parentPort?.postMessage(origin()); // of host.mjs
});
// It ends with the test that started it, even when that is killed.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(1), 500);
