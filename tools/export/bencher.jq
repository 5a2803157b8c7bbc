# Bencher Metric Format
#: also bencher-bmf bmf
#: of results

def begin: "{";

# Its latency is in nanoseconds. Its other measures have no unit but in their name.
def measure:
  (.value.unit | of_seconds) as $time
  | (if .key == "duration_ms" and $time then ["latency", [$time[0], $time[1] * 1e9]]
     elif (.key | endswith("_ms")) and .value.unit == "ms" then [(.key | .[:-3] + "_ns"), [1, 1e6]]
     elif .key == "memory_mb" and .value.unit == "MB" then ["memory_bytes", [1, 1e6]]
     else [.key, [1, 1]] end) as $m
  | {key: $m[0], value: ({value: (.value.median | scaled($m[1]))}
      + (if .value.ci95 then {lower_value: (.value.ci95[0] | scaled($m[1])), upper_value: (.value.ci95[1] | scaled($m[1]))}
         else {} end))};

def item: ran(
  called as $name
  | [metrics | measure] as $all
  | {name: $name}, ($all[] | {name: "\($name) \(.key)"}),
    {element: "\($name | tojson): \($all | from_entries | tojson)"});

def finish: "}";

document(begin; item; finish)
