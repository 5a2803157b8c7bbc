# github-action-benchmark: the history in data.js
#: also github-action-benchmark github-action-benchmark-datajs
#: reader json
#: after =
#: rows .entries[][]
#: sign "entries"[[:space:]]*:
#: sign "benches"[[:space:]]*:
#: sign ^window[.]BENCHMARK_DATA

# What stands behind a blank in a unit is another metric, of which there is no value.
def unit: split("[ \t]"; "")[0] // "" | rtrimstr("/iter") | rtrimstr("/op");

def rate: . == "customBiggerIsBetter" or . == "benchmarkluau" or . == "benchmarkjs";

def per_second: test("/(s|sec|second)$");

."$keys"[0] as $suite
| (.tool | rate) as $rate
| {timestamp: (.date / 1000 | floor | todate), commit: .commit.id} as $run
| .benches[]
| ((.unit // "") | unit) as $unit
| {name, run: $run, params: {suite: $suite}, metrics: {
    (if ["ns", "us", "µs", "ms", "s"] | index([$unit]) then "duration_ms" else "value" end):
      {unit: $unit, better: (if $rate or ($unit | per_second) then "higher" else "lower" end),
       samples: [.value]}}}
