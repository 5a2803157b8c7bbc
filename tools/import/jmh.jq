# JMH: -rf json
#: reader json
#: rows []
#: sign "primaryMetric"[[:space:]]*:
#: sign "benchmark"[[:space:]]*:

# What is no number is a string there, "NaN".
def numbers_in: [.. | numbers];

# The unit of a time per operation, or null; else the factor to operations per second.
def time_unit: if endswith("/op") then rtrimstr("/op") else null end;
def per_second: {"ops/s": 1, "ops/ms": 1e3, "ops/us": 1e6, "ops/ns": 1e9, "ops/min": (1 / 60)}[.];

def metric($values):
  .scoreUnit as $unit
  | if $unit | time_unit
    then {key: "duration_ms", value: {unit: ($unit | time_unit), samples: $values}}
    elif $unit | per_second
    then ($unit | per_second) as $f
      | {key: "throughput", value: {unit: "ops/s", better: "higher", samples: ($values | map(. * $f))}}
    else {key: "score", value: {unit: $unit, samples: $values}}
    end;

.primaryMetric as $p
| ($p.rawData // [] | numbers_in) as $raw
| (if ($raw | length) > 0 then $raw else [$p.score | select(type == "number")] end) as $values
| {name: .benchmark,
   params: ((.params // {}) + {mode} + (if (.threads // 1) != 1 then {threads} else {} end))}
  + (if ($values | length) == 0 then {status: "failed", reason: "its score is not a number"}
    else {metrics: (
      [$p | metric($values)] + [$p | select(.score | type == "number") | metric([.score])
          | {key: "score", value: (.value + {gate: false, median: .value.samples[0]} | del(.samples))}]
      + [(.secondaryMetrics // {}) | to_entries[] | select(.value.score | type == "number")
          | {key: .key, value: {unit: .value.scoreUnit, gate: false, median: .value.score}}]
      | from_entries)}
    end)
