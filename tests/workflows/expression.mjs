// Expressions and tokens of workflows, evaluated by GitHub's own packages.
import { Evaluator, Lexer, Parser, data } from '@actions/expressions';

const toData = (value) => JSON.parse(JSON.stringify(value ?? null), data.reviver);
const toValue = (d) => JSON.parse(JSON.stringify(d, data.replacer) ?? 'null');

// The functions that depend on the job; STATUS is {failed}.
const functions = (status) => new Map(Object.entries({
	success: () => !status.failed,
	failure: () => status.failed,
	always: () => true,
	cancelled: () => false,
}).map(([name, test]) => [name,
	{ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(test()) }]));

// The value of expression TEXT (without its braces) in CONTEXTS.
export const evaluate = (text, contexts, status = { failed: false }) => {
	const own = functions(status);
	const { tokens } = new Lexer(text).lex();
	const tree = new Parser(tokens, Object.keys(contexts), [...own.values()]).parse();
	return toValue(new Evaluator(tree, toData(contexts), own).evaluate());
};

// What a token of the parsed file comes to: its expressions replaced.
export const resolve = (token, contexts, status) => {
	if (token === undefined || token === null) return undefined;
	if ('expression' in token) return evaluate(token.expression, contexts, status);
	if (typeof token.count === 'number' && typeof token.get === 'function') {
		const list = [];
		for (let i = 0; i < token.count; i++) {
			const item = token.get(i);
			list.push(item.key ? [item.key.toString(), resolve(item.value, contexts, status)]
				: resolve(item, contexts, status));
		}
		return token.templateTokenType === 2 ? Object.fromEntries(list) : list;
	}
	return token.value ?? undefined;
};

// The member NAME of a mapping token, or undefined.
export const member = (map, name) => {
	for (let i = 0; i < (map?.count ?? 0); i++)
		if (map.get(i).key.toString() === name) return map.get(i).value;
	return undefined;
};
