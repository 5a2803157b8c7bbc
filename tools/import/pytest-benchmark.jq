# pytest-benchmark: --benchmark-json=FILE, and what --benchmark-save keeps
#: reader json
#: rows .benchmarks[]
#: sign "benchmarks"[[:space:]]*:
#: sign "(fullname|machine_info)"[[:space:]]*:
#: sign "(stats|fullname|commit_info)"[[:space:]]*:

# Times are seconds of one round, divided by its iterations already.
def plain: type == "string" or type == "number" or type == "boolean";

.stats as $s
| {
    name: (.fullname // .name),
    params: ((.params // {}) | with_entries(.value |= if plain then . else tostring end)),
    metrics: (
      (if ($s.data // []) | length > 0
       then {duration_ms: {unit: "s", samples: [$s.data[] | select(type == "number")]}}
       else {duration_ms: {unit: "s", median: ($s.median // $s.mean)}} end)
      + {mean: {unit: "s", gate: false, median: $s.mean},
         median: {unit: "s", gate: false, median: ($s.median // $s.mean)},
         min: {unit: "s", gate: false, median: $s.min}})
  }
