# tinybench: JSON of bench.tasks, each with its name and its result
#: reader json
#: rows []
#: sign "result"[[:space:]]*:
#: sign "(samplesCount|hz|state|latency)"[[:space:]]*:

# Each call is timed, so the median of what takes nanoseconds is a step of the clock. The mean of
# the rates is not, and is robust too: a call that was interrupted adds next to nothing to it. Times
# are milliseconds. Before version 3 the result itself had what is in latency now. From 50,000 to
# 200,000 a second the one becomes the other: at a step, noise alone would make a change.
def told($rate; $middle):
  $middle * pow(1000 / $rate / $middle; if $rate < 200000 then (($rate | log10) - 4.69897) / 0.60206 else 1 end);

{name}
+ (if .result == null or .result.error != null or .result.state == "errored" then
    {status: "failed",
     reason: ((.result.error // {}) | if type == "object" then .message // "it ended with an error"
              else tostring end)}
  else
    (.result.latency // .result) as $l
    | (.result.throughput.mean? // 0) as $rate
    | (if ($l.samples // []) | length > 0 then {unit: "ms", samples: $l.samples}
       else {unit: "ms", median: ($l.p50 // $l.mean)} end) as $middle
    | ($middle | if .samples then .samples | sort | .[(length - 1) / 2 | floor] else .median end) as $typical
    | {metrics: (
        {duration_ms: (if $rate > 50000 and $typical > 0 then {unit: "ms", median: told($rate; $typical)} else $middle end)}
        + (if .result.throughput? then {median: ($middle + {gate: false})} else {} end)
        + {mean: {unit: "ms", gate: false, median: $l.mean}})}
  end)
