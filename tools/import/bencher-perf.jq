# Bencher: a query of its history, 'bencher perf'
#: also bencher-history
#: reader json
#: rows .results[]
#: sign "results"[[:space:]]*:
#: sign "testbed"[[:space:]]*:
#: sign "metrics"[[:space:]]*:
#: sign "start_time"[[:space:]]*:

# A nanosecond is what Bencher's own measures of time count in.
def of_measure:
  (.slug // .name // "value") as $name
  | (.units // "") as $units
  | if $name == "latency" then {key: "duration_ms", unit: "ns", better: "lower"}
    elif $name == "throughput" then {key: "throughput", unit: "ops/s", better: "higher"}
    else {key: $name, unit: $units, better: "lower"} end;

(.measure // .metric_kind // {} | of_measure) as $m
| .benchmark.name as $name
| .branch.name as $branch
| (.testbed.name // null) as $testbed
| .metrics[]
| (.metric.value // .metrics.value.value) as $value
| select($value != null)
| {name: $name,
   params: (if $testbed then {testbed: $testbed} else {} end),
   run: ({timestamp: .start_time, commit: (.version.hash // .version_hash), ref: $branch}
     | with_entries(select(.value != null))),
   metrics: {($m.key): {unit: $m.unit, better: $m.better, samples: [$value]}}}
