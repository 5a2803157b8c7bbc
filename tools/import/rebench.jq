# ReBench: its data file
#: also rebench-data
#: reader lines
#: keep started ~ ^# Execution Start: +(.*)$
#: keep source ~ ^# Source: +(.*)$
#: row at value# unit criterion benchmark executor suite extra warmup cores size variable ~ ^\[([^]]+)\]	([-+0-9.eE]+)	([^	]*)	([^	]*)	([^	]*)	([^	]+)	([^	]*)	([^	]*)	([^	]*)	([^	]*)	([^	]*)	([^	]*)
#: row value# unit criterion benchmark executor suite extra cores size variable ~ ^[0-9]+	[0-9]+	([-+0-9.eE]+)	([^	]*)	([^	]*)	([^	]+)	([^	]*)	([^	]*)	([^	]*)	([^	]*)	([^	]*)	([^	]*)
#: sign ^(\[[^]]+\]|[0-9]+	[0-9]+)	[-+0-9.eE]+	

def given: with_entries(select(.value != "" and .value != null and .value != "None"));

# "HEAD -> main, origin/main" is what git says of a commit.
def branch: ltrimstr("HEAD -> ") | split(", ")[0];

((.source // "null" | fromjson? | objects) // {} | {commit: .commitId, ref: (.branchOrTag // "" | branch)} | given) as $source
| {name: .benchmark,
 params: ({executor, suite, extra, cores, size, variable} | given),
 metrics: {(if .criterion == "total" then "duration_ms" else .criterion end):
   {unit, gate: (.criterion == "total"), samples: .value}}}
  + (if .at // .started then {run: ({timestamp: (.at // .started)} + $source)} else {} end)
