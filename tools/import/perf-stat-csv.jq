# perf stat: -x, (or another sign), also with -r, -I and -A
#: reader lines
#: row value# unit event ~ ^ *[0-9.]+[,;|	]([0-9.]+)[,;|	]([A-Za-z%]*)[,;|	]([A-Za-z][^,;|	]*)
#: row cpu value# unit event ~ ^ *[0-9.]+[,;|	](CPU[0-9]+)[,;|	]([0-9.]+)[,;|	]([A-Za-z%]*)[,;|	]([A-Za-z][^,;|	]*)
#: row cpu value# unit event ~ ^ *(CPU[0-9]+|S[0-9][^,;|	]*)[,;|	]([0-9.]+)[,;|	]([A-Za-z%]*)[,;|	]([A-Za-z][^,;|	]*)
#: row value# unit event ~ ^ *([0-9.]+)[,;|	]([A-Za-z%]*)[,;|	]([A-Za-z][^,;|	]*)
#: sign ^ *([^,;|]*[,;|])?[0-9.]+[,;|](msec)?[,;|](task-clock|cycles|instructions|context-switches|page-faults|cpu-clock|branches|cache-misses)

{name: "(command)", params: (if .cpu then {cpu} else {} end), metrics: {(.event):
  {unit: (if .unit == "msec" then "ms" elif .unit == "" then "count" else .unit end), median: .value[]}}}
