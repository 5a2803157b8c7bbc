# Criterion: what it prints
#: reader lines
#: begin name low# lowunit time# unit ~ ^([^ ].*[^ ]) +time: +\[([0-9.]+) ([a-zµμ]+) ([0-9.]+) ([a-zµμ]+) [0-9.]+ [a-zµμ]+\]
#: add low# lowunit time# unit ~ ^ +time: +\[([0-9.]+) ([a-zµμ]+) ([0-9.]+) ([a-zµμ]+) [0-9.]+ [a-zµμ]+\]
#: add ratelow# ratelowunit rate# rateunit ~ ^ +thrpt: +\[([0-9.]+) ([^ ]+) ([0-9.]+) ([^ ]+) .*\]$
#: begin name ~ ^([^ ].*)$
#: sign time: +\[[0-9.]+ [a-zµμ]+ [0-9.]+

# A long name stands on a line of its own, as much else does that no time follows.
select(.time)
| {name, metrics: ({duration_ms: {unit, samples: .time}}
  + (if .rate then {rate: {unit: .rateunit, better: "higher", gate: false, samples: .rate}} else {} end))}
