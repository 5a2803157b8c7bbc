# vitest bench: --outputJson FILE
#: also vitest-bench-json
#: reader json
#: rows .files[].groups[].benchmarks[]
#: keep fullName
#: sign "files"[[:space:]]*:
#: sign "groups"[[:space:]]*:
#: sign "benchmarks"[[:space:]]*:

{
  name,
  params: {group: (."$in".fullName // "")},
  metrics: (
    (if (.samples // []) | length > 0 then {duration_ms: {unit: "ms", samples: .samples}}
     else {duration_ms: {unit: "ms", median: (.median // .mean)}} end)
    + {mean: {unit: "ms", gate: false, median: .mean}})
}
