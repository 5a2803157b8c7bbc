#!/usr/bin/env node
// onnx-bench: times runs of an ONNX model by ONNX Runtime, native or in WebAssembly.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { matmul } from './model.mjs'

const SKIPPED = 77
const packages = { onnxruntime: 'onnxruntime-node', wasm: 'onnxruntime-web' }
const here = dirname(fileURLToPath(import.meta.url))

const help = `usage: onnx-bench.mjs [options] MODEL.onnx | matmul
Time runs of a model on inputs that are random, or of a product of two square matrices.

  -b, --backend NAME      onnxruntime, which is native, or wasm (onnxruntime)
  -S, --shape INPUT=AxB   the shape of an input where the model leaves it open (1 for each)
  -v, --value INPUT=X     what all of an input is, instead of random numbers from 0 to 1
  -n, --size N            rows and columns of the matrices (100)
  -i, --iterations N      timed runs (10)
  -w, --warmup N          runs before them (1)
  -t, --threads N         threads that compute (1)
  -B, --batch N           what a run is counted as (1)
  -o, --of MS             how much sound a run is of: prints its real_time_factor
  -s, --seed N            what the random numbers follow from (42)
  -m, --modules FOLDER    where fetch-runtime has put the packages (build/onnx)
  -j, --json              print one JSON object
  -h, --help              print this

Exit status: 0 done, 2 trouble, 77 skipped (the packages or the model are not there).`

function stop(status, text) {
	console.error(status === SKIPPED ? text : `onnx-bench: ${text}`)
	process.exit(status)
}

function options() {
	const text = (short, value) => ({ type: 'string', short, default: value })
	const many = (short) => ({ type: 'string', short, multiple: true, default: [] })
	try {
		return parseArgs({
			allowPositionals: true,
			options: {
				backend: text('b', 'onnxruntime'),
				shape: many('S'),
				value: many('v'),
				size: text('n', '100'),
				iterations: text('i', '10'),
				warmup: text('w', '1'),
				threads: text('t', '1'),
				batch: text('B', '1'),
				of: { type: 'string', short: 'o' },
				seed: text('s', '42'),
				modules: text('m', resolve(here, '../../build/onnx')),
				json: { type: 'boolean', short: 'j', default: false },
				help: { type: 'boolean', short: 'h', default: false },
			},
		})
	} catch (e) {
		return stop(2, e.message)
	}
}

// The whole number VALUES[NAME], from LEAST to MOST.
function count(values, name, least, most) {
	const v = Number(values[name])
	if (!/^[0-9]+$/.test(values[name]) || v < least || v > most)
		stop(2, `'--${name}' needs a whole number from ${least} to ${most}, not '${values[name]}'`)
	return v
}

// What LIST has, each INPUT=TEXT as READ makes it, by input.
function byInput(list, name, read) {
	const found = new Map()
	for (const item of list) {
		const at = item.lastIndexOf('=')
		const value = at > 0 ? read(item.slice(at + 1)) : undefined
		if (value === undefined) stop(2, `'--${name}' needs an input and its ${name}, not '${item}'`)
		found.set(item.slice(0, at), value)
	}
	return found
}

const readShape = (text) => (/^[1-9][0-9]{0,6}(x[1-9][0-9]{0,6})*$/.test(text) ? text.split('x').map(Number) : undefined)
const readValue = (text) => (text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined)

// Random numbers from 0 to 1 that SEED tells: mulberry32.
function randomFrom(seed) {
	let state = seed >>> 0
	return () => {
		state = (state + 0x6d2b79f5) >>> 0
		let t = Math.imul(state ^ (state >>> 15), state | 1)
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296
	}
}

const arrays = {
	float32: Float32Array,
	float64: Float64Array,
	int32: Int32Array,
	int64: BigInt64Array,
	uint8: Uint8Array,
	int8: Int8Array,
	bool: Uint8Array,
}

// The tensor for the input META: its shape where the model says it, else as SHAPES says, else 1.
function inputOf(ort, meta, shapes, values, random) {
	const given = shapes.get(meta.name) ?? []
	const dims = meta.shape.map((d, i) => given[i] ?? (typeof d === 'number' && d > 0 ? d : 1))
	const Kind = arrays[meta.type] ?? stop(2, `input '${meta.name}' is of type '${meta.type}', which is none of ${Object.keys(arrays).join(', ')}`)
	if (given.length > meta.shape.length) stop(2, `input '${meta.name}' has ${meta.shape.length} dimensions, not ${given.length}`)
	const n = dims.reduce((a, b) => a * b, 1)
	if (n > 1 << 28) stop(2, `input '${meta.name}' would have ${n} values`)
	const data = new Kind(n)
	const whole = Kind === BigInt64Array
	for (let i = 0; i < n; i++) {
		const v = values.get(meta.name) ?? random()
		data[i] = whole ? BigInt(Math.round(v)) : v
	}
	return new ort.Tensor(meta.type, data, dims)
}

// The sum of all numbers of OUTPUTS: equal, but for rounding, whatever computed them.
function checksum(outputs) {
	let sum = 0
	for (const name of Object.keys(outputs).sort())
		for (const v of outputs[name].data) sum += Number(v)
	return sum
}

function median(sorted) {
	const n = sorted.length
	return n % 2 ? sorted[(n - 1) / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2
}

// The package for BACKEND from the folder MODULES; its warnings are not for the reader.
function runtime(backend, modules, threads) {
	const name = packages[backend] ?? stop(2, `'--backend' is one of ${Object.keys(packages).join(', ')}, not '${backend}'`)
	if (!existsSync(resolve(modules, 'node_modules', name))) stop(SKIPPED, `no ${name} in ${modules} (run scripts/onnx/fetch-runtime)`)
	const ort = createRequire(resolve(modules, 'package.json'))(name)
	ort.env.logLevel = 'error'
	if (backend === 'wasm') ort.env.wasm.numThreads = threads
	return ort
}

function show(r, json) {
	if (json) {
		console.log(JSON.stringify(r))
		return
	}
	console.log(`backend: ${r.backend}\nload: ${r.load_ms.toFixed(3)} ms\nfirst run: ${r.first_run_ms.toFixed(3)} ms`)
	console.log(`run: ${r.run_ms.toFixed(3)} ms\nops/s: ${r.ops_per_s.toPrecision(6)}\npeak memory: ${r.peak_memory_mb.toFixed(3)} MB`)
	console.log(`checksum: ${r.checksum.toPrecision(9)}`)
}

const { values, positionals } = options()
if (values.help) {
	console.log(help)
	process.exit(0)
}
if (positionals.length !== 1) stop(2, 'one model is needed')
const iterations = count(values, 'iterations', 1, 1000000)
const warmup = count(values, 'warmup', 0, 1000000)
const threads = count(values, 'threads', 1, 256)
const size = count(values, 'size', 1, 8192)
const seed = count(values, 'seed', 0, 4294967295)
const batch = count(values, 'batch', 1, 1000000)
const sound = values.of === undefined ? 0 : count(values, 'of', 1, 1000000)
const shapes = byInput(values.shape, 'shape', readShape)
const inputs = byInput(values.value, 'value', readValue)
const product = positionals[0] === 'matmul'
const ort = runtime(values.backend, values.modules, threads)
if (!product && !existsSync(positionals[0])) stop(SKIPPED, `no model '${positionals[0]}' (run scripts/onnx/fetch-runtime)`)

try {
	const start = performance.now()
	const model = product ? matmul(size) : positionals[0]
	const session = await ort.InferenceSession.create(model, { intraOpNumThreads: threads, interOpNumThreads: 1 })
	const load = performance.now() - start
	const random = randomFrom(seed)
	for (const name of [...shapes.keys(), ...inputs.keys()])
		if (!session.inputNames.includes(name)) stop(2, `the model has no input '${name}', but ${session.inputNames.join(', ')}`)
	const feeds = Object.fromEntries(session.inputMetadata.map((m) => [m.name, inputOf(ort, m, shapes, inputs, random)]))
	let outputs
	let first
	const times = []
	for (let i = -warmup; i < iterations; i++) {
		const from = performance.now()
		outputs = await session.run(feeds)
		const took = performance.now() - from
		first ??= took
		if (i >= 0) times.push(took)
	}
	const total = times.reduce((a, b) => a + b, 0)
	show(
		{
			model: positionals[0],
			backend: values.backend,
			threads,
			iterations,
			load_ms: load,
			first_run_ms: first,
			run_ms: median([...times].sort((a, b) => a - b)),
			runs_ms: times,
			ops_per_s: iterations / (total / 1000),
			samples_per_second: (batch * iterations) / (total / 1000),
			...(sound && { real_time_factor: total / iterations / sound }),
			peak_memory_mb: process.resourceUsage().maxRSS * 1024 / 1e6,
			checksum: checksum(outputs),
		},
		values.json,
	)
} catch (e) {
	stop(2, `'${positionals[0]}': ${e.message}`)
}
