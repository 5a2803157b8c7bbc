# pyperf: --output FILE
#: reader json
#: sign "benchmarks"[[:space:]]*:
#: sign "runs"[[:space:]]*:
#: sign "(values|warmups)"[[:space:]]*:

# A run that only calibrates has no values; what all benchmarks share is said once.
def metric($unit; $values):
  if $unit == "byte" then {memory: {unit: "B", samples: $values}}
  elif $unit == "integer" then {value: {unit: "count", samples: $values}}
  else {duration_ms: {unit: "s", samples: $values}} end;

(.metadata // {}) as $shared
| .benchmarks[]
| ($shared + (.metadata // {})) as $m
| ($m + ([.runs[] | .metadata // {}] | add // {})) as $all
| [.runs[] | (.values // [])[]] as $values
| {name: ($all.name // "benchmark")}
  + (if ($values | length) == 0 then {status: "failed", reason: "it has no values"}
     else {metrics: metric($all.unit // "second"; $values)} end)
