# hyperfine: --export-json
#: of results

def begin: "{\"results\":[";

def seconds($m): if $m then ($m.unit | of_seconds) else null end;
def mean_of($m): seconds($m) as $by | if $by and $m.mean then $m.mean | scaled($by) elif $by then $m.median | scaled($by) else null end;

def item: ran(
  seconds(.metrics.duration_ms) as $by
  | if $by == null or .metrics.duration_ms.median == null then left("a benchmark without 'duration_ms'")
    else
      .metrics.duration_ms as $m
      | ([$m | measured[] | scaled($by)]) as $times
      | [metrics | .key | select(. != "duration_ms" and . != "user_ms" and . != "system_ms" and . != "memory_mb")
         | left("values of '\(.)'")][],
        {name: called},
        {element: ({
            command: called,
            mean: ($m.mean // $m.median | scaled($by)),
            stddev: (if $m.stddev then $m.stddev | scaled($by) else null end),
            median: ($m.median | scaled($by)),
            user: mean_of(.metrics.user_ms),
            system: mean_of(.metrics.system_ms),
            min: ($times | min), max: ($times | max), times: $times}
          + (.metrics.memory_mb as $mem | ($mem.unit // "" | of_bytes) as $b
             | if $b then {memory_usage_byte: [$mem | measured[] | scaled($b) | round]} else {} end)
          + {exit_codes: [$times[] | 0]}
          + (if (.params // {}) == {} then {} else {parameters: (.params | map_values(tostring))} end) | tojson)}
    end);

def finish: "]}";

document(begin; item; finish)
