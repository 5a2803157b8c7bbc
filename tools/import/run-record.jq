# Run records: executable, model, backend, config and metrics of one run each
#: reader json
#: sign "executable"[[:space:]]*:
#: sign "metrics"[[:space:]]*:

# What the end of a name says of its unit, and which way is better.
def unit:
  if test("_ms$") then "ms" elif test("_(us|usec)$") then "us" elif test("_ns$") then "ns"
  elif test("_(s|sec|seconds)$") and (test("per_s(ec)?$|per_second$") | not) then "s" elif test("_mb$") then "MB" elif test("_kb$") then "kB"
  elif test("_bytes$") then "B" elif test("per_sec(ond)?$|_per_s$|throughput") then "1/s"
  elif test("percent") then "%" else "" end;

def higher: test("per_sec|per_s$|throughput|accuracy|score|hit");

def plain: if type == "object" or type == "array" then tojson else . end;

def record:
  .metrics as $m
  | {name: ([.executable, .model] | map(select(. != null and . != "")) | join("/")),
     params: ((.config // {} | with_entries(select(.value != null) | .value |= plain))
       + (if .backend then {backend: .backend} else {} end)),
     metrics: ($m | with_entries(select(.value | type == "number")
       | .key as $k
       | (if $k == "latency_ms" or $k == "time_ms" then "duration_ms" else $k end) as $name
       | {key: $name, value: {unit: ($k | unit), better: (if $k | higher then "higher" else "lower" end), samples: [.value]}}))};

if has("$value") then ."$value"[] | record else record end
