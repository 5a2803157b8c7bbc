# tinybench's JSON, with each of its summaries as a metric that gates
#: reader json
#: rows []
{name, metrics: {
  mean: {unit: "ns", better: "lower", median: (.result.latency.mean * 1e6)},
  median: {unit: "ns", better: "lower", median: (.result.latency.p50 * 1e6)},
  rate: {unit: "ns", better: "lower", median: (1e9 / .result.throughput.mean)}}}
