# github-action-benchmark: customBiggerIsBetter
#: also customBiggerIsBetter
#: reader json
#: rows []

{name, metrics: {value: {unit, better: "higher", median: .value}}}
