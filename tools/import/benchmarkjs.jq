# benchmark.js: what String(event.target) prints
#: reader lines
#: moved name
#: keep group ~ ^#+ +(.*[^ ])
#: row name rate# deviation runs ~ ^ *([^ ].*[^ ]|[^ ]) +x ([0-9,.]+) ops/sec ±([0-9.]+)% \(([0-9]+) runs? sampled\)
#: row name failed ~ ^ *([^ #].*[^ ]|[^ #]): (|[A-Z][a-z]+[A-Za-z]*Error(: .*)?|(generatedMessage: [a-z]+,)?code: [A-Z_]+.*)$
#: sign ops/sec ±[0-9.]+% \([0-9]+ runs? sampled\)

# Programs print a heading above each of several suites, in which the same names come again. What
# failed has the properties of its error, which most errors do not have, in place of a rate.
{name}
+ (if .group then {params: {group}} else {} end)
+ (if .rate then {metrics: {throughput: {unit: "ops/s", better: "higher", samples: .rate}}}
   elif .failed == "" then {status: "skipped", reason: "its line has no rate: most likely it failed"}
   else {status: "failed", reason: .failed} end)
