# Ruby: Benchmark.bm and Benchmark.bmbm
#: also ruby-benchmark
#: reader lines
#: keep phase ~ ^(Rehearsal) -+$
#: keep phase ~ ^ +(user) +system +total +real$
#: row name user# system# total# real# ~ ^(.*[^ ]) +([0-9.]+) +([0-9.]+) +([0-9.]+) \( *([0-9.]+)\)$
#: sign ^ +user +system +total +real

# The rehearsal is a warm-up.
select(.phase != "Rehearsal")
| {name, metrics: {duration_ms: {unit: "s", samples: .real}, user_ms: {unit: "s", samples: .user},
    system_ms: {unit: "s", samples: .system}}}
