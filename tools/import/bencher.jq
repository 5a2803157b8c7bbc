# Bencher Metric Format
#: also bencher-bmf bmf
#: reader json
#: rows []
#: sign "value"[[:space:]]*:
#: sign "[^"]*"[[:space:]]*:[[:space:]]*[{][[:space:]]*"[^"]*"[[:space:]]*:[[:space:]]*[{][[:space:]]*"value"

def of_measure:
  if . == "latency" then {key: "duration_ms", unit: "ns", better: "lower"}
  elif . == "throughput" then {key: "throughput", unit: "ops/s", better: "higher"}
  else {key: ., unit: "", better: "lower"} end;

."$keys"[0] as $name
| del(."$keys", ."$line")
| {name: $name, metrics: (to_entries | map(
    (.key | of_measure) as $m
    | {key: $m.key, value: {unit: $m.unit, better: $m.better, median: .value.value}}) | from_entries)}
