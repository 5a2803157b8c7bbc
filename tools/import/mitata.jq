# mitata: run({format: 'json'})
#: reader json
#: rows .benchmarks[]
#: keep layout
#: sign "layout"[[:space:]]*:
#: sign "benchmarks"[[:space:]]*:

# A name may come again in another group; times are nanoseconds.
(."$in".layout[.group // 0].name?) as $group
| .runs[]
| {name}
  + (if $group then {params: {group: $group}} else {} end)
  + (if .error != null then
      {status: "failed",
       reason: (.error | if type == "object" then .message // "it ended with an error" else tostring end)}
    else
      .stats as $s
      | {metrics: (
          (if ($s.samples // []) | length > 0 then {duration_ms: {unit: "ns", samples: $s.samples}}
           else {duration_ms: {unit: "ns", median: ($s.p50 // $s.avg)}} end)
          + {mean: {unit: "ns", gate: false, median: $s.avg}}
          + (if $s.heap.avg != null then {heap: {unit: "B", gate: false, median: $s.heap.avg}}
             else {} end))}
    end)
