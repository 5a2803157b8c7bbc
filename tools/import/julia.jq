# Julia: BenchmarkTools.save
#: also julia-benchmarktools
#: reader json
#: sign "BenchmarkTools"[[:space:]]*:
#: sign "(BenchmarkGroup|TrialEstimate|Trial)"

# Groups inside each other; a leaf is a trial with all its times, or one estimate of it.
def leaves($path):
  if type != "array" then empty
  elif .[0] == "BenchmarkGroup" then .[1].data | to_entries[] | .key as $k | .value | leaves($path + [$k])
  elif (.[0] | type) == "string" then select(length > 1) | {path: $path, kind: .[0], data: .[1]}
  else .[] | leaves($path) end;

."$value"[1] | leaves([])
| .data as $d
| {name: (.path | join("/")),
   metrics: ({duration_ms: ({unit: "ns"}
       + (if .kind == "Trial" then {samples: $d.times} else {median: $d.time} end)),
     memory: {unit: "B", gate: false, median: $d.memory},
     allocations: {unit: "count", gate: false, median: $d.allocs}})}
