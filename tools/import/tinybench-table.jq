# tinybench: what console.table(bench.table()) prints
#: reader lines
#: row name time# median# rate# ~ ^│[^│]*│ ['"`](.*)['"`] +│ '([0-9.]+) ±[^│]*' +│ '([0-9.]+) ±[^│]*' +│ '([0-9]+) ±[^│]*' +│ '[^│]*' +│ [0-9]+ +│
#: row name rate# time# ~ ^│[^│]*│ ['"`](.*)['"`] +│ '([0-9.,]+)' +│ ([0-9.]+) +│ '±[^│]*' +│ [0-9]+ +│
#: row name failed ~ ^│[^│]*│ ['"`](.*)['"`] +│ +│ +│ +│ +│ +│ ['"`](.*)['"`] +│.*│$
#: row name failed ~ ^│[^│]*│ ['"`](.*)['"`] +│ '(NaN)' +│.*│$
#: sign ^│ \(index\) +│ Task [Nn]ame +│

# As in tinybench.jq, the rate tells what the median of nanoseconds cannot. It is a whole number,
# which is exact where it is used. Times are nanoseconds. Before version 3 there was no median.
def told($rate; $middle):
  $middle * pow(1e9 / $rate / $middle; if $rate < 200000 then (($rate | log10) - 4.69897) / 0.60206 else 1 end);

{name}
+ (if .failed then {status: "failed", reason: (if .failed == "NaN" then "it has no samples" else .failed end)}
   elif .median == null then {metrics: {duration_ms: {unit: "ns", samples: .time}}}
   else {metrics: {
     duration_ms: {unit: "ns", samples: [.rate, .median] | transpose | map(if .[0] > 50000 and .[1] > 0 then told(.[0]; .[1]) else .[1] end)},
     median: {unit: "ns", gate: false, samples: .median},
     mean: {unit: "ns", gate: false, samples: .time}}} end)
