# tinybench: JSON of bench.tasks, each with its name and its result
#: reader json
#: rows []
#: sign "result"[[:space:]]*:
#: sign "(samplesCount|hz|state|latency)"[[:space:]]*:

# Times are milliseconds. Before version 3 the result itself had what is in latency now.
{name}
+ (if .result == null or .result.error != null or .result.state == "errored" then
    {status: "failed",
     reason: ((.result.error // {}) | if type == "object" then .message // "it ended with an error"
              else tostring end)}
  else
    (.result.latency // .result) as $l
    | {metrics: (
        (if ($l.samples // []) | length > 0 then {duration_ms: {unit: "ms", samples: $l.samples}}
         else {duration_ms: {unit: "ms", median: ($l.p50 // $l.mean)}} end)
        + {mean: {unit: "ms", gate: false, median: $l.mean}})}
  end)
