# Rust: cargo bench of libtest and of the bencher crate
#: also libtest-bench bencher-rs cargo
#: reader lines
#: moved name
#: row name time# unit deviation# text rate# ~ ^test (.*[^ ]) +[.][.][.] bench: +([0-9,.]+) ([a-zµμ]+)/iter \([+]/- ([0-9,.]+)\)( = ([0-9,.]+) MB/s)?
#: row name failed ~ ^test (.*[^ ]) +[.][.][.] (FAILED)
#: sign ^test .* bench: +[0-9,.]+ [a-zµμ]+/iter

(.unit // "ns" | if . == "cycles" then "" else . end) as $unit
| {name}
  + (if .failed then {status: "failed", reason: "it panicked"}
     elif $unit == "" then {metrics: {cycles: {samples: .time}}}
     else {metrics: ({duration_ms: {unit: $unit, samples: .time}}
       + if .rate then {rate: {unit: "MB/s", better: "higher", gate: false, samples: .rate}} else {} end)}
     end)
