# Dart: benchmark_harness
#: also dart-benchmark-harness
#: reader lines
#: row name time# unit ~ ^(.+)\(RunTime\): ([0-9.]+) ([a-zµμ]+)[.]?$
#: sign \(RunTime\): [0-9.]+ [a-z]+

{name, metrics: {duration_ms: {unit, samples: .time}}}
