# JMH: -rf csv
#: reader csv
#: sign ^"?Benchmark"?,"?Mode"?,"?Threads"?,"?Samples"?,"?Score"?

def per_second: {"ops/s": 1, "ops/ms": 1e3, "ops/us": 1e6, "ops/ns": 1e9, "ops/min": (1 / 60)}[.];

# In some countries' settings the decimal sign is a comma.
def number: gsub(","; ".") | tonumber;

.Unit as $unit
| .Score as $score
| ({mode: .Mode} + ([to_entries[] | select((.key | startswith("Param: ")) and .value != "")
    | {key: (.key | ltrimstr("Param: ")), value}] | from_entries)
   + (if .Threads != "1" then {threads: .Threads} else {} end)) as $params
| {name: .Benchmark, params: $params}
  + (if $score == "NaN" or $score == "" then {status: "failed", reason: "its score is not a number"}
     else ($score | number) as $v
     | {metrics: ({score: {unit: $unit, gate: false, median: $v}}
       + (if $unit | endswith("/op") then {duration_ms: {unit: ($unit | rtrimstr("/op")), median: $v}}
          elif $unit | per_second
          then {throughput: {unit: "ops/s", better: "higher", median: ($v * ($unit | per_second))}}
          else {score: {unit: $unit, median: $v}} end))}
     end)
