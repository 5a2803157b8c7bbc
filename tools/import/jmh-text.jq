# JMH: what it prints
#: reader lines
#: keep name ~ ^# Benchmark: (.+)$
#: keep mode ~ ^# Benchmark mode: ([^,]+)
#: keep parameters ~ ^# Parameters: \((.*)\)$
#: row value# unit ~ ^Iteration +[0-9]+: ([0-9.,]+) ([^ ]+)
#: sign ^# Benchmark mode:
#: sign ^(# Warmup )?Iteration +[0-9]+:

def per_second: {"ops/s": 1, "ops/ms": 1e3, "ops/us": 1e6, "ops/ns": 1e9, "ops/min": (1 / 60)}[.];

def parameters: (. // "") | [splits(", *") | select(. != "") | capture("^(?<key>[^ =]+) *= *(?<value>.*)$")] | from_entries;

.unit as $unit
| {name, params: ({mode} + (.parameters | parameters)), metrics:
    (if $unit | endswith("/op") then {duration_ms: {unit: ($unit | rtrimstr("/op")), samples: .value}}
     elif $unit | per_second then ($unit | per_second) as $f
       | {throughput: {unit: "ops/s", better: "higher", samples: (.value | map(. * $f))}}
     else {score: {unit: $unit, samples: .value}} end)}
