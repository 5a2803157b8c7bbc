# tinybench: what console.table(bench.table()) prints
#: reader lines
#: row name time# median# rate# ~ ^│[^│]*│ ['"`](.*)['"`] +│ '([0-9.]+) ±[^│]*' +│ '([0-9.]+) ±[^│]*' +│ '([0-9]+) ±[^│]*' +│ '[^│]*' +│ [0-9]+ +│
#: row name rate# time# ~ ^│[^│]*│ ['"`](.*)['"`] +│ '([0-9.,]+)' +│ ([0-9.]+) +│ '±[^│]*' +│ [0-9]+ +│
#: row name failed ~ ^│[^│]*│ ['"`](.*)['"`] +│ +│ +│ +│ +│ +│ ['"`](.*)['"`] +│.*│$
#: row name failed ~ ^│[^│]*│ ['"`](.*)['"`] +│ '(NaN)' +│.*│$
#: sign ^│ \(index\) +│ Task [Nn]ame +│

# As in tinybench.jq, the rate tells what the median of nanoseconds cannot. It is a whole number,
# which is exact where it is used. Times are nanoseconds. Before version 3 there was no median.
{name}
+ (if .failed then {status: "failed", reason: (if .failed == "NaN" then "it has no samples" else .failed end)}
   elif .median == null then {metrics: {duration_ms: {unit: "ns", samples: .time}}}
   else {metrics: {
     duration_ms: {unit: "ns", samples: (if (.rate | min) >= 100000 then .rate | map(1e9 / .) else .median end)},
     median: {unit: "ns", gate: false, samples: .median},
     mean: {unit: "ns", gate: false, samples: .time}}} end)
