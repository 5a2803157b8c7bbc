# CSV: a line a value, with columns name and value, and if need be unit and metric; others are parameters
#: reader csv
#: each value
#: moved name benchmark
#: sign ^"?(name|benchmark)"?[,;	]
#: sign ^.*"?value"?

def time: . as $u | ["ns", "us", "µs", "ms", "s", "min", "h"] | index([$u]) != null;

(.unit // "") as $unit
| {name: (.name // .benchmark),
   params: (del(.name, .benchmark, .value, .unit, .metric, ."$line") | with_entries(select(.value != ""))),
   metrics: {(.metric // (if $unit | time then "duration_ms" else "value" end)):
     {unit: $unit, samples: (.value | if type == "array" then . else [tonumber] end)}}}
