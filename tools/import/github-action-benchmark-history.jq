# github-action-benchmark: the history in data.js
#: also github-action-benchmark github-action-benchmark-datajs data.js
#: reader json
#: after =
#: rows .entries[][]
#: drop commit
#: sign "entries"[[:space:]]*:
#: sign "benches"[[:space:]]*:
#: sign ^window[.]BENCHMARK_DATA

def rate: . == "customBiggerIsBetter" or . == "benchmarkluau" or . == "benchmarkjs";

."$keys"[0] as $suite
| (.tool | rate) as $rate
| .benches[]
| (.unit | rtrimstr("/iter") | rtrimstr("/op")) as $unit
| {name, params: {suite: $suite}, metrics: {
    (if ["ns", "us", "µs", "ms", "s"] | index([$unit]) then "duration_ms" else "value" end):
      {unit: $unit, better: (if $rate then "higher" else "lower" end), samples: [.value]}}}
