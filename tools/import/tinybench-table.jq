# tinybench: what console.table(bench.table()) prints
#: reader lines
#: row name time# median# ~ ^│[^│]*│ ['"`](.*)['"`] +│ '([0-9.]+) ±[^│]*' +│ '([0-9.]+) ±[^│]*' +│ '[^│]*' +│ '[^│]*' +│ [0-9]+ +│
#: row name rate# time# ~ ^│[^│]*│ ['"`](.*)['"`] +│ '([0-9.,]+)' +│ ([0-9.]+) +│ '±[^│]*' +│ [0-9]+ +│
#: row name failed ~ ^│[^│]*│ ['"`](.*)['"`] +│ +│ +│ +│ +│ +│ ['"`](.*)['"`] +│.*│$
#: row name failed ~ ^│[^│]*│ ['"`](.*)['"`] +│ '(NaN)' +│.*│$
#: sign ^│ \(index\) +│ Task [Nn]ame +│

# Times are nanoseconds. Before version 3 there was no median.
{name}
+ (if .failed then {status: "failed", reason: (if .failed == "NaN" then "it has no samples" else .failed end)}
   else {metrics: ({duration_ms: {unit: "ns", samples: (.median // .time)}}
     + (if .median then {mean: {unit: "ns", gate: false, samples: .time}} else {} end))} end)
