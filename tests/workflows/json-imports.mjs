// GitHub's packages import .json files without saying so, which node 20 refuses.
import { register } from 'node:module';
register(`data:text/javascript,${encodeURIComponent(`
export const load = (url, context, next) =>
	next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);
`)}`);
