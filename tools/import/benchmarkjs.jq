# benchmark.js: what String(event.target) prints
#: reader lines
#: moved name
#: row name rate# deviation runs ~ ^(.+) x ([0-9,.]+) ops/sec ±([0-9.]+)% \(([0-9]+) runs? sampled\)
#: sign ops/sec ±[0-9.]+% \([0-9]+ runs? sampled\)

{name, metrics: {throughput: {unit: "ops/s", better: "higher", samples: .rate}}}
