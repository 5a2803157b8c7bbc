# benchmark.js: what String(event.target) prints
#: reader lines
#: moved name
#: keep group ~ ^#+ +(.*[^ ])
#: row name rate# deviation runs ~ ^ *([^ ].*[^ ]|[^ ]) +x ([0-9,.]+) ops/sec ±([0-9.]+)% \(([0-9]+) runs? sampled\)
#: sign ops/sec ±[0-9.]+% \([0-9]+ runs? sampled\)

# Programs print a heading above each of several suites, in which the same names come again.
{name}
+ (if .group then {params: {group}} else {} end)
+ {metrics: {throughput: {unit: "ops/s", better: "higher", samples: .rate}}}
