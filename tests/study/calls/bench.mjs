// Functions from some ns to some ms, timed by tinybench call by call; each does as much more as the
// file 'more' says. SET names the functions, STEPS the steps of the clock in a ms.
import { Bench } from 'tinybench'
import { readFileSync } from 'node:fs'

const times = n => Math.round(n * (1 + Number(readFileSync('more', 'utf8'))))
globalThis.seed = 12345

const kinds = {
  mix(n) {
    const end = times(n)
    return () => {
      let x = globalThis.seed
      for (let i = 0; i < end; i++) x = Math.imul(x ^ (x >>> 13), 0x5bd1e995)
      globalThis.sink = x
    }
  },
  root(n) {
    const end = times(n)
    return () => {
      let x = globalThis.seed
      for (let i = 0; i < end; i++) x = Math.sqrt(x + 1)
      globalThis.sink = x
    }
  },
  map(n) {
    const list = new Array(times(n)).fill(globalThis.seed)
    return () => { globalThis.sink = list.map(x => x + 1) }
  },
  text(n) {
    const end = times(n)
    return () => {
      let s = ''
      for (let i = 0; i < end; i++) s += i
      globalThis.sink = s.length
    }
  }
}

const sets = {
  one: { mix: [10, 40, 100, 400, 2000, 50000, 1000000] },
  two: { root: [20, 60, 250, 5000, 200000], map: [20, 500, 20000], text: [10, 100] },
  short: { root: [20, 60, 250], map: [20], text: [10] }
}

const steps = Number(process.env.STEPS)
const clock = steps ? { now: () => Math.floor(performance.now() * steps) / steps } : {}
const bench = new Bench({ time: 100, warmupTime: 20, ...clock })
for (const [kind, sizes] of Object.entries(sets[process.env.SET]))
  for (const n of sizes) bench.add(kind + n, kinds[kind](n))
await bench.run()
console.log(JSON.stringify(bench.tasks.map(({ name, result }) => ({ name, result }))))
