#!/usr/bin/env node
// wllama-bench: times a language model by llama.cpp in WebAssembly (wllama), in a Chromium without a
// window, and prints the same as decoder-bench --json as far as wllama tells it.
import { spawn, spawnSync } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const SKIPPED = 77
const here = dirname(fileURLToPath(import.meta.url))

const help = `usage: wllama-bench.mjs [options] MODEL.gguf
Time requests to a language model in WebAssembly, in a Chromium without a window, on one thread. The
model needs a vocabulary in which each byte of a prompt is a token: 'model-make --words' makes one.

  -p, --prompt N        tokens of a prompt (128)
  -n, --output N        tokens of an answer (64)
  -r, --requests N      requests, one after the other (1)
  -m, --modules FOLDER  where scripts/onnx/fetch-runtime has put the packages (build/onnx)
  -h, --help            print this

Prints one JSON object. Exit status: 0 done, 2 trouble, 77 skipped (no wllama or no Chromium).`

// What the page does: load the model, warm up, ask.
const page = `<!doctype html><script type="module">
const tell = (what) => fetch('/result', { method: 'POST', body: JSON.stringify(what) })
try {
	const job = await (await fetch('/job')).json()
	const { Wllama } = await import('/wllama/index.js')
	const w = new Wllama({ default: '/wllama/wasm/wllama.wasm' }, { suppressNativeLog: true })
	const blob = await (await fetch('/model')).blob()
	const start = performance.now()
	await w.loadModel([blob], { n_ctx: job.prompt + job.output + 256, n_threads: 1, n_gpu_layers: 0, warmup: false })
	const load = performance.now() - start
	const requests = []
	for (let i = -1; i < job.requests; i++) {
		const prompt = Array.from({ length: job.prompt }, (_, k) => String.fromCharCode(97 + ((i + 1 + k * 7) % 26))).join('')
		const from = performance.now()
		const answer = await w.createCompletion({ prompt, max_tokens: job.output, temperature: 0, ignore_eos: true, cache_prompt: false, timings_per_token: true })
		requests.push({ timings: answer.timings ?? null, usage: answer.usage ?? null, latency: performance.now() - from })
	}
	await tell({ load, requests: requests.slice(1) })
} catch (e) {
	await tell({ error: String(e.message ?? e) })
}
</script>`

function stop(status, text) {
	console.error(status === SKIPPED ? text : `wllama-bench: ${text}`)
	process.exit(status)
}

function options() {
	const text = (short, value) => ({ type: 'string', short, default: value })
	try {
		return parseArgs({
			allowPositionals: true,
			options: {
				prompt: text('p', '128'),
				output: text('n', '64'),
				requests: text('r', '1'),
				modules: text('m', resolve(here, '../../build/onnx')),
				help: { type: 'boolean', short: 'h', default: false },
			},
		})
	} catch (e) {
		return stop(2, e.message)
	}
}

function count(values, name, least, most) {
	const v = Number(values[name])
	if (!/^[0-9]+$/.test(values[name]) || v < least || v > most)
		stop(2, `'--${name}' needs a whole number from ${least} to ${most}, not '${values[name]}'`)
	return v
}

const { values, positionals } = options()
if (values.help) {
	console.log(help)
	process.exit(0)
}
if (positionals.length !== 1) stop(2, 'one model is needed')
const job = { prompt: count(values, 'prompt', 1, 4096), output: count(values, 'output', 2, 4096), requests: count(values, 'requests', 1, 10000) }
const model = positionals[0]
const esm = resolve(values.modules, 'node_modules/@wllama/wllama/esm')
if (!existsSync(esm)) stop(SKIPPED, `no wllama in ${values.modules} (run scripts/onnx/fetch-runtime)`)
if (spawnSync('chromium', ['--version']).status !== 0) stop(SKIPPED, 'Chromium is not installed')
if (!existsSync(model)) stop(2, `there is no model '${model}'`)

const profile = mkdtempSync(join(tmpdir(), 'wllama-'))
let browser
const server = createServer(answer)
const late = setTimeout(() => end(2, 'the page gave no answer within 5 minutes'), 300000)

// End with STATUS and, when there is one, the complaint TEXT: nothing is left behind.
function end(status, text) {
	clearTimeout(late)
	server.close()
	const over = () => {
		rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
		if (text) stop(status, text)
		process.exit(status)
	}
	if (!browser || browser.exitCode !== null || browser.signalCode !== null) over()
	browser.once('exit', over)
	browser.kill()
}

function report(told) {
	if (told.error) return end(2, `'${model}': ${told.error}`)
	if (told.requests.some((r) => !r.timings)) return end(2, 'wllama told no times')
	const requests = told.requests.map(({ timings: t, latency }) => ({
		latency_ms: latency,
		first_token_ms: t.prompt_ms,
		time_per_output_token_ms: t.predicted_per_token_ms,
		prompt_tokens: t.prompt_n,
		output_tokens: t.predicted_n,
	}))
	const sum = (f) => told.requests.reduce((a, r) => a + f(r.timings), 0)
	console.log(
		JSON.stringify({
			model,
			library: 'wllama',
			...job,
			load_ms: told.load,
			prefill_tokens_per_s: sum((t) => t.prompt_n) / (sum((t) => t.prompt_ms) / 1000),
			decode_tokens_per_s: sum((t) => t.predicted_n) / (sum((t) => t.predicted_ms) / 1000),
			requests,
		}),
	)
	return end(0)
}

function answer(request, response) {
	const send = (type, body) => {
		response.setHeader('Content-Type', type)
		response.end(body)
	}
	const file = (type, path) => {
		response.setHeader('Content-Type', type)
		response.setHeader('Content-Length', statSync(path).size)
		createReadStream(path).pipe(response)
	}
	switch (request.url) {
		case '/':
			return send('text/html', page)
		case '/job':
			return send('application/json', JSON.stringify(job))
		case '/model':
			return file('application/octet-stream', model)
		case '/wllama/index.js':
			return file('text/javascript', join(esm, 'index.js'))
		case '/wllama/wasm/wllama.wasm':
			return file('application/wasm', join(esm, 'wasm/wllama.wasm'))
		case '/result': {
			let body = ''
			request.on('data', (d) => (body += d))
			request.on('end', () => {
				send('text/plain', '')
				report(JSON.parse(body))
			})
			return undefined
		}
		default:
			response.statusCode = 404
			return response.end()
	}
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(2, `ended by ${signal}`))
server.listen(0, '127.0.0.1', () => {
	browser = spawn(
		'chromium',
		['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--user-data-dir=${profile}`, `http://127.0.0.1:${server.address().port}/`],
		{ stdio: 'ignore' },
	)
	browser.once('error', (e) => end(2, `Chromium: ${e.message}`))
	browser.once('exit', (status) => status !== null && status !== 0 && end(2, `Chromium ended with status ${status}`))
})
