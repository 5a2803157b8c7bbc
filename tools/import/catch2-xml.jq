# Catch2: -r xml
#: reader xml
#: rows BenchmarkResults
#: sign <(Catch|Catch2TestRun|BenchmarkResults)

# Times are nanoseconds, and a mean is all there is.
def child($tag): ."$content"[] | select(."$tag" == $tag);

."$row" as $r
| (."$in".TestCase."@name" // "") as $test
| {name: $r."@name", params: (if $test == "" then {} else {test: $test} end)}
  + (([$r | child("mean") | ."@value" | tonumber][0]) as $mean
     | if $mean == null then
         {status: "failed", reason: ([$r | child("failed") | ."@message"][0] // "it has no mean")}
       else {metrics: {duration_ms: {unit: "ns", median: $mean}}} end)
