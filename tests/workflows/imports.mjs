// What our scripts import from npm is in the folder that NODE_PATH names, which node
// asks for 'require' alone; and GitHub's packages import .json files without saying so,
// which node 20 refuses.
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

const beside = pathToFileURL(process.env.NODE_PATH).href;
register(`data:text/javascript,${encodeURIComponent(`
const bare = /^(?!node:|file:|data:|[./])/;
export const resolve = (specifier, context, next) =>
	next(specifier, bare.test(specifier) && !context.parentURL?.includes('/node_modules/')
		? { ...context, parentURL: ${JSON.stringify(beside)} } : context);
export const load = (url, context, next) =>
	next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);
`)}`);
