# Luau: bench.py
#: also luau-benchmark
#: reader lines
#: row name time# unit ~ ^SUCCESS: (.*[^ ]) +: +([0-9.]+)([a-zµμ]+) [+]/- +[0-9.]+%
#: sign ^SUCCESS: .* [+]/- +[0-9.]+% on

{name, metrics: {duration_ms: {unit, samples: .time}}}
