// What the runner of a job would make of its log and of the files that steps write
// to (after actions/runner: ActionCommand, ActionCommandManager, FileCommandManager).
const registered = new Set(['internal-set-repo-path', 'set-env', 'set-output', 'save-state',
	'add-path', 'add-mask', 'add-matcher', 'remove-matcher', 'debug', 'warning', 'error', 'notice',
	'group', 'endgroup', 'echo', 'stop-commands']);

const parse = (line) => {
	let text = line.trimStart();
	if (text.startsWith('::')) {
		const end = text.indexOf('::', 2);
		if (end >= 0) {
			const [, name, properties] = text.slice(2, end).match(/^(\S*) ?(.*)$/s);
			if (registered.has(name)) return { name, properties, data: text.slice(end + 2) };
		}
	}
	// The old form is one anywhere in a line.
	const start = line.indexOf('##[');
	const end = line.indexOf(']', start);
	if (start < 0 || end < 0) return null;
	const [, name, properties] = line.slice(start + 3, end).match(/^(\S*) ?(.*)$/s);
	return registered.has(name) ? { name, properties, data: line.slice(end + 1) } : null;
};

// The commands that take effect in LOG.
export const commandsOf = (log) => {
	const commands = [];
	let token = null;
	for (const line of log.split(/\r\n|[\r\n]/)) {
		if (token !== null) {
			if (line.trimStart().trimEnd() === `::${token}::`) token = null;
			continue;
		}
		const command = parse(line);
		if (command?.name === 'stop-commands') token = command.data;
		else if (command) commands.push(command);
	}
	return commands;
};

// The pairs that TEXT, of GITHUB_OUTPUT or GITHUB_ENV, sets; throws as the runner fails.
export const pairsOf = (text) => {
	const pairs = {};
	const lines = text.split('\n');
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i];
		if (line === '') continue;
		const equals = line.indexOf('='), heredoc = line.indexOf('<<');
		if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
			pairs[line.slice(0, equals)] = line.slice(equals + 1);
		} else if (heredoc > 0) {
			const end = lines.indexOf(line.slice(heredoc + 2), i + 1);
			if (end < 0) throw new Error(`no end of '${line}'`);
			pairs[line.slice(0, heredoc)] = lines.slice(i + 1, end).join('\n');
			i = end;
		} else throw new Error(`invalid format '${line}'`);
	}
	return pairs;
};
