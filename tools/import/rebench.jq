# ReBench: its data file
#: also rebench-data
#: reader lines
#: row value# unit criterion benchmark executor suite extra cores size variable ~ ^\[[^]]+\]	([-+0-9.eE]+)	([^	]*)	([^	]*)	([^	]+)	([^	]*)	([^	]*)	([^	]*)	([^	]*)	([^	]*)	([^	]*)
#: row value# unit criterion benchmark executor suite extra cores size variable ~ ^[0-9]+	[0-9]+	([-+0-9.eE]+)	([^	]*)	([^	]*)	([^	]+)	([^	]*)	([^	]*)	([^	]*)	([^	]*)	([^	]*)	([^	]*)
#: sign ^(\[[^]]+\]|[0-9]+	[0-9]+)	[-+0-9.eE]+	

def given: with_entries(select(.value != "" and .value != null and .value != "None"));

{name: .benchmark,
 params: ({executor, suite, extra, cores, size, variable} | given),
 metrics: {(if .criterion == "total" then "duration_ms" else .criterion end):
   {unit, gate: (.criterion == "total"), samples: .value}}}
