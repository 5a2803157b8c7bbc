# github-action-benchmark: customBiggerIsBetter
#: reader json
#: rows []

{name, metrics: {value: {unit, better: "higher", median: .value}}}
