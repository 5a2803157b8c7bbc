# pytest-benchmark: --benchmark-json=FILE, and what --benchmark-save keeps
#: reader json
#: rows .benchmarks[]
#: head commit_info datetime
#: sign "benchmarks"[[:space:]]*:
#: sign "(fullname|machine_info)"[[:space:]]*:
#: sign "(stats|fullname|commit_info)"[[:space:]]*:

# Times are seconds of one round, divided by its iterations already.
def plain: type == "string" or type == "number" or type == "boolean";

def given: with_entries(select(.value != null and .value != "" and .value != "(unknown)"));

# Old versions keep the time of the machine, without its zone.
."$in" as $in
| .stats as $s
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
  + (if $in.datetime then
      {run: ({timestamp: $in.datetime, ref: $in.commit_info.branch,
              commit: ($in.commit_info.id | if . == "unversioned" then null else . end)} | given)}
     else {} end)
